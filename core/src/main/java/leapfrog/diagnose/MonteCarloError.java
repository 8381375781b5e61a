package leapfrog.diagnose;

/**
 * Estimates Monte Carlo standard errors of posterior means, standard deviations and quantiles (Vehtari et al. 2021; Kenney and Keeping
 * 1951, section 7.7 for the standard deviation), as in the R package posterior.
 */
public final class MonteCarloError {
    private MonteCarloError() {}

    /** sd / √ESS of the mean; NaN where that cannot be estimated. */
    public static double ofMean(double[][] chains) {
        return sd(chains) / Math.sqrt(EffectiveSampleSize.ofMean(chains));
    }

    /** By the delta method from the variance of (x − x̄)². */
    public static double ofSd(double[][] chains) {
        double mean = mean(chains);
        double[][] squares = new double[chains.length][chains[0].length];
        double second = 0;
        double fourth = 0;
        for (int chain = 0; chain < chains.length; chain++) {
            for (int draw = 0; draw < squares[chain].length; draw++) {
                double deviation = chains[chain][draw] - mean;
                double square = deviation * deviation;
                squares[chain][draw] = square;
                second += square;
                fourth += square * square;
            }
        }
        double count = (double) chains.length * chains[0].length;
        second /= count;
        fourth /= count;
        double variance = (fourth - second * second) / EffectiveSampleSize.ofMean(squares);
        return Math.sqrt(variance / second / 4);
    }

    /** Half the width between the draws that bound the quantile at ± one standard error of its probability. */
    public static double ofQuantile(double[][] chains, double probability) {
        return new Judged(chains).mcseOfQuantile(probability);
    }

    static double mean(double[][] chains) {
        double sum = 0;
        long count = 0;
        for (double[] chain : chains) {
            sum += Sums.of(chain);
            count += chain.length;
        }
        return sum / count;
    }

    /** Sample standard deviation over all chains, denominator n − 1. */
    static double sd(double[][] chains) {
        return Math.sqrt(Rhat.variance(SplitChains.pooled(chains)));
    }
}
