package leapfrog.compare;

import leapfrog.diagnose.EffectiveSampleSize;
import leapfrog.math.NormalQuantile;

/** Computes the criteria of one row after another from its log densities at all draws; not for several threads at once. */
final class RowCriteria {
    /** How many values of a normal distribution the variance of its logarithm is computed of, as in the R package loo. */
    private static final int SCORES = 1000;

    /** Log densities that differ by less have exponentials in full precision. */
    private static final double SPREAD = -700;

    private static final double[] NORMAL_SCORES = normalScores();

    private final double[][] likelihood;
    private final double[] weights;
    private final ParetoSmoothing smoothing;

    /** What is known of the row: log p(y_i | y_−i). */
    double loo;

    double error;
    double k;
    /** log p(y_i | y). */
    double inSample;
    /** Variance of the log density. */
    double variance;

    RowCriteria(int chains, int draws) {
        likelihood = new double[chains][draws];
        weights = new double[chains * draws];
        smoothing = new ParetoSmoothing(chains * draws);
    }

    private static double[] normalScores() {
        double[] scores = new double[SCORES];
        for (int r = 0; r < SCORES; r++) {
            scores[r] = NormalQuantile.of((r + 1 - 0.375) / (SCORES + 0.25));
        }
        return scores;
    }

    /** @param log [chains × draws] log densities of the row, chain after chain */
    void compute(double[] log) {
        double least = log[0];
        double most = log[0];
        double sum = 0;
        for (double value : log) {
            if (value < least) {
                least = value;
            } else if (value > most) {
                most = value;
            }
            sum += value;
        }
        if (!Double.isFinite(sum)) {
            giveUp(Double.isNaN(sum) || sum > 0 ? Double.NaN : Double.NEGATIVE_INFINITY);
            return;
        }
        double total = 0;
        double squares = 0;
        double mean = sum / log.length;
        int s = 0;
        for (double[] chain : likelihood) {
            for (int draw = 0; draw < chain.length; draw++, s++) {
                double relative = Math.exp(log[s] - most);
                chain[draw] = relative;
                total += relative;
                squares += (log[s] - mean) * (log[s] - mean);
                weights[s] = -log[s];
            }
        }
        inSample = most + Math.log(total / log.length);
        variance = squares / (log.length - 1);
        double efficiency = EffectiveSampleSize.ofMean(likelihood) / log.length;
        k = smoothing.smooth(weights, ParetoSmoothing.tail(log.length, efficiency));
        estimate(log, least, most, Double.isNaN(efficiency) ? 1 : efficiency);
    }

    /** log Σ w p / Σ w, and its error from Σ w² (p − Σ w p)² for weights that sum to 1. */
    private void estimate(double[] log, double least, double most, double efficiency) {
        double greatest = Math.exp(least - most);
        double weightSum = 0;
        double sum = 0;
        int s = 0;
        for (double[] chain : likelihood) {
            for (double value : chain) {
                // Where it was not smoothed it is 1 / p, for which there is no need of another exponential.
                boolean raw = weights[s] == least - log[s] && least - most > SPREAD;
                double weight = raw ? greatest / value : Math.exp(weights[s]);
                weights[s++] = weight;
                weightSum += weight;
                sum += weight * value;
            }
        }
        double mean = sum / weightSum;
        double squares = 0;
        s = 0;
        for (double[] chain : likelihood) {
            for (double value : chain) {
                double part = weights[s++] * (value / mean - 1);
                squares += part * part;
            }
        }
        loo = most + Math.log(mean);
        error = weights.length < 2 ? Double.NaN : sdOfLogarithm(Math.sqrt(squares) / weightSum) / Math.sqrt(efficiency);
    }

    /** Of a normal variable with mean 1 and this standard deviation, where it is positive. */
    private static double sdOfLogarithm(double sd) {
        double sum = 0;
        double squares = 0;
        int count = 0;
        for (double score : NORMAL_SCORES) {
            double value = 1 + sd * score;
            if (value > 0) {
                double logarithm = Math.log(value);
                sum += logarithm;
                squares += logarithm * logarithm;
                count++;
            }
        }
        double mean = sum / count;
        return Math.sqrt(Math.max(0, squares - count * mean * mean) / (count - 1));
    }

    /** A draw at which the row is impossible, or nothing is known of it. */
    private void giveUp(double value) {
        loo = value;
        error = Double.NaN;
        k = Double.POSITIVE_INFINITY;
        inSample = value;
        variance = Double.NaN;
    }
}
