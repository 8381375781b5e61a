package leapfrog.diagnose;

import java.util.Arrays;

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
        return ofHalves(SplitChains.halves(chains));
    }

    /** For the standard deviation: that of the mean of |x − x̄|. */
    public static double ofSd(double[][] chains) {
        double mean = MonteCarloError.mean(chains);
        double[][] distances = new double[chains.length][chains[0].length];
        for (int chain = 0; chain < chains.length; chain++) {
            for (int draw = 0; draw < distances[chain].length; draw++) {
                distances[chain][draw] = Math.abs(chains[chain][draw] - mean);
            }
        }
        return ofMean(distances);
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
    static double ofHalves(double[][] halves) {
        return SplitChains.cannotBeJudged(halves) ? Double.NaN : ofJudged(halves);
    }

    /** For the mean of values that are finite and differ, whose chains are halved already. */
    static double ofJudged(double[][] halves) {
        Autocovariance[] covariance = new Autocovariance[halves.length];
        Arrays.setAll(covariance, chain -> new ValueCovariance(halves[chain]));
        return of(covariance, halves[0].length);
    }

    /** For the share of values at or below a threshold, of chains that are halved already. */
    static double ofHalves(double[][] halves, double threshold) {
        IndicatorCovariance[] covariance = new IndicatorCovariance[halves.length];
        Arrays.setAll(covariance, chain -> new IndicatorCovariance(halves[chain], threshold));
        int draws = halves[0].length;
        int ones = Arrays.stream(covariance).mapToInt(IndicatorCovariance::ones).sum();
        return ones == 0 || ones == halves.length * draws ? Double.NaN : of(covariance, draws);
    }

    private static double of(Autocovariance[] covariance, int draws) {
        if (draws < 3) {
            return Double.NaN;
        }
        int chains = covariance.length;
        double[] means = new double[chains];
        Arrays.setAll(means, chain -> covariance[chain].mean());
        double within = meanAt(covariance, 0);
        double meanVariance = within * draws / (draws - 1.0);
        double variance = within + (chains > 1 ? Rhat.variance(means) : 0);

        double[] rho = new double[draws + 2];
        rho[0] = 1;
        double even = 1;
        double odd = 1 - (meanVariance - meanAt(covariance, 1)) / variance;
        rho[1] = odd;
        int last = 0;
        while (last < draws - 5 && even + odd > 0) {
            last += 2;
            even = 1 - (meanVariance - meanAt(covariance, last)) / variance;
            odd = 1 - (meanVariance - meanAt(covariance, last + 1)) / variance;
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

    private static double meanAt(Autocovariance[] covariance, int lag) {
        double sum = 0;
        for (Autocovariance chain : covariance) {
            sum += chain.at(lag);
        }
        return sum / covariance.length;
    }
}
