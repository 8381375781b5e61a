package leapfrog.nuts;

import static leapfrog.engine.Alignment.FIRST;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import org.junit.jupiter.api.Test;

/** Checks the scalar loops against their definition at sizes that straddle every tail. */
class ScalarArithmeticTest {
    private static final int[] SIZES = {1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 23, 31, 32, 33, 175};
    private final ScalarArithmetic arithmetic = new ScalarArithmetic();

    @Test
    void sumsInEightAccumulators() {
        for (int n : SIZES) {
            double[] a = normals(n, 0);
            double[] b = normals(n, 1);
            assertEquals(sum(a, b, n), arithmetic.dot(a, b, n));
        }
    }

    @Test
    void kicksAndDriftsWithFusedOperations() {
        for (int n : SIZES) {
            double[] q = normals(n, 0);
            double[] p = normals(n, 1);
            double[] g = normals(n, 2);
            double[] s = normals(n, 3);
            double[] nextQ = new double[FIRST + n + 8];
            double[] nextP = new double[FIRST + n + 8];
            arithmetic.kickDrift(q, p, g, s, -0.3, nextQ, nextP, n);
            double[] kicked = p.clone();
            double squares = arithmetic.kick(kicked, g, s, -0.3, n);
            for (int i = FIRST; i < FIRST + n; i++) {
                assertEquals(Math.fma(-0.15, s[i] * g[i], p[i]), nextP[i]);
                assertEquals(Math.fma(-0.3, s[i] * nextP[i], q[i]), nextQ[i]);
            }
            assertArrayEquals(Target.numbers(nextP, n), Target.numbers(kicked, n));
            assertEquals(sum(kicked, kicked, n), squares);
            assertArrayEquals(new double[8], Arrays.copyOfRange(nextQ, FIRST + n, FIRST + n + 8));
            assertArrayEquals(new double[8], Arrays.copyOfRange(nextP, FIRST + n, FIRST + n + 8));
        }
    }

    @Test
    void joinsByTheChecksInTheirDefinition() {
        int[] outcomes = new int[2];
        int[] pairOutcomes = new int[2];
        for (int n : SIZES) {
            for (int repeat = 0; repeat < 40; repeat++) {
                double[][] v = new double[6][];
                for (int k = 0; k < 6; k++) {
                    v[k] = normals(n, 10 * repeat + k);
                    for (int i = FIRST; i < FIRST + n; i++) {
                        v[k][i] += 0.4;
                    }
                }
                double[] rho = plus(v[0], v[3], n);
                double[] seamA = plus(v[0], v[4], n);
                double[] seamB = plus(v[3], v[2], n);
                boolean spans = sum(rho, v[1], n) > 0
                        && sum(rho, v[5], n) > 0
                        && sum(seamA, v[1], n) > 0
                        && sum(seamA, v[4], n) > 0
                        && sum(seamB, v[2], n) > 0
                        && sum(seamB, v[5], n) > 0;
                boolean leaves = sum(rho, v[0], n) > 0 && sum(rho, v[3], n) > 0;
                double[] out = Arithmetic.vector(n);
                assertEquals(leaves, arithmetic.joinLeaves(v[0], v[3], n));
                double[] pairA = plus(v[1], v[2], n);
                double[] pairB = plus(v[4], v[5], n);
                boolean pairs = arithmetic.joinSpans(pairA, v[1], v[2], pairB, v[4], v[5], pairA, n);
                assertEquals(pairs, arithmetic.joinPairs(v[1], v[2], v[4], v[5], out, Arithmetic.vector(n), n));
                assertTrue(!pairs || Arrays.equals(pairA, out));
                pairOutcomes[pairs ? 1 : 0]++;
                assertEquals(spans, arithmetic.joinSpans(v[0], v[1], v[2], v[3], v[4], v[5], v[0], n));
                assertTrue(!spans || Arrays.equals(rho, v[0]));
                outcomes[spans ? 1 : 0]++;
            }
        }
        assertTrue(Math.min(outcomes[0], outcomes[1]) > 50, Arrays.toString(outcomes));
        assertTrue(Math.min(pairOutcomes[0], pairOutcomes[1]) > 50, Arrays.toString(pairOutcomes));
    }

    @Test
    void interleavesAndBack() {
        int n = 5;
        int lanes = 4;
        double[][] points = {normals(n, 0), normals(n, 1), normals(n, 2)};
        double[] block = new double[2 + n * lanes];
        arithmetic.interleave(points, 3, n, block, 2, lanes);
        for (int d = 0; d < n; d++) {
            for (int lane = 0; lane < lanes; lane++) {
                assertEquals(points[lane < 3 ? lane : 0][FIRST + d], block[2 + d * lanes + lane]);
            }
        }
        double[][] back = new double[3][points[0].length];
        arithmetic.deinterleave(block, 2, lanes, back, 3, n);
        assertArrayEquals(points, back);
    }

    private static double[] normals(int n, int stream) {
        double[] out = new double[n];
        new ChainRandom(n, stream).fillNormals(Purpose.INIT, 0, out, n);
        return Target.vector(out);
    }

    private static double[] plus(double[] a, double[] b, int n) {
        double[] sum = Arithmetic.vector(n);
        Arrays.setAll(sum, i -> i < FIRST + n ? a[i] + b[i] : 0);
        return sum;
    }

    private static double sum(double[] a, double[] b, int n) {
        double[] s = new double[8];
        for (int i = FIRST; i < FIRST + n; i++) {
            int k = (i - FIRST) % 8;
            s[k] = Math.fma(a[i], b[i], s[k]);
        }
        return ((s[0] + s[4]) + (s[2] + s[6])) + ((s[1] + s[5]) + (s[3] + s[7]));
    }
}
