package leapfrog.simd;

import java.util.Arrays;

/**
 * Sorts the rows of each tile by the levels of one factor. Rows of one level in one tile are a segment.
 *
 * @param row a row's place in its tile: [rows] in the order of tiles, then levels
 * @param level of the rows in their own order
 * @param tileSegments tile k has segments tileSegments[k] … tileSegments[k+1]−1
 * @param segmentStart where a segment starts in the sorted order: [segments + 1]
 * @param segmentLevel the level of a segment
 */
record TileOrder(int[] row, int[] level, int[] tileSegments, int[] segmentStart, int[] segmentLevel) {
    /** Rows a segment from which on sorting pays: sums stay in registers, at the price of a loop a segment. */
    private static final int LONG = 4;

    static TileOrder of(int[] level) {
        int n = level.length;
        int tiles = (n + TilePlan.TILE - 1) / TilePlan.TILE;
        int[] row = new int[n];
        int[] tileSegments = new int[tiles + 1];
        int[] segmentStart = new int[n + 1];
        int[] segmentLevel = new int[n];
        int segments = 0;
        long[] keys = new long[TilePlan.TILE];
        for (int tile = 0; tile < tiles; tile++) {
            int start = tile * TilePlan.TILE;
            int size = Math.min(TilePlan.TILE, n - start);
            for (int i = 0; i < size; i++) {
                keys[i] = (long) level[start + i] << 32 | i;
            }
            Arrays.sort(keys, 0, size);
            for (int i = 0; i < size; i++) {
                int at = (int) (keys[i] >>> 32);
                if (i == 0 || at != segmentLevel[segments - 1]) {
                    segmentLevel[segments] = at;
                    segmentStart[segments] = start + i;
                    segments++;
                }
                row[start + i] = (int) keys[i];
            }
            tileSegments[tile + 1] = segments;
        }
        segmentStart[segments] = n;
        return new TileOrder(
                row,
                level,
                tileSegments,
                Arrays.copyOf(segmentStart, segments + 1),
                Arrays.copyOf(segmentLevel, segments));
    }

    /** Whether segments are long enough to be worth their loops. */
    boolean longSegments() {
        return row.length >= LONG * segmentLevel.length;
    }
}
