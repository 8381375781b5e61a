package leapfrog.tornado;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Checks how rows are cut into pieces of one level, and where the sums over them go. */
class LevelPiecesTest {
    @Test
    void piecesAreOfOneLevelAndShort() {
        int[] level = new int[200];
        for (int i = 0; i < level.length; i++) {
            level[i] = i < 130 ? 0 : i < 131 ? 2 : 3;
        }
        LevelPieces pieces = LevelPieces.of(level, 5);
        assertArrayEquals(new int[] {0, 64, 128, 130, 131, 195, 200}, pieces.firstRows());
        assertArrayEquals(new int[] {0, 0, 0, 2, 3, 3}, pieces.levels());
        assertArrayEquals(new int[] {3, 0, 1, 2, 0}, pieces.counts());
        assertEquals(6, pieces.count());
    }

    @Test
    void theOrderIsByLevelAndStable() {
        Random random = new Random(1);
        int[] level = random.ints(1000, 0, 37).toArray();
        int[] order = LevelPieces.of(level, 37).order();
        for (int k = 1; k < order.length; k++) {
            int before = order[k - 1];
            int after = order[k];
            assertTrue(level[before] < level[after] || level[before] == level[after] && before < after);
        }
    }

    @Test
    void aLevelOfManyRowsHasAtMost512Pieces() {
        assertEquals(512, LevelPieces.of(new int[512 * 100], 1).count());
        assertEquals(512, LevelPieces.of(new int[512 * 100 - 1], 1).count());
    }

    @Test
    void withoutRowsThereAreNoPieces() {
        LevelPieces none = LevelPieces.of(new int[0], 3);
        assertEquals(0, none.count());
        assertArrayEquals(new int[] {0}, none.firstRows());
    }

    @Test
    void sumsOfOnePieceAreWrittenAtOnceAndOthersAddedUp() {
        Targets targets = new Targets();
        assertArrayEquals(new int[] {-1}, targets.of(0, 1));
        assertArrayEquals(new int[] {0, 1, 2}, targets.of(1, 3));
        assertArrayEquals(new int[] {}, targets.of(2, 0));
        assertArrayEquals(new int[] {-4}, targets.of(3, 1));
        assertArrayEquals(new int[] {3, 4}, targets.of(4, 2));
        assertArrayEquals(new int[] {1, 0, 3, 2, 3, 3, 4, 3, 5}, targets.table());
        assertEquals(3, targets.added());
        assertEquals(5, targets.partials());
    }
}
