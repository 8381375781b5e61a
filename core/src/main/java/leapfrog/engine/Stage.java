package leapfrog.engine;

/**
 * Says what chains are to do, as data that an engine executes; between stages the caller decides what comes next.
 *
 * @param name for progress: warm-up, sampling
 * @param transitions how many each chain makes
 * @param step how the step size is set
 * @param learn which moments of the positions are summed
 * @param maxDepth of the NUTS tree: at most 2^maxDepth − 1 leapfrogs a transition
 */
public record Stage(String name, int transitions, StepSizeRule step, MomentRule learn, int maxDepth) {

    /** How the step size of a stage is set. */
    public sealed interface StepSizeRule {
        /** The chain's own step size, unchanged. */
        record Fixed() implements StepSizeRule {}

        /**
         * Dual averaging towards a mean acceptance.
         *
         * @param restart whether to search a step size first and start the averages anew, as at the start and after a new metric; at
         *     the end the chain's {@link ChainState#stepSize()} is the current one, and its adaptation state holds the averaged one
         */
        record DualAveraging(double target, boolean restart) implements StepSizeRule {}
    }

    /** Which moments of positions and gradients a stage sums, for a metric made of them afterwards. */
    public enum MomentRule {
        /** Nothing. */
        NONE,
        /** Mean and variances, coordinate by coordinate. */
        VARIANCE,
        /** Mean and covariance matrix. */
        COVARIANCE,
        /** Mean and variances of positions and, after them, of gradients. */
        FISHER
    }
}
