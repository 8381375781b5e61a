package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Tests how rows are cut into pieces, on cases worked out by hand. */
class RowPiecesTest {
    @Test
    void aPieceEndsWithItsLevelAndWithItsPartition() {
        // Sorted levels 0 0 0 2 2, partitions of 2 rows: rows 0-1, 2-3, 4.
        RowPieces pieces = RowPieces.of(new int[] {0, 0, 0, 2, 2}, 4, 2, 3);
        assertArrayEquals(new int[] {0, 2, 3, 4, 5}, pieces.pieceRows());
        assertArrayEquals(new int[] {0, 0, 2, 2}, pieces.pieceLevel());
        assertArrayEquals(new int[] {0, 1, 3, 4}, pieces.partitionPieces());
        assertArrayEquals(new int[] {0, 2, 2, 4, 4}, pieces.levelPieces());
        assertEquals(4, pieces.pieces());
    }

    @Test
    void rowsOfALevelKeepTheirOrder() {
        RowPieces pieces = RowPieces.of(new int[] {1, 0, 1, 0}, 2, 10, 1);
        assertArrayEquals(new int[] {1, 3, 0, 2}, pieces.order());
        assertArrayEquals(new int[] {0, 2, 4}, pieces.pieceRows());
    }

    @Test
    void noRowsMakeNoPieces() {
        RowPieces pieces = RowPieces.of(new int[0], 3, 10, 1);
        assertArrayEquals(new int[] {0}, pieces.pieceRows());
        assertArrayEquals(new int[] {0, 0}, pieces.partitionPieces());
        assertArrayEquals(new int[] {0, 0, 0, 0}, pieces.levelPieces());
    }
}
