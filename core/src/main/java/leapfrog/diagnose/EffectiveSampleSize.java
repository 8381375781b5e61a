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
        return of(Series.halves(chains));
    }

    /** For the standard deviation: that of the mean of |x − x̄|. */
    public static double ofSd(double[][] chains) {
        Series halves = Series.halves(chains);
        double mean = halves.mean();
        double[] distances = new double[halves.values().length];
        for (int i = 0; i < distances.length; i++) {
            distances[i] = Math.abs(halves.values()[i] - mean);
        }
        return of(halves.with(distances));
    }

    /** For the quantile of this probability: that of the share of draws at or below it. */
    public static double ofQuantile(double[][] chains, double probability) {
        return new Judged(Series.halves(chains)).essOfQuantile(probability);
    }

    /** For the bulk: that of the rank-normalised values. */
    public static double bulk(double[][] chains) {
        return new Judged(Series.halves(chains)).essBulk();
    }

    /** For the tails: the smaller of those of the 5 % and the 95 % quantile. */
    public static double tail(double[][] chains) {
        return new Judged(Series.halves(chains)).essTail();
    }

    /** For the mean of values whose chains are halved already. */
    static double of(Series halves) {
        return halves.cannotBeJudged() ? Double.NaN : of(new ValueCovariance(halves), halves.length());
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

        double[] rho = new double[draws + 2];
        rho[0] = 1;
        double even = 1;
        double odd = 1 - (meanVariance - covariance.at(1)) / variance;
        rho[1] = odd;
        int last = 0;
        while (last < draws - 5 && even + odd > 0) {
            last += 2;
            even = 1 - (meanVariance - covariance.at(last)) / variance;
            odd = 1 - (meanVariance - covariance.at(last + 1)) / variance;
            if (even + odd >= 0) {
                rho[last] = even;
                rho[last + 1] = odd;
            }
        }
        if (even > 0) {
            rho[last] = even;
        }
        for (int t = 2; t <= last - 2; t += 2) {
            if (rho[t] + rho[t + 1] > rho[t - 2] + rho[t - 1]) {
                rho[t] = (rho[t - 2] + rho[t - 1]) / 2;
                rho[t + 1] = rho[t];
            }
        }
        double sum = 0;
        for (int t = 0; t < last; t++) {
            sum += rho[t];
        }
        if (last == 0) {
            sum = rho[0];
        }
        double total = (double) chains * draws;
        double time = -1 + 2 * sum + rho[last];
        return total / Math.max(time, 1 / Math.log10(total));
    }
}
