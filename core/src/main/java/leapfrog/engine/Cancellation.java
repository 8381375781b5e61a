package leapfrog.engine;

/** Says whether to stop; asked often, from any thread: every few gradients, which may be every microsecond. */
@FunctionalInterface
public interface Cancellation {
    /** Never asked for. */
    Cancellation NEVER = () -> false;

    /** Whether work should stop soon, keeping what is done. */
    boolean requested();
}
