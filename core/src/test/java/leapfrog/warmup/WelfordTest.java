package leapfrog.warmup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import leapfrog.engine.Metric;
import leapfrog.engine.Moments;
import leapfrog.engine.Stage.MomentRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares moments, merged moments and metrics with direct two-pass sums. */
final class WelfordTest {
    private static final int DIMENSION = 4;

    /** Correlated positions far from 0, where sums of squares would cancel. */
    private static double[][] positions(int count) {
        Random random = new Random(5);
        double[][] positions = new double[count][DIMENSION];
        for (double[] position : positions) {
            double common = random.nextGaussian();
            for (int d = 0; d < DIMENSION; d++) {
                position[d] = 1e6 * d + common + (d + 1) * random.nextGaussian();
            }
        }
        return positions;
    }

    private static Moments direct(double[][] positions, MomentRule rule) {
        double[] mean = new double[DIMENSION];
        for (double[] position : positions) {
            for (int d = 0; d < DIMENSION; d++) {
                mean[d] += position[d] / positions.length;
            }
        }
        boolean covariance = rule == MomentRule.COVARIANCE;
        double[] squares = new double[covariance ? DIMENSION * DIMENSION : DIMENSION];
        for (double[] position : positions) {
            for (int i = 0; i < squares.length; i++) {
                int row = covariance ? i / DIMENSION : i;
                int column = covariance ? i % DIMENSION : i;
                squares[i] += (position[row] - mean[row]) * (position[column] - mean[column]);
            }
        }
        return new Moments(positions.length, mean, squares);
    }

    private static Moments sum(double[][] positions, int from, int to, MomentRule rule) {
        Welford welford = new Welford(rule, DIMENSION);
        for (int i = from; i < to; i++) {
            welford.add(positions[i], positions[i], 0);
        }
        return welford.moments();
    }

    private static void assertClose(Moments expected, Moments actual) {
        assertEquals(expected.count(), actual.count());
        // 500 additions near 3e6 round to 2^-31 each.
        assertArrayEquals(expected.mean(), actual.mean(), 1e-8);
        assertArrayEquals(expected.squares(), actual.squares(), 1e-5);
    }

    @ParameterizedTest
    @EnumSource(names = {"VARIANCE", "COVARIANCE"})
    void sumsAsDirectly(MomentRule rule) {
        double[][] positions = positions(500);
        assertClose(direct(positions, rule), sum(positions, 0, 500, rule));
    }

    @ParameterizedTest
    @EnumSource(names = {"VARIANCE", "COVARIANCE"})
    void mergesPartsOfAnySize(MomentRule rule) {
        double[][] positions = positions(500);
        List<Moments> parts = new ArrayList<>();
        int[] ends = {0, 1, 1, 40, 333, 500, 500};
        for (int i = 1; i < ends.length; i++) {
            parts.add(sum(positions, ends[i - 1], ends[i], rule));
        }
        assertClose(direct(positions, rule), Welford.merge(parts));
    }

    @Test
    void mergeOfOnePartIsThatPart() {
        Moments part = sum(positions(3), 0, 3, MomentRule.VARIANCE);
        assertSame(part, Welford.merge(List.of(Moments.NONE, part)));
        assertSame(Moments.NONE, Welford.merge(List.of()));
    }

    @Test
    void diagonalMetricShrinksAsStan() {
        // n = 3: variance 4 · 3/8 + 1e-3 · 5/8 · unit².
        Moments moments = new Moments(3, new double[2], new double[] {8, 0});
        Metric metric = MetricEstimate.of(moments, MomentRule.VARIANCE, new double[] {1, 20}, Metric.unit(2));
        double[] scale = ((Metric.Diagonal) metric).scale();
        assertArrayEquals(new double[] {Math.sqrt(1.5 + 0.000625), 20 * Math.sqrt(0.000625)}, scale, 1e-15);
    }

    @Test
    void denseMetricIsTheCholeskyFactorOfTheShrunkCovariance() {
        double[][] positions = positions(50);
        Moments moments = direct(positions, MomentRule.COVARIANCE);
        double[] unit = new double[DIMENSION];
        Arrays.setAll(unit, d -> 1 + d);
        Metric.Dense metric =
                (Metric.Dense) MetricEstimate.of(moments, MomentRule.COVARIANCE, unit, Metric.unit(DIMENSION));
        double[] factor = metric.factor();
        for (int row = 0; row < DIMENSION; row++) {
            for (int column = 0; column < DIMENSION; column++) {
                double product = 0;
                for (int k = 0; k < DIMENSION; k++) {
                    product += factor[row * DIMENSION + k] * factor[column * DIMENSION + k];
                }
                double shrunk = 50.0 / 55 * moments.squares()[row * DIMENSION + column] / 49;
                double expected = row == column ? shrunk + 1e-3 * 5 / 55 * (1 + row) * (1 + row) : shrunk;
                assertEquals(expected, product, 1e-12);
                assertEquals(true, column <= row || factor[row * DIMENSION + column] == 0);
            }
        }
    }

    /** Of a normal with standard deviations 2 and 0.01 the gradients have 1/2 and 100: exactly √(var x / var ∂) = var x. */
    @Test
    void fisherMetricOfANormalIsItsVariances() {
        Random random = new Random(3);
        double[] sd = {2, 0.01};
        double mean = 7;
        Welford welford = new Welford(MomentRule.FISHER, 2);
        for (int i = 0; i < 10; i++) {
            double[] position = new double[2];
            double[] gradient = new double[2];
            for (int d = 0; d < 2; d++) {
                position[d] = mean + sd[d] * random.nextGaussian();
                gradient[d] = -(position[d] - mean) / (sd[d] * sd[d]);
            }
            welford.add(position, gradient, 0);
        }
        Metric metric = MetricEstimate.of(
                Welford.merge(List.of(welford.moments())), MomentRule.FISHER, new double[] {1, 1}, Metric.unit(2));
        assertArrayEquals(sd, ((Metric.Diagonal) metric).scale(), 1e-12);
        Moments constant = new Moments(5, new double[2], new double[] {0, 1});
        assertSame(metric, MetricEstimate.of(constant, MomentRule.FISHER, new double[] {1}, metric));
    }

    @Test
    void tooFewOrInfinitePositionsLeaveTheMetric() {
        Metric before = Metric.unit(1);
        Moments one = new Moments(1, new double[1], new double[1]);
        Moments infinite = new Moments(9, new double[1], new double[] {Double.POSITIVE_INFINITY});
        assertSame(before, MetricEstimate.of(one, MomentRule.VARIANCE, new double[] {1}, before));
        assertSame(before, MetricEstimate.of(infinite, MomentRule.COVARIANCE, new double[] {1}, before));
    }
}
