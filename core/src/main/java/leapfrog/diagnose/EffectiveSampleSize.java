package leapfrog.diagnose;

/**
 * Estimates effective sample sizes from the autocovariances of several chains with Geyer's initial monotone sequence, as in Stan and
 * the R package posterior (Vehtari et al. 2021, <a href="https://doi.org/10.1214/20-BA1221">doi:10.1214/20-BA1221</a>).
 */
public final class EffectiveSampleSize {
    private EffectiveSampleSize() {}

    /**
     * For the mean of the values as they are.
     *
     * @param chains [chains][draws]
     * @return NaN for fewer than three draws a half chain, values that are not finite, or a constant
     */
    public static double ofMean(double[][] chains) {
        Scratch scratch = new Scratch();
        return of(Series.halves(chains, scratch), scratch);
    }

    /** For the standard deviation: that of the mean of |x − x̄|. */
    public static double ofSd(double[][] chains) {
        Scratch scratch = new Scratch();
        Series halves = Series.halves(chains, scratch);
        double mean = halves.mean();
        double[] distances = scratch.doubles(halves.values().length);
        for (int i = 0; i < distances.length; i++) {
            distances[i] = Math.abs(halves.values()[i] - mean);
        }
        return of(halves.with(distances), scratch);
    }

    /** For the quantile of this probability: that of the share of draws at or below it. */
    public static double ofQuantile(double[][] chains, double probability) {
        return new Judged(chains).essOfQuantile(probability);
    }

    /** For the bulk: that of the rank-normalised values. */
    public static double bulk(double[][] chains) {
        return new Judged(chains).essBulk();
    }

    /** For the tails: the smaller of those of the 5 % and the 95 % quantile. */
    public static double tail(double[][] chains) {
        return new Judged(chains).essTail();
    }

    /** For the mean of values whose chains are halved already. */
    static double of(Series halves, Scratch scratch) {
        return halves.cannotBeJudged() ? Double.NaN : of(new ValueCovariance(halves, scratch), halves.length());
    }

    /**
     * For the mean of values that are finite and differ.
     *
     * @param draws of a half chain
     */
    static double of(Autocovariance covariance, int draws) {
        if (draws < 3) {
            return Double.NaN;
        }
        int chains = covariance.means().length;
        double within = covariance.at(0);
        double meanVariance = within * draws / (draws - 1.0);
        double variance = within + (chains > 1 ? Rhat.variance(covariance.means()) : 0);

        // ρ at an even lag and the odd one after it; their sums are positive, and decrease but for noise.
        double even = 1;
        double odd = 1 - (meanVariance - covariance.at(1)) / variance;
        double sum = 0;
        double least = Double.POSITIVE_INFINITY;
        int lag = 0;
        while (lag < draws - 5 && even + odd > 0) {
            least = Math.min(least, even + odd);
            sum += least;
            lag += 2;
            even = 1 - (meanVariance - covariance.at(lag)) / variance;
            odd = 1 - (meanVariance - covariance.at(lag + 1)) / variance;
        }
        double last = even > 0 || even + odd >= 0 ? even : 0;
        double time = lag == 0 ? 2 : -1 + 2 * sum + last;
        double total = (double) chains * draws;
        return total / Math.max(time, 1 / Math.log10(total));
    }
}
