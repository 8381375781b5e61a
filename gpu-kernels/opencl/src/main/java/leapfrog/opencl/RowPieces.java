package leapfrog.opencl;

import java.util.Arrays;

/**
 * Cuts rows, in the order of one factor's levels, into pieces: a new one at each new level and at each new partition. A function of
 * the rows alone, so that the order of summation never depends on threads or chains.
 *
 * @param partitionPieces [partitions + 1] the first piece of each partition
 * @param pieceRows [pieces + 1] the first row of each piece, in the factor's order
 * @param pieceLevel [pieces]
 * @param levelPieces [levels + 1] the first piece of each level; a level without rows has none
 * @param order [rows] the rows in the factor's order, ascending within a level
 */
record RowPieces(int[] partitionPieces, int[] pieceRows, int[] pieceLevel, int[] levelPieces, int[] order) {

    /** @param level [rows] 0-based level of each row */
    static RowPieces of(int[] level, int levels, int partitionRows, int partitions) {
        int[] order = sort(level, levels);
        int rows = level.length;
        int[] pieceRows = new int[rows + 1];
        int[] pieceLevel = new int[rows];
        int[] partitionPieces = new int[partitions + 1];
        int[] levelPieces = new int[levels + 1];
        int pieces = 0;
        for (int k = 0; k < rows; k++) {
            int of = level[order[k]];
            boolean partitionStarts = k % partitionRows == 0;
            if (partitionStarts) {
                partitionPieces[k / partitionRows] = pieces;
            }
            if (partitionStarts || of != level[order[k - 1]]) {
                pieceRows[pieces] = k;
                pieceLevel[pieces] = of;
                levelPieces[of + 1]++;
                pieces++;
            }
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
