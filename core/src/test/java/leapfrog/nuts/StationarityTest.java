package leapfrog.nuts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import leapfrog.engine.Metric;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;

/** Checks that NUTS leaves normal distributions as they are and recovers their moments from one chain. */
class StationarityTest {
    /** An autoregressive normal: q₀ ~ N(0, 1), qᵢ ~ N(0.6 qᵢ₋₁, 0.8), so every variance is 1 and neighbours correlate by 0.6. */
    private static double autoregressive(double[] q, double[] gradient) {
        gradient[0] = -q[0];
        double sum = q[0] * q[0];
        for (int i = 1; i < q.length; i++) {
            double z = (q[i] - 0.6 * q[i - 1]) / 0.8;
            gradient[i] = -z / 0.8;
            gradient[i - 1] += 0.6 * z / 0.8;
            sum += z * z;
        }
        return -0.5 * sum;
    }

    private static double[] exactDraw(int n, ChainRandom random) {
        double[] q = new double[n];
        random.fillNormals(Purpose.INIT, 0, q, n);
        for (int i = 1; i < n; i++) {
            q[i] = 0.6 * q[i - 1] + 0.8 * q[i];
        }
        return q;
    }

    private static Metric dense(int n) {
        double[] factor = new double[n * n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column <= row; column++) {
                factor[row * n + column] = row == column ? 0.9 : 0.3 / (1 + row - column);
            }
        }
        return new Metric.Dense(n, factor);
    }

    /**
     * From 10,000 exact draws, one transition each; the result is again normal. Kolmogorov–Smirnov statistic √n·D of the first and last
     * coordinate, their sum and difference (variances 2 ± 2ρ, n = 2), below 2.3, which a right sampler exceeds with probability
     * 2 exp(−2·2.3²) = 5e-5.
     */
    @Test
    void leavesANormalDistributionAsItIs() {
        for (Metric metric : List.of(Metric.unit(2), new Metric.Diagonal(new double[] {0.5, 1.8}), dense(2))) {
            for (double stepSize : new double[] {0.3, 0.9, 1.3}) {
                int n = 10_000;
                double[][] values = new double[4][n];
                for (int i = 0; i < n; i++) {
                    ChainRandom random = new ChainRandom(31, i);
                    double[] start = exactDraw(2, random);
                    int at = i;
                    Target target = StationarityTest::autoregressive;
                    target.sample(start, stepSize, metric, 10, random, 1, (q, statistics) -> {
                        values[0][at] = q[0];
                        values[1][at] = q[1];
                        values[2][at] = (q[0] + q[1]) / Math.sqrt(3.2);
                        values[3][at] = (q[0] - q[1]) / Math.sqrt(0.8);
                    });
                }
                for (double[] v : values) {
                    assertTrue(kolmogorov(v) < 2.3, "√n·D = " + kolmogorov(v));
                }
            }
        }
    }

    @Test
    void recoversOneDimension() {
        recovers(1, Metric.unit(1), 0.9, 20_000);
    }

    @Test
    void recoversTwoDimensions() {
        recovers(2, Metric.unit(2), 0.6, 20_000);
        recovers(2, dense(2), 0.6, 20_000);
    }

    @Test
    void recoversManyDimensions() {
        recovers(100, Metric.unit(100), 0.35, 3000);
    }

    /**
     * Means 0, variances 1 and correlations 0.6 of neighbours, each within 5 Monte Carlo standard errors; the error comes from 50 batch
     * means, so it is itself uncertain by a tenth.
     */
    private static void recovers(int n, Metric metric, double stepSize, int draws) {
        double[][] position = new double[n][draws];
        ChainRandom random = new ChainRandom(ChainRandom.mix(7, n), 0);
        int[] made = {0};
        Target target = StationarityTest::autoregressive;
        target.sample(exactDraw(n, random), stepSize, metric, 10, random, draws, (q, statistics) -> {
            for (int i = 0; i < n; i++) {
                position[i][made[0]] = q[i];
            }
            made[0]++;
            assertTrue(!statistics.divergent && statistics.depth < 10);
        });
        assertEquals(draws, made[0]);
        double[] product = new double[draws];
        for (int i = 0; i < n; i++) {
            assertMean(0, position[i], "mean of " + i);
            for (int k = 0; k < draws; k++) {
                product[k] = position[i][k] * position[i][k];
            }
            assertMean(1, product, "variance of " + i);
            for (int k = 0; i > 0 && k < draws; k++) {
                product[k] = position[i][k] * position[i - 1][k];
            }
            assertMean(i > 0 ? 0.6 : 1, product, "covariance of " + i + " with the one before");
        }
    }

    private static void assertMean(double expected, double[] values, String what) {
        int batches = 50;
        int size = values.length / batches;
        double mean = 0;
        double squares = 0;
        for (int b = 0; b < batches; b++) {
            double batch = Arrays.stream(values, b * size, (b + 1) * size).sum() / size;
            double delta = batch - mean;
            mean += delta / (b + 1);
            squares += delta * (batch - mean);
        }
        double error = Math.sqrt(squares / (batches - 1) / batches);
        assertEquals(expected, mean, 5 * error, what);
    }

    private static double kolmogorov(double[] values) {
        NormalDistribution normal = NormalDistribution.of(0, 1);
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double distance = 0;
        for (int i = 0; i < sorted.length; i++) {
            double p = normal.cumulativeProbability(sorted[i]);
            distance = Math.max(distance, Math.max(p - (double) i / sorted.length, (i + 1.0) / sorted.length - p));
        }
        return distance * Math.sqrt(sorted.length);
    }
}
