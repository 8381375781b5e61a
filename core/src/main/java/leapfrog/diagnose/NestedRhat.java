package leapfrog.diagnose;

/**
 * Computes the nested R-hat of many short chains, where superchains share a starting point (Margossian, Hoffman, Sountsov, Riou-Durand,
 * Vehtari and Gelman 2024, <a href="https://doi.org/10.1214/24-BA1453">doi:10.1214/24-BA1453</a>), as the R package posterior does.
 *
 * <p>With θ̄_mk the mean of chain m of superchain k and s²_mk its variance, θ̄_k the mean of the superchain,
 *
 * <pre>
 * B = variance over k of θ̄_k
 * W = mean over k of (variance over m of θ̄_mk + mean over m of s²_mk)
 * nested R-hat = √(1 + B / W)
 * </pre>
 *
 * variances of one number being 0. Chains may be of a single draw: what is asked is whether superchains have forgotten where they started,
 * not whether each chain alone has been everywhere.
 */
public final class NestedRhat {
    private NestedRhat() {}

    /**
     * Of the values as they are.
     *
     * @param values [chains][draws]
     * @return NaN for values that are not finite or constant, or for a single superchain
     */
    public static double of(double[][] values, Superchains superchains) {
        return of(Series.of(values, new Scratch()), superchains);
    }

    private static double of(Series series, Superchains superchains) {
        if (series.cannotBeJudged()) {
            return Double.NaN;
        }
        double[] variances = series.length() == 1 ? new double[series.count()] : series.variances();
        return ofMoments(series.means(), variances, superchains);
    }

    /**
     * Of the normal scores of the values' ranks and of those of their distances from the median, the larger: as R-hat is made robust and
     * sensitive to scales (Vehtari et al. 2021). Chains are not split.
     *
     * @param values [chains][draws]
     * @return NaN as {@link #of}
     */
    public static double ranked(double[][] values, Superchains superchains) {
        Scratch scratch = new Scratch();
        Series series = Series.of(values, scratch);
        if (series.cannotBeJudged()) {
            return Double.NaN;
        }
        Order order = Order.of(series.values(), scratch);
        Order folded = Folding.of(order, Quantiles.of(order.sorted(), 0.5), scratch);
        return Math.max(
                of(series.with(NormalScores.of(order, scratch)), superchains),
                of(series.with(NormalScores.of(folded, scratch)), superchains));
    }

    /**
     * Of chains whose means and variances are known.
     *
     * @param means [chains]
     * @param variances [chains]
     */
    public static double ofMoments(double[] means, double[] variances, Superchains superchains) {
        double[] centres = new double[superchains.count()];
        double within = 0;
        for (int k = 0; k < centres.length; k++) {
            int from = superchains.first(k);
            int to = superchains.first(k + 1);
            double meanVariance = 0;
            for (int chain = from; chain < to; chain++) {
                centres[k] += means[chain] / (to - from);
                meanVariance += variances[chain] / (to - from);
            }
            within += (varianceOrZero(means, from, to) + meanVariance) / centres.length;
        }
        return Math.sqrt(1 + Rhat.variance(centres) / within);
    }

    private static double varianceOrZero(double[] values, int from, int to) {
        return to - from == 1 ? 0 : Rhat.variance(java.util.Arrays.copyOfRange(values, from, to));
    }
}
