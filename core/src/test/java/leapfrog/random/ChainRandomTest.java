package leapfrog.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Checks how streams are keyed, that they do not meet, and that their numbers have the distribution they should. */
class ChainRandomTest {
    /** Computed by a direct transcription of the stream's definition into Python 3.11 integers. */
    @Test
    void keysStreamsAsDefined() {
        ChainRandom random = new ChainRandom(0x0123456789abcdefL, 3);
        assertEquals(0x867a2a05c67fe998L, random.bits(Purpose.MOMENTUM, 0x12345678901L, 0));
        assertEquals(0.5253015770053931, random.uniform(Purpose.MOMENTUM, 0x12345678901L, 0));
        assertEquals(0x928f434f938b04c3L, random.bits(Purpose.SELECTION, 0x12345678901L, 5));
        ChainRandom other = new ChainRandom(0xfedcba9876543210L, 0);
        assertEquals(0.9975775094453864, other.uniform(Purpose.RECOVER, 7, (1L << 33) - 1));
    }

    /** Computed as above. */
    @Test
    void mixesSeedsAsDefined() {
        assertEquals(0x52ca40855a31b81cL, ChainRandom.mix(20250101, 0));
        assertEquals(0x31d2350c870a7589L, ChainRandom.mix(20250101, 1));
        assertEquals(0xa96041caa840d6c0L, ChainRandom.mix(20250101, "radon"));
        assertEquals(0x5e41ab087439611eL, ChainRandom.mix(1, ""));
    }

    @Test
    void givesTheSameNumbersOneByOneAndInBulk() {
        ChainRandom random = new ChainRandom(42, 7);
        for (int n : new int[] {0, 1, 2, 3, 63, 64, 65, 127, 128, 129, 175, 1001}) {
            double[] uniforms = new double[n + 1];
            double[] normals = new double[n + 1];
            random.fillUniforms(Purpose.PREDICT, 11, uniforms, n);
            random.fillNormals(Purpose.PREDICT, 11, normals, n);
            double[] bulk = new double[n + 3];
            new BulkNormals(NormalBlocks.looped()).fill(random, Purpose.PREDICT, 11, bulk, 2, n);
            assertArrayEquals(normals, Arrays.copyOfRange(bulk, 2, n + 3));
            for (int i = 0; i < n; i++) {
                assertEquals(random.uniform(Purpose.PREDICT, 11, i), uniforms[i]);
                assertEquals(random.normal(Purpose.PREDICT, 11, i), normals[i]);
            }
            assertEquals(0, uniforms[n]);
            assertEquals(0, normals[n]);
        }
        long[] pair = new long[2];
        random.bitsPair(Purpose.SELECTION, 11, 4, pair);
        assertEquals(random.uniform(Purpose.SELECTION, 11, 8), ChainRandom.uniform(pair[0]));
        assertEquals(random.uniform(Purpose.SELECTION, 11, 9), ChainRandom.uniform(pair[1]));
    }

    @Test
    void neverMeetsItselfInAnotherStream() {
        Set<Long> seen = new HashSet<>();
        int made = 0;
        long[] transitions = {0, 1, 2, 255, 256, 1L << 32, (1L << 32) + 1, (1L << 40), (1L << 56) - 1};
        for (long seed = 0; seed < 3; seed++) {
            for (int chain = 0; chain < 4; chain++) {
                for (Purpose purpose : Purpose.values()) {
                    for (long transition : transitions) {
                        for (int index = 0; index < 6; index++) {
                            seen.add(new ChainRandom(seed, chain).bits(purpose, transition, index));
                            made++;
                        }
                    }
                }
            }
        }
        assertEquals(3 * 4 * Purpose.values().length * 9 * 6, made);
        assertEquals(made, seen.size());
    }

    /** Mean powers of a million normals against their expectations, within 5 standard errors √((E z²ᵏ − (E zᵏ)²)/n). */
    @Test
    void givesNormalsTheirMoments() {
        int n = 1_000_000;
        double[] z = new double[n];
        new ChainRandom(2, 0).fillNormals(Purpose.MOMENTUM, 0, z, n);
        double[] expected = {1, 0, 1, 0, 3, 0, 15, 0, 105, 0, 945, 0, 10395};
        for (int power = 1; power <= 6; power++) {
            double sum = 0;
            for (double value : z) {
                sum += Math.pow(value, power);
            }
            double variance = expected[2 * power] - expected[power] * expected[power];
            assertEquals(expected[power], sum / n, 5 * Math.sqrt(variance / n), "power " + power);
        }
    }

    /**
     * Correlations between neighbouring streams (next index, next transition, next chain, next seed, next purpose) and between u and
     * the previous u: within 5/√n of 0.
     */
    @Test
    void givesNeighbouringStreamsUncorrelatedNumbers() {
        int n = 200_000;
        double[] base = uniforms(9, 0, 0, Purpose.MOMENTUM, n);
        assertUncorrelated(base, uniforms(9, 0, 1, Purpose.MOMENTUM, n), 0);
        assertUncorrelated(base, uniforms(9, 1, 0, Purpose.MOMENTUM, n), 0);
        assertUncorrelated(base, uniforms(10, 0, 0, Purpose.MOMENTUM, n), 0);
        assertUncorrelated(base, uniforms(9, 0, 0, Purpose.DIRECTION, n), 0);
        assertUncorrelated(base, base, 1);
        assertUncorrelated(base, base, 2);
    }

    /** Chi-square of 256 × 256 cells of consecutive pairs: within 5 standard deviations √(2·65535) of its mean 65535. */
    @Test
    void spreadsPairsEvenly() {
        int n = 2_000_000;
        double[] u = uniforms(5, 0, 0, Purpose.INIT, n);
        int[] count = new int[256 * 256];
        for (int i = 0; i < n; i += 2) {
            count[(int) (u[i] * 256) * 256 + (int) (u[i + 1] * 256)]++;
        }
        double expected = n / 2.0 / count.length;
        double chiSquare = 0;
        for (int c : count) {
            chiSquare += (c - expected) * (c - expected) / expected;
        }
        assertEquals(65535, chiSquare, 5 * Math.sqrt(2 * 65535.0));
    }

    private static double[] uniforms(long seed, int chain, long transition, Purpose purpose, int n) {
        double[] out = new double[n];
        new ChainRandom(seed, chain).fillUniforms(purpose, transition, out, n);
        return out;
    }

    private static void assertUncorrelated(double[] a, double[] b, int lag) {
        double sum = 0;
        int n = a.length - lag;
        for (int i = 0; i < n; i++) {
            sum += 12 * (a[i] - 0.5) * (b[i + lag] - 0.5);
        }
        assertTrue(Math.abs(sum / n) < 5 / Math.sqrt(n), "correlation " + sum / n);
    }
}
