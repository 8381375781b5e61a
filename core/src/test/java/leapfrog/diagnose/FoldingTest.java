package leapfrog.diagnose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares merging from both ends with sorting the distances. */
class FoldingTest {
    private static void folds(double[] values, double centre) {
        Order folded = Folding.of(Order.of(values, new Scratch()), centre, new Scratch());
        double[] distances =
                Arrays.stream(values).map(value -> Math.abs(value - centre)).toArray();
        double[] expected = distances.clone();
        Arrays.sort(expected);
        assertArrayEquals(expected, folded.sorted());
        boolean[] seen = new boolean[values.length];
        for (int k = 0; k < values.length; k++) {
            seen[folded.from()[k]] = true;
            assertEquals(expected[k], distances[folded.from()[k]]);
        }
        for (boolean one : seen) {
            assertEquals(true, one);
        }
    }

    @Test
    void ordersDistances() {
        SplittableRandom random = new SplittableRandom(5);
        for (int size : new int[] {1, 2, 3, 8, 101, 2000}) {
            double[] uneven = random.doubles(size).map(Math::exp).toArray();
            double[] tied = random.doubles(size, -3, 3).map(Math::rint).toArray();
            for (double[] values : new double[][] {uneven, tied}) {
                for (double centre : new double[] {-10, 0, 0.5, 1, 1.5, 2, 10}) {
                    folds(values, centre);
                }
                double[] sorted = values.clone();
                Arrays.sort(sorted);
                folds(values, Quantiles.of(sorted, 0.5));
            }
        }
    }
}
