package leapfrog.diagnose;

/**
 * Computes the rank-normalised split R-hat, the larger of that of the values and that of their distances from the median (Vehtari et al.
 * 2021, <a href="https://doi.org/10.1214/20-BA1221">doi:10.1214/20-BA1221</a>).
 */
public final class Rhat {
    private Rhat() {}

    /**
     * R-hat: the greater of those of rank-normalised and of folded draws.
     *
     * @param chains [chains][draws]
     * @return NaN for values that are not finite or constant
     */
    public static double of(double[][] chains) {
        return new Judged(chains).rhat();
    }

    /**
     * The plain R-hat of series whose moments are known.
     *
     * @param means [series]
     * @param within mean of the sample variances, denominator n − 1
     * @param draws of a series
     */
    static double ofMoments(double[] means, double within, int draws) {
        double between = draws * variance(means);
        return Math.sqrt((between / within + draws - 1) / draws);
    }

    /** The plain R-hat of already transformed series that are finite and differ. */
    static double ofSeries(Series series) {
        return ofMoments(series.means(), mean(series.variances()), series.length());
    }

    static double mean(double[] values) {
        return Sums.of(values, 0, values.length) / values.length;
    }

    /** Sample variance, denominator n − 1; NaN for one value. */
    static double variance(double[] values) {
        return Sums.squares(values, 0, values.length, mean(values)) / (values.length - 1);
    }
}
