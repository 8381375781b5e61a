package leapfrog.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Compares selection with sorting, at every rank of sorted, reversed, equal and mixed values. */
class SelectionTest {
    @Test
    void everyRankIsThatOfSorting() {
        for (int n : new int[] {1, 2, 3, 4, 7, 8, 33, 100}) {
            for (int kind = 0; kind < 5; kind++) {
                double[] values = new double[n];
                for (int i = 0; i < n; i++) {
                    values[i] = switch (kind) {
                        case 0 -> i;
                        case 1 -> -i;
                        case 2 -> 5;
                        case 3 -> i * 37 % 11;
                        default -> Math.sin(i * i);
                    };
                }
                double[] sorted = values.clone();
                Arrays.sort(sorted);
                for (int k = 0; k < n; k++) {
                    double[] selected = values.clone();
                    Selection.select(selected, k);
                    double at = selected[k];
                    assertEquals(sorted[k], at);
                    assertTrue(Arrays.stream(selected, 0, k).allMatch(value -> value <= at));
                    assertTrue(Arrays.stream(selected, k, n).allMatch(value -> value >= at));
                    Arrays.sort(selected);
                    assertEquals(Arrays.toString(sorted), Arrays.toString(selected));
                }
            }
        }
    }
}
