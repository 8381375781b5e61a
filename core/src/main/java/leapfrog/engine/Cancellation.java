package leapfrog.engine;

/** Says whether to stop; asked between transitions, from any thread. */
@FunctionalInterface
public interface Cancellation {
    /** Never asked for. */
    Cancellation NEVER = () -> false;

    /** Whether work should stop soon, keeping what is done. */
    boolean requested();
}
