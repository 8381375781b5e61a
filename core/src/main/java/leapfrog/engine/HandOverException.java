package leapfrog.engine;

/** Tells that the backend which was chosen works in another Java process alone, to which this one is to hand over: {@link Backend.Support.Elsewhere}. */
public final class HandOverException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Says which backend it is. */
    public HandOverException(String backend) {
        super("backend " + backend + " works in another Java process, to which this one should have handed over");
    }
}
