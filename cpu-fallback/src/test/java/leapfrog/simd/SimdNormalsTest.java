package leapfrog.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import leapfrog.random.BulkNormals;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import org.junit.jupiter.api.Test;

/** Compares random numbers made in vectors with those made one by one, bit by bit. */
class SimdNormalsTest {
    @Test
    void theNumbersOfAnyStream() {
        SplittableRandom random = new SplittableRandom(5);
        BulkNormals bulk = new BulkNormals(new SimdArithmetic().normals());
        for (int n : new int[] {1, 2, 3, 15, 16, 17, 127, 128, 129, 175, 1001}) {
            for (int repeat = 0; repeat < 20; repeat++) {
                ChainRandom chain = new ChainRandom(random.nextLong(), random.nextInt());
                long transition = random.nextLong() >>> 8 + random.nextInt(56);
                double[] expected = new double[n + 1];
                double[] normals = new double[n + 1];
                chain.fillNormals(Purpose.RECOVER, transition, expected, n);
                bulk.fill(chain, Purpose.RECOVER, transition, normals, 0, n);
                assertArrayEquals(expected, normals);
            }
        }
    }

    /** Block counters are unsigned words, which go on at 0. */
    @Test
    void countersOfThirtyTwoBits() {
        ChainRandom chain = new ChainRandom(3, 4);
        double[] normals = new double[10];
        // Chain and transition.
        long high = 4L | 9L << 32;
        for (int first : new int[] {Integer.MAX_VALUE - 2, -3}) {
            new SimdNormals().fill(3, first, 0, high, normals, 0, normals.length);
            for (int i = 0; i < normals.length; i++) {
                long index = 2 * Integer.toUnsignedLong(first + i / 2) + i % 2;
                assertEquals(chain.normal(Purpose.MOMENTUM, 9, index), normals[i]);
            }
        }
    }
}
