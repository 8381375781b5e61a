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

    /** The plain R-hat of halved, already transformed chains. */
    static double ofHalves(double[][] halves) {
        return SplitChains.cannotBeJudged(halves) ? Double.NaN : ofJudged(halves);
    }

    /** The same of values that are finite and differ. */
    static double ofJudged(double[][] halves) {
        int draws = halves[0].length;
        double[] means = new double[halves.length];
        double within = 0;
        for (int chain = 0; chain < halves.length; chain++) {
            means[chain] = mean(halves[chain]);
            within += variance(halves[chain]);
        }
        within /= halves.length;
        double between = draws * variance(means);
        return Math.sqrt((between / within + draws - 1) / draws);
    }

    static double mean(double[] values) {
        return Sums.of(values) / values.length;
    }

    /** Sample variance, denominator n − 1; NaN for one value. */
    static double variance(double[] values) {
        return Sums.squares(values, mean(values)) / (values.length - 1);
    }
}
