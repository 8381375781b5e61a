package leapfrog.diagnose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares the radix sort with the library's. */
class OrderTest {
    private static void sorts(double[] values) {
        Order order = Order.of(values.clone(), new Scratch());
        double[] expected = values.clone();
        Arrays.sort(expected);
        assertArrayEquals(bits(expected), bits(order.sorted()));
        boolean[] seen = new boolean[values.length];
        for (int k = 0; k < values.length; k++) {
            seen[order.from()[k]] = true;
            assertEquals(Double.doubleToLongBits(expected[k]), Double.doubleToLongBits(values[order.from()[k]]));
        }
        for (boolean one : seen) {
            assertEquals(true, one);
        }
    }

    private static long[] bits(double[] values) {
        return Arrays.stream(values).mapToLong(Double::doubleToLongBits).toArray();
    }

    @Test
    void sortsAsTheLibrary() {
        SplittableRandom random = new SplittableRandom(1);
        sorts(new double[0]);
        sorts(new double[] {3});
        sorts(new double[] {0.0, -0.0, Double.NaN, -1, Double.POSITIVE_INFINITY, 1, Double.NEGATIVE_INFINITY, -0.0, 0.0
        });
        sorts(new double[] {Double.MIN_VALUE, -Double.MIN_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE, 0});
        for (int size : new int[] {2, 7, 100, 2047, 2049, 10_000}) {
            sorts(random.doubles(size, -1, 1).toArray());
            sorts(random.doubles(size, 5, 6).map(x -> Math.rint(8 * x)).toArray());
            sorts(random.longs(size).mapToDouble(Double::longBitsToDouble).toArray());
            // One far away puts all others into one place; a few close pairs are set right one by one.
            double[] oneFarAway = random.doubles(size, -1, 1).toArray();
            oneFarAway[size / 2] = 1e300;
            sorts(oneFarAway);
            double[] pairs = random.doubles(size, -1, 1).toArray();
            for (int i = 1; i < size; i += 2) {
                pairs[i] = Math.nextDown(pairs[i - 1]);
            }
            sorts(pairs);
        }
    }

    @Test
    void leavesOutWhatStoodBehind() {
        double[] values = {3, -1, 2, 2, 0, 1};
        Order order = Order.of(values, new Scratch()).before(4);
        assertArrayEquals(new double[] {-1, 2, 2, 3}, order.sorted());
        assertArrayEquals(new int[] {1, 2, 3, 0}, order.from());
    }

    @Test
    void countsUpToAThreshold() {
        Order order = Order.of(new double[] {3, -1, 2, 2, 0, 1}, new Scratch());
        double[] thresholds = {-2, -1, 1.5, 2, 3, 4};
        int[] expected = {0, 1, 3, 5, 6, 6};
        for (int k = 0; k < thresholds.length; k++) {
            assertEquals(expected[k], order.atMost(thresholds[k]));
        }
    }
}
