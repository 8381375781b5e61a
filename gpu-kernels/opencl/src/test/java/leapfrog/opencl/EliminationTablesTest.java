package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import leapfrog.model.Marginal;
import org.junit.jupiter.api.Test;

/** Tests what kernels are told of crossed factors, on a case worked out by hand. */
class EliminationTablesTest {
    /** Where the first field stands in elimination.cl's order. */
    private static final int PIECES = 1;

    private static final int EFFECTS = 3;
    private static final int SCALES = 5;
    private static final int STARTS = 6;
    private static final int MET = 7;
    private static final int MEETING_STARTS = 8;
    private static final int MEETINGS = 9;
    private static final int PRODUCTS = 13;

    /** Two levels of one effect, one coefficient, a factor of two levels with two correlated effects: the first level meets both, the second the second. */
    private static Marginal crossed() {
        double[] effectColumn = {1, 2, 3, 4, 5, 6, 0, 0, 7, 8};
        double[] none = new double[25];
        return new Marginal(
                new int[] {0},
                List.of(),
                2,
                1,
                new int[0],
                List.of(new Marginal.Further(new int[] {1, 2}, List.of(new Marginal.Block(0, 2, 3)), 2, 1)),
                new double[] {2, 3},
                effectColumn,
                new double[] {9, 10},
                none,
                new double[5],
                1,
                new double[1],
                new double[1],
                0,
                5,
                0,
                new double[1],
                new double[] {1});
    }

    @Test
    void levelsHaveTheColumnsThatTheyMeetAndTheResponse() {
        IntTable ints = new IntTable();
        DoubleTable doubles = new DoubleTable();
        EliminationTables tables = new EliminationTables(crossed());
        assertEquals(1, tables.pieces());
        assertEquals(6, tables.columns());
        int at = tables.write(ints, doubles, new SumPlaces());
        int[] written = ints.toArray();
        assertEquals(1, written[at + PIECES]);
        assertEquals(3, written[at + EFFECTS]);
        assertArrayEquals(new int[] {0, 6, 10}, list(written, at + STARTS, 3));
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 0, 3, 4, 5}, list(written, at + MET, 10));
        double[] products = doubles.toArray();
        assertArrayEquals(
                new double[] {1, 2, 3, 4, 5, 9, 6, 7, 8, 10},
                Arrays.copyOfRange(products, written[at + PRODUCTS], written[at + PRODUCTS] + 10));
    }

    /** Columns 1 and 2 are met by level 0, columns 3 and 4 by both, in their third and fourth and in their second and third places. */
    @Test
    void columnsOfFurtherFactorsKnowTheirLevels() {
        IntTable ints = new IntTable();
        int at = new EliminationTables(crossed()).write(ints, new DoubleTable(), new SumPlaces());
        int[] written = ints.toArray();
        assertArrayEquals(new int[] {0, 0, 1, 2, 4, 6, 6}, list(written, at + MEETING_STARTS, 7));
        assertArrayEquals(new int[] {0, 1, 0, 2, 0, 3, 1, 1, 0, 4, 1, 2}, list(written, at + MEETINGS, 12));
    }

    /** The first effect of a level takes both of its row of Λ, the second the last; the number 1 stands before all Λ. */
    @Test
    void columnsKnowTheirEntriesOfLambda() {
        IntTable ints = new IntTable();
        int at = new EliminationTables(crossed()).write(ints, new DoubleTable(), new SumPlaces());
        assertArrayEquals(
                new int[] {0, 0, 1, 2, 2, 2, 5, 2, 1, 2, 2, 2, 5, 2, 1, 0, 0, 1},
                list(ints.toArray(), at + SCALES, 18));
    }

    /** 4 × (1 + 1 + 4) of Λ, 2 of C, 10 of G, one piece with 1 + 3 + 1, 6 × 6 of the matrix and 6 × 5 of what it leaves. */
    @Test
    void scratchIsCounted() {
        SumPlaces sums = new SumPlaces();
        new EliminationTables(crossed()).write(new IntTable(), new DoubleTable(), sums);
        assertEquals(24 + 2 + 10 + 5 + 36 + 30, sums.size());
    }

    private static int[] list(int[] tables, int field, int count) {
        return Arrays.copyOfRange(tables, tables[field], tables[field] + count);
    }
}
