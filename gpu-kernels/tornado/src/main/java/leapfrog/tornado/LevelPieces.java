package leapfrog.tornado;

/**
 * Cuts rows, in the order of a factor's levels, into pieces of one level each: a level of many rows has several.
 *
 * @param firstRows [pieces + 1] the first row of each piece in that order
 * @param levels [pieces]
 * @param counts [levels] pieces of each level; a level without rows has none
 * @param order [rows] the rows by level, ascending within one
 */
record LevelPieces(int[] firstRows, int[] levels, int[] counts, int[] order) {
    /** Rows of a piece, unless a single level had more than {@link #MOST_PIECES}. */
    private static final int PIECE_ROWS = 64;

    private static final int MOST_PIECES = 512;

    /** @param level [rows] */
    static LevelPieces of(int[] level, int levels) {
        int pieceRows = Math.max(PIECE_ROWS, Math.ceilDiv(level.length, MOST_PIECES));
        int[] rows = new int[levels];
        for (int of : level) {
            rows[of]++;
        }
        IntList first = new IntList();
        IntList levelOf = new IntList();
        int[] counts = new int[levels];
        int[] next = new int[levels];
        int row = 0;
        for (int j = 0; j < levels; j++) {
            next[j] = row;
            for (int end = row + rows[j]; row < end; row = Math.min(end, row + pieceRows)) {
                first.add(row);
                levelOf.add(j);
                counts[j]++;
            }
        }
        first.add(row);
        int[] order = new int[level.length];
        for (int i = 0; i < level.length; i++) {
            order[next[level[i]]++] = i;
        }
        return new LevelPieces(first.toArray(), levelOf.toArray(), counts, order);
    }

    int count() {
        return levels.length;
    }

    int countOf(int level) {
        return counts[level];
    }
}
