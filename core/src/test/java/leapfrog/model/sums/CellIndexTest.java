package leapfrog.model.sums;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Checks which rows are told apart, and in which order they are numbered. */
class CellIndexTest {
    /** About 12 pairs among 300,000 numbers share a hash, so ties are met; a million draws would meet a hundred. */
    @Test
    void rowsAreToldApartThoughTheirHashesAreEqual() {
        int n = 300_000;
        double[] x = IntStream.range(0, n).mapToDouble(i -> i * 0.7).toArray();
        RowKeys keys = new RowKeys(new int[0][], new double[][] {x});
        Set<Integer> hashes = new HashSet<>();
        for (int i = 0; i < n; i++) {
            hashes.add(keys.hash(i));
        }
        assertTrue(hashes.size() < n, "no two numbers share a hash");
        assertEquals(n, new CellIndex(keys, n).count());
        int[] forward = IntStream.range(0, n).toArray();
        int[] backward = IntStream.range(0, n).map(i -> n - 1 - i).toArray();
        int[] there = Arrays.stream(keys.order(forward)).map(i -> forward[i]).toArray();
        int[] back = Arrays.stream(keys.order(backward)).map(i -> backward[i]).toArray();
        assertArrayEquals(there, back);
    }

    @Test
    void cellsAreNumberedInOrderOfFirstAppearance() {
        Random random = new Random(8);
        int n = 20_000;
        int[] level = random.ints(n, 0, 60).toArray();
        double[] x = random.ints(n, 0, 200).mapToDouble(i -> i - 100).toArray();
        CellIndex index = new CellIndex(new RowKeys(new int[][] {level}, new double[][] {x}), n);
        Map<List<Number>, Integer> expected = new HashMap<>();
        for (int i = 0; i < n; i++) {
            int next = expected.size();
            int cell = expected.computeIfAbsent(List.of(level[i], x[i]), key -> next);
            assertEquals(cell, index.cell()[i]);
            if (cell == next) {
                assertEquals(i, index.first()[cell]);
            }
        }
        assertEquals(expected.size(), index.count());
        assertTrue(index.count() > 9_000);
    }

    @Test
    void distinctKeysAreAtLeastSoMany() {
        for (int n : new int[] {1, 2, 63, 64, 1000, 100_000}) {
            double[] x = new Random(n).doubles(n).toArray();
            int all = new RowKeys(new int[0][], new double[][] {x}).distinctAtLeast(n);
            assertTrue(all <= n && all >= 0.95 * n, () -> all + " of " + n);
            double[] rounded = Arrays.stream(x).map(u -> Math.floor(50 * u)).toArray();
            int few = new RowKeys(new int[0][], new double[][] {rounded}).distinctAtLeast(n);
            assertTrue(few >= 1 && few <= Arrays.stream(rounded).distinct().count(), () -> few + " of " + n);
        }
    }
}
