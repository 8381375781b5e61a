package leapfrog.warmup;

import java.util.List;
import leapfrog.diagnose.NestedRhat;
import leapfrog.diagnose.Superchains;
import leapfrog.engine.Metric;
import leapfrog.engine.Moments;

/**
 * Measures how much still changes from one window of warm-up to the next, and how much of that a window's own noise explains.
 *
 * @param tolerance (1 + 40 / √n) / 2 for a window of n positions, by which all thresholds are multiplied: 1 for 64 chains × 25 transitions
 * @param metricRms √mean over the coordinates of log(sd / sd before)², sd the standard deviations that the metrics hold
 * @param metricMost the largest |log(sd / sd before)|
 * @param step |log(step size / step size before)|
 * @param logDensity |mean log density − mean before| in standard deviations of this window's log densities
 * @param agreement nested R-hat of the log density over the group's superchains; 1 for a single chain
 */
record Calm(double tolerance, double metricRms, double metricMost, double step, double logDensity, double agreement) {
    private static final double METRIC_RMS = 0.1;
    private static final double METRIC_MOST = 0.35;
    private static final double STEP = 0.2;
    private static final double LOG_DENSITY = 0.3;
    private static final double AGREEMENT = 0.05;

    /** What one window leaves to compare the next one with. */
    record Level(double logStep, double logDensity) {}

    /** @param moments of each chain's log densities in the window */
    static Calm between(Level before, Level now, Metric old, Metric metric, List<Moments> moments) {
        double squares = 0;
        double most = 0;
        double[] oldSd = sd(old);
        double[] sd = sd(metric);
        for (int d = 0; d < sd.length; d++) {
            double change = Math.log(sd[d] / oldSd[d]);
            squares += change * change;
            most = Math.max(most, Math.abs(change));
        }
        Moments all = Welford.merge(moments);
        double spread = Math.sqrt(all.squares()[0] / (all.count() - 1.0));
        return new Calm(
                0.5 + 20 / Math.sqrt(all.count()),
                Math.sqrt(squares / sd.length),
                most,
                Math.abs(now.logStep() - before.logStep()),
                Math.abs(now.logDensity() - before.logDensity()) / spread,
                agreement(moments));
    }

    private static double agreement(List<Moments> chains) {
        if (chains.size() == 1) {
            return 1;
        }
        double[] means = new double[chains.size()];
        double[] variances = new double[chains.size()];
        for (int chain = 0; chain < means.length; chain++) {
            Moments moments = chains.get(chain);
            means[chain] = moments.mean()[0];
            variances[chain] = moments.squares()[0] / (moments.count() - 1.0);
        }
        return NestedRhat.ofMoments(means, variances, Superchains.of(means.length));
    }

    /** Square roots of the diagonal of LLᵀ. */
    private static double[] sd(Metric metric) {
        return switch (metric) {
            case Metric.Diagonal(double[] scale) -> scale;
            case Metric.Dense(int dimension, double[] factor) -> {
                double[] sd = new double[dimension];
                for (int row = 0; row < dimension; row++) {
                    double sum = 0;
                    for (int column = 0; column <= row; column++) {
                        double entry = factor[row * dimension + column];
                        sum += entry * entry;
                    }
                    sd[row] = Math.sqrt(sum);
                }
                yield sd;
            }
        };
    }

    /** Whether the metric is that of the window before, within its noise; what is not a number is not calm. */
    boolean metricSettled() {
        return metricRms < METRIC_RMS * tolerance && metricMost < METRIC_MOST * tolerance;
    }

    boolean settled() {
        return metricSettled()
                && step < STEP * tolerance
                && logDensity < LOG_DENSITY * tolerance
                && agreement - 1 < AGREEMENT * tolerance;
    }
}
