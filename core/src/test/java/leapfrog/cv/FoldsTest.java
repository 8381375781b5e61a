package leapfrog.cv;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.model.InputException;
import org.junit.jupiter.api.Test;

/** Divides rows in each of the ways, and counts what is where. */
class FoldsTest {
    /** Levels of 1, 2 … 6 rows, 21 in all, in turn as far as each goes. */
    private static Map<String, int[]> levels() {
        Map<String, int[]> levels = new LinkedHashMap<>();
        for (int level = 0; level < 6; level++) {
            int first = level * (level + 1) / 2;
            levels.put("g" + level, IntStream.range(first, first + level + 1).toArray());
        }
        return levels;
    }

    private static int[] sizes(Folds folds) {
        return IntStream.range(0, folds.count())
                .map(fold -> folds.rows(fold).length)
                .toArray();
    }

    @Test
    void randomFoldsAreOfOneSizeOrOneApart() {
        Folds folds = Folds.random(23, 5, 7);
        assertEquals(List.of("1", "2", "3", "4", "5"), folds.names());
        assertArrayEquals(new int[] {5, 5, 5, 4, 4}, sizes(folds));
        assertArrayEquals(folds.ofRow(), Folds.random(23, 5, 7).ofRow());
        assertNotEquals(List.of(folds.ofRow()), List.of(Folds.random(23, 5, 8).ofRow()));
        assertTrue(IntStream.range(0, 22).anyMatch(row -> folds.ofRow()[row] > folds.ofRow()[row + 1]));
    }

    @Test
    void stratifiedFoldsHaveTheirShareOfEachLevel() {
        Folds folds = Folds.stratified(levels(), 3, 7);
        assertArrayEquals(new int[] {7, 7, 7}, sizes(folds));
        levels().forEach((name, rows) -> {
            int[] inFold = new int[3];
            for (int row : rows) {
                inFold[folds.ofRow()[row]]++;
            }
            for (int count : inFold) {
                assertTrue(count >= rows.length / 3 && count <= (rows.length + 2) / 3, name);
            }
        });
    }

    @Test
    void groupedFoldsHaveWholeLevels() {
        Folds folds = Folds.grouped(levels(), 4, 7);
        int[] levelsIn = new int[4];
        levels().values().forEach(rows -> {
            for (int row : rows) {
                assertEquals(folds.ofRow()[rows[0]], folds.ofRow()[row]);
            }
            levelsIn[folds.ofRow()[rows[0]]]++;
        });
        assertArrayEquals(new int[] {2, 2, 1, 1}, levelsIn);
    }

    @Test
    void oneFoldALevelIsNamedAfterIt() {
        Folds folds = Folds.each(levels());
        assertEquals(List.copyOf(levels().keySet()), folds.names());
        assertArrayEquals(new int[] {1, 2, 3, 4, 5, 6}, sizes(folds));
        assertArrayEquals(new int[] {3, 4, 5}, folds.rows(2));
    }

    @Test
    void numbersThatCannotBeAreRefused() {
        assertEquals(
                "there can be 2 to 23 folds of 23 rows, not 1",
                assertThrows(InputException.class, () -> Folds.random(23, 1, 7)).getMessage());
        assertThrows(InputException.class, () -> Folds.random(23, 24, 7));
        assertThrows(InputException.class, () -> Folds.grouped(levels(), 7, 7));
        assertEquals(
                "folds are made of 2 levels or more, and there is 1",
                assertThrows(InputException.class, () -> Folds.each(Map.of("g", new int[] {0})))
                        .getMessage());
    }
}
