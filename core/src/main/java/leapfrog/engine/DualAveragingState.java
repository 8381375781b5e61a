package leapfrog.engine;

/**
 * Holds the five scalars of dual averaging (Hoffman and Gelman 2014, section 3.2).
 *
 * @param mu the point that log step sizes shrink towards
 * @param count updates so far
 * @param errorMean running mean of (target − acceptance), H̄
 * @param logStep log of the current step size
 * @param logStepMean its weighted mean, which a stage of fixed step size uses
 */
public record DualAveragingState(double mu, long count, double errorMean, double logStep, double logStepMean) {
    /** Before any step size is known. */
    public static final DualAveragingState NONE = new DualAveragingState(0, 0, 0, 0, 0);
}
