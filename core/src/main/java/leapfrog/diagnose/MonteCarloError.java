package leapfrog.diagnose;

/**
 * Estimates Monte Carlo standard errors of posterior means, standard deviations and quantiles (Vehtari et al. 2021; Kenney and Keeping
 * 1951, section 7.7 for the standard deviation), as in the R package posterior.
 */
public final class MonteCarloError {
    private MonteCarloError() {}

    /** sd / √ESS of the mean; NaN where that cannot be estimated. */
    public static double ofMean(double[][] chains) {
        Scratch scratch = new Scratch();
        Series halves = Series.halves(chains, scratch);
        return sd(halves.squaredDeviations(scratch)) / Math.sqrt(EffectiveSampleSize.of(halves, scratch));
    }

    /** By the delta method from the variance of (x − x̄)². */
    public static double ofSd(double[][] chains) {
        Scratch scratch = new Scratch();
        return ofSd(Series.halves(chains, scratch).squaredDeviations(scratch), scratch);
    }

    /** The same from these squares. */
    static double ofSd(Series squares, Scratch scratch) {
        double mean = squares.mean();
        double[] values = squares.values();
        double variance =
                Sums.squares(values, 0, values.length, mean) / values.length / EffectiveSampleSize.of(squares, scratch);
        return Math.sqrt(variance / mean / 4);
    }

    /** Half the width between the draws that bound the quantile at ± one standard error of its probability. */
    public static double ofQuantile(double[][] chains, double probability) {
        return new Judged(chains).mcseOfQuantile(probability);
    }

    /** Sample standard deviation over all chains, denominator n − 1, from the squared deviations. */
    static double sd(Series squares) {
        double[] values = squares.values();
        return Math.sqrt(Sums.of(values, 0, values.length) / (values.length - 1));
    }
}
