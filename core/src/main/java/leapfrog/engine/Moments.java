package leapfrog.engine;

/**
 * Holds the moments of a chain's positions over a stage; with gradients, of the pairs [position, gradient] of length 2 · dimension.
 *
 * @param count number of positions
 * @param mean [dimension]
 * @param squares sums of squared deviations from the mean: [dimension], or [dimension × dimension] for a covariance; empty for none
 */
public record Moments(long count, double[] mean, double[] squares) {
    /** Of no positions. */
    public static final Moments NONE = new Moments(0, new double[0], new double[0]);
}
