package leapfrog.tornado;

/**
 * Says what a point of a task needs.
 *
 * @param header where the task's header stands in the tables
 * @param inputs numbers that rows read: coefficients and parameters
 * @param scores one a row
 * @param rowPieces pieces of the rows
 * @param termPieces pieces of the terms' levels
 * @param partials partial sums of both
 * @param sums that come back
 */
record TaskSize(int header, int inputs, int scores, int rowPieces, int termPieces, int partials, int sums) {
    static final TaskSize NOTHING = new TaskSize(0, 0, 0, 0, 0, 0, 0);

    /** The larger of each. */
    TaskSize orMore(TaskSize other) {
        return new TaskSize(
                Math.max(header, other.header),
                Math.max(inputs, other.inputs),
                Math.max(scores, other.scores),
                Math.max(rowPieces, other.rowPieces),
                Math.max(termPieces, other.termPieces),
                Math.max(partials, other.partials),
                Math.max(sums, other.sums));
    }

    /** What this many points of another task need besides; pieces and header stay. */
    TaskSize plus(TaskSize other, int points) {
        return new TaskSize(
                header,
                inputs + points * other.inputs,
                scores + points * other.scores,
                rowPieces,
                termPieces,
                partials + points * other.partials,
                sums + points * other.sums);
    }

    /** Doubles of a point in all arrays together. */
    long doubles() {
        return (long) inputs + scores + partials + sums;
    }

    /** Doubles of a point in the array that holds most. */
    int most() {
        return Math.max(Math.max(inputs, scores), Math.max(partials, sums));
    }
}
