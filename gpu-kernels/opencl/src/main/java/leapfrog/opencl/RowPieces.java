package leapfrog.opencl;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Cuts rows, in the order of one factor's levels, into pieces: a new one at each new level and at each new partition. A function of
 * the rows alone, so that the order of summation never depends on threads or chains.
 *
 * @param partitionPieces [partitions + 1] the first piece of each partition
 * @param pieceRows [pieces + 1] the first row of each piece, in the factor's order
 * @param pieceLevel [pieces]
 * @param levelPieces [levels + 1] the first piece of each level; a level without rows has none
 * @param order [rows] the rows in the factor's order, ascending within a level; empty where they are in it
 */
record RowPieces(int[] partitionPieces, int[] pieceRows, int[] pieceLevel, int[] levelPieces, int[] order) {

    private static final int[] NONE = new int[0];

    /** @param level [rows] 0-based level of each row */
    static RowPieces of(int[] level, int levels, int partitionRows, int partitions) {
        int[] order = sort(level, levels);
        return cut(k -> level[order[k]], levels, level.length, partitionRows, partitions, order);
    }

    /** @param level [rows] 0-based level of each row, ascending; no order is kept */
    static RowPieces ofSorted(int[] level, int levels, int partitionRows, int partitions) {
        return cut(k -> level[k], levels, level.length, partitionRows, partitions, NONE);
    }

    /** Of rows of a single level; no order is kept. */
    static RowPieces ofOneLevel(int rows, int partitionRows, int partitions) {
        return cut(k -> 0, 1, rows, partitionRows, partitions, NONE);
    }

    /** @param level of the k-th row in the factor's order */
    private static RowPieces cut(
            IntUnaryOperator level, int levels, int rows, int partitionRows, int partitions, int[] order) {
        int most = (int) Math.min(rows, (long) partitions + levels);
        int[] pieceRows = new int[most + 1];
        int[] pieceLevel = new int[most];
        int[] partitionPieces = new int[partitions + 1];
        int[] levelPieces = new int[levels + 1];
        int pieces = 0;
        int before = -1;
        for (int k = 0; k < rows; k++) {
            int of = level.applyAsInt(k);
            boolean partitionStarts = k % partitionRows == 0;
            if (partitionStarts) {
                partitionPieces[k / partitionRows] = pieces;
            }
            if (partitionStarts || of != before) {
                pieceRows[pieces] = k;
                pieceLevel[pieces] = of;
                levelPieces[of + 1]++;
                pieces++;
            }
            before = of;
        }
        pieceRows[pieces] = rows;
        partitionPieces[partitions] = pieces;
        Arrays.parallelPrefix(levelPieces, Integer::sum);
        return new RowPieces(
                partitionPieces,
                Arrays.copyOf(pieceRows, pieces + 1),
                Arrays.copyOf(pieceLevel, pieces),
                levelPieces,
                order);
    }

    int pieces() {
        return pieceLevel.length;
    }

    /** Counting sort: stable, in O(rows + levels). */
    private static int[] sort(int[] level, int levels) {
        int[] next = new int[levels + 1];
        for (int of : level) {
            next[of + 1]++;
        }
        Arrays.parallelPrefix(next, Integer::sum);
        int[] order = new int[level.length];
        for (int i = 0; i < level.length; i++) {
            order[next[level[i]]++] = i;
        }
        return order;
    }
}
