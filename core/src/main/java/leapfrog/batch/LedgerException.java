package leapfrog.batch;

/** Tells that a fit could not be recorded; what was recorded before it stays. */
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** An error with what failed and what would help. */
    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }
}
