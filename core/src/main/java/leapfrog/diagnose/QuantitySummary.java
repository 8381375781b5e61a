package leapfrog.diagnose;

/**
 * Summarises the draws of one quantity.
 *
 * @param sd with denominator n − 1
 * @param rhat rank-normalised split R-hat; NaN, as the sample sizes and errors, where it cannot be computed
 */
public record QuantitySummary(
        double mean,
        double sd,
        double q5,
        double q25,
        double q50,
        double q75,
        double q95,
        double mcseMean,
        double mcseSd,
        double essBulk,
        double essTail,
        double rhat) {

    /**
     * Summarises the draws of one quantity.
     *
     * @param chains [chains][draws], at least one of each
     */
    public static QuantitySummary of(double[][] chains) {
        return of(chains, new Scratch());
    }

    /**
     * The same where many quantities are summarised one after another.
     *
     * @param chains [chains][draws], at least one of each
     * @param scratch of this thread, kept from one quantity to the next
     */
    public static QuantitySummary of(double[][] chains, Scratch scratch) {
        scratch.clear();
        Judged judged = new Judged(chains, scratch);
        double[] sorted = judged.sorted();
        Series squares = judged.halves().squaredDeviations(scratch);
        double sd = MonteCarloError.sd(squares);
        return new QuantitySummary(
                judged.halves().mean(),
                sd,
                Quantiles.of(sorted, 0.05),
                Quantiles.of(sorted, 0.25),
                Quantiles.of(sorted, 0.5),
                Quantiles.of(sorted, 0.75),
                Quantiles.of(sorted, 0.95),
                sd / Math.sqrt(judged.essMean()),
                MonteCarloError.ofSd(squares, scratch),
                judged.essBulk(),
                judged.essTail(),
                judged.rhat());
    }
}
