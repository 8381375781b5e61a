package leapfrog.engine;

/** Says whether to stop; asked between transitions, from any thread. */
@FunctionalInterface
public interface Cancellation {
    Cancellation NEVER = () -> false;

    boolean requested();
}
