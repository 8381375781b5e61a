package leapfrog.simd;

import static leapfrog.engine.Alignment.FIRST;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import leapfrog.nuts.Arithmetic;
import leapfrog.nuts.ScalarArithmetic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the vector form to the bits of the scalar form at lengths that straddle every tail. */
class SimdArithmeticTest {
    private final Arithmetic scalar = new ScalarArithmetic();
    private final Arithmetic simd = new SimdArithmetic();

    static IntStream lengths() {
        return IntStream.concat(IntStream.rangeClosed(1, 70), IntStream.of(175, 1000));
    }

    private static double[][] arrays(int count, int n, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[][] arrays = new double[count][FIRST + n];
        for (double[] array : arrays) {
            for (int i = FIRST; i < FIRST + n; i++) {
                array[i] = random.nextDouble() - 0.4;
            }
        }
        return arrays;
    }

    @Test
    void isFoundAsAService() {
        assertTrue(simd.available());
        assertInstanceOf(SimdArithmetic.class, Arithmetic.best());
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void leapfrogs(int n) {
        double[][] a = arrays(6, n, n);
        double[][] b = arrays(6, n, n);
        scalar.kickDrift(a[0], a[1], a[2], a[3], 0.37, a[4], a[5], n);
        simd.kickDrift(b[0], b[1], b[2], b[3], 0.37, b[4], b[5], n);
        assertArrayEquals(a, b);
        assertEquals(scalar.kick(a[1], a[2], a[3], 0.37, n), simd.kick(b[1], b[2], b[3], 0.37, n));
        assertArrayEquals(a, b);
        assertEquals(scalar.dot(a[0], a[1], n), simd.dot(a[0], a[1], n));
        assertEquals(
                scalar.kickKickDrift(a[0], a[1], a[2], a[3], 0.37, a[4], a[5], n),
                simd.kickKickDrift(b[0], b[1], b[2], b[3], 0.37, b[4], b[5], n));
        assertArrayEquals(a, b);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void joins(int n) {
        int straight = 0;
        for (int k = 0; k < 20; k++) {
            double[][] a = arrays(7, n, 1000L * k + n);
            double[] rho = new double[FIRST + n];
            assertEquals(scalar.joinLeaves(a[0], a[1], n), simd.joinLeaves(a[0], a[1], n));
            boolean pairs = scalar.joinPairs(a[0], a[1], a[2], a[3], a[6], new double[FIRST + n], n);
            assertEquals(pairs, simd.joinPairs(a[0], a[1], a[2], a[3], rho, new double[FIRST + n], n));
            if (pairs) {
                assertArrayEquals(a[6], rho);
                straight++;
            }
            boolean spans = scalar.joinSpans(a[0], a[1], a[2], a[3], a[4], a[5], a[6], n);
            assertEquals(spans, simd.joinSpans(a[0], a[1], a[2], a[3], a[4], a[5], rho, n));
            if (spans) {
                assertArrayEquals(a[6], rho);
                simd.joinSpans(a[0], a[1], a[2], a[3], a[4], a[5], a[0], n);
                assertArrayEquals(rho, a[0], "into its own first argument");
            }
        }
        assertTrue(straight > 0, "every pair turned");
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void interleaves(int n) {
        for (int lanes : new int[] {1, 4, 8, 16, 32, 64}) {
            for (int count = 1; count <= lanes; count++) {
                double[][] points = arrays(lanes, n, n);
                double[] expected = new double[3 + n * lanes];
                double[] actual = new double[3 + n * lanes];
                scalar.interleave(points, count, n, expected, 3, lanes);
                simd.interleave(points, count, n, actual, 3, lanes);
                assertArrayEquals(expected, actual);
                double[][] back = new double[lanes][FIRST + n];
                simd.deinterleave(actual, 3, lanes, back, count, n);
                for (int l = 0; l < lanes; l++) {
                    assertArrayEquals(l < count ? points[l] : new double[FIRST + n], back[l]);
                }
            }
        }
    }
}
