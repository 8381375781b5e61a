package leapfrog.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleUnaryOperator;
import java.util.function.IntToDoubleFunction;
import java.util.function.ToDoubleFunction;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.apache.commons.statistics.distribution.GammaDistribution;
import org.apache.commons.statistics.distribution.PascalDistribution;
import org.apache.commons.statistics.distribution.PoissonDistribution;
import org.apache.commons.statistics.distribution.TDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares variates with the distributions of commons-statistics by χ² tests that a right sampler fails once in 10⁶ seeds. */
class VariatesTest {
    private static final int DRAWS = 100_000;
    private static final double ERROR = 1e-6;
    /** Least expected count of a cell. */
    private static final double CELL = 20;

    private final ChainRandom random = new ChainRandom(20261121, 0);

    private double[] draws(ToDoubleFunction<RandomSequence> variate) {
        RandomSequence sequence = new RandomSequence();
        double[] draws = new double[DRAWS];
        for (int i = 0; i < DRAWS; i++) {
            sequence.begin(random, Purpose.PREDICT, i);
            draws[i] = variate.applyAsDouble(sequence);
        }
        return draws;
    }

    private static void requireLikely(double chiSquared, int cells) {
        double bound = ChiSquaredDistribution.of(cells - 1).inverseSurvivalProbability(ERROR);
        assertTrue(cells >= 2 && chiSquared < bound, () -> "chi-squared " + chiSquared + " with " + cells + " cells");
    }

    /** Values that are expected often enough are a cell each, runs of others are one. */
    private static void requireCounts(double[] draws, int from, int to, IntToDoubleFunction probability) {
        int[] count = new int[to + 1];
        for (double draw : draws) {
            assertEquals(draw, Math.rint(draw));
            assertTrue(draw >= 0);
            count[(int) Math.clamp(draw, from, to)]++;
        }
        double chiSquared = 0;
        int cells = 0;
        double expected = 0;
        double observed = 0;
        double rest = DRAWS;
        for (int k = from; k <= to; k++) {
            double more = k == to ? rest : DRAWS * probability.applyAsDouble(k);
            expected += more;
            rest -= more;
            observed += count[k];
            if (expected >= CELL && rest >= CELL || k == to) {
                chiSquared += (observed - expected) * (observed - expected) / expected;
                cells++;
                expected = 0;
                observed = 0;
            }
        }
        requireLikely(chiSquared, cells);
    }

    private static void requireContinuous(double[] draws, DoubleUnaryOperator cumulative) {
        int cells = 200;
        int[] count = new int[cells];
        for (double draw : draws) {
            count[(int) Math.min(cells - 1, cumulative.applyAsDouble(draw) * cells)]++;
        }
        double expected = (double) DRAWS / cells;
        double chiSquared = 0;
        for (int observed : count) {
            chiSquared += (observed - expected) * (observed - expected) / expected;
        }
        requireLikely(chiSquared, cells);
    }

    /** Below the first value considered, everything is counted with it. */
    private static double lower(int k, int from, double cumulative, double mass) {
        return k == from ? cumulative : mass;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-3, 0.4, 3, 9.99, 10, 11.5, 40, 1000, 1e6})
    void poisson(double mean) {
        PoissonDistribution exact = PoissonDistribution.of(mean);
        int from = (int) Math.max(0, mean - 4 * Math.sqrt(mean));
        int to = (int) (mean + 4 * Math.sqrt(mean) + 2);
        requireCounts(
                draws(sequence -> Variates.poisson(mean, sequence)),
                from,
                to,
                k -> lower(k, from, exact.cumulativeProbability(k), exact.probability(k)));
    }

    @ParameterizedTest
    @CsvSource({
        "1,0.3",
        "5,0.5",
        "12,0.9",
        "30,0.333",
        "21,0.5",
        "100,0.2",
        "100,0.95",
        "3000,0.01",
        "1000000,0.4",
        "1000000,1e-7"
    })
    void binomial(int n, double p) {
        BinomialDistribution exact = BinomialDistribution.of(n, p);
        double sd = Math.sqrt(n * p * (1 - p));
        int from = (int) Math.max(0, n * p - 4 * sd);
        int to = (int) Math.min(n, n * p + 4 * sd + 2);
        requireCounts(
                draws(sequence -> Variates.binomial(n, p, 1 - p, sequence)),
                from,
                to,
                k -> lower(k, from, exact.cumulativeProbability(k), exact.probability(k)));
    }

    /** Pascal's distribution counts failures before the r-th success, whose probability is r / (r + mean). */
    @ParameterizedTest
    @CsvSource({"0.5,1", "4,1", "4,3", "60,2", "300,20"})
    void negativeBinomial(double mean, int shape) {
        PascalDistribution exact = PascalDistribution.of(shape, shape / (shape + mean));
        int to = (int) (mean + 5 * Math.sqrt(mean + mean * mean / shape)) + 1;
        requireCounts(draws(sequence -> Variates.negativeBinomial(mean, shape, sequence)), 0, to, exact::probability);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.05, 0.5, 1, 1.5, 7, 200, 1e6})
    void gamma(double shape) {
        requireContinuous(
                draws(sequence -> Variates.gamma(shape, sequence)),
                GammaDistribution.of(shape, 1)::cumulativeProbability);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.6, 1, 2.5, 4, 30, 1e5})
    void studentT(double nu) {
        requireContinuous(
                draws(sequence -> Variates.studentT(nu, sequence)), TDistribution.of(nu)::cumulativeProbability);
    }

    /** Standardised counts with mean and variance of any size are normal to far below what these draws show. */
    @ParameterizedTest
    @ValueSource(doubles = {1e12, 1e17, 1e30, 1e200})
    void hugePoissonMeans(double mean) {
        double[] draws = draws(sequence -> Variates.poisson(mean, sequence));
        double spacing = Math.ulp(mean) / Math.sqrt(mean);
        double sum = 0;
        double squares = 0;
        for (double draw : draws) {
            double z = (draw - mean) / Math.sqrt(mean);
            sum += z;
            squares += z * z;
        }
        double bound = 5 / Math.sqrt(DRAWS);
        if (spacing < 1) {
            assertEquals(0, sum / DRAWS, bound + spacing);
            assertEquals(1, squares / DRAWS, Math.sqrt(2) * bound + spacing);
        } else {
            assertEquals(0, squares, "every draw is the mean, for one unit in its last place is many deviations");
        }
        assertEquals(Double.POSITIVE_INFINITY, Variates.poisson(Double.POSITIVE_INFINITY, new RandomSequence()));
    }

    @Test
    void aSequenceIsItsKeysNumbers() {
        ChainRandom key = new ChainRandom(-5, 3);
        RandomSequence sequence = new RandomSequence();
        for (long transition : new long[] {0, 1L << 40}) {
            sequence.begin(key, Purpose.PREDICT, transition);
            for (int i = 0; i < 9; i++) {
                double expected = i == 4
                        ? key.normal(Purpose.PREDICT, transition, i)
                        : key.uniform(Purpose.PREDICT, transition, i);
                assertEquals(expected, i == 4 ? sequence.normal() : sequence.uniform());
            }
        }
    }
}
