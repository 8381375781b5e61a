package leapfrog.tornado;

/**
 * Says what a point of a task needs.
 *
 * @param header where the task's header stands in the tables
 * @param inputs numbers that rows read: coefficients and parameters
 * @param scores one a row
 * @param partials partial sums
 * @param sums that come back
 * @param rowPieces items of the kernel of rows
 * @param farPieces items of the kernel of far pieces
 * @param addedSums items of the kernel that adds up partial sums
 */
record TaskSize(
        int header, int inputs, int scores, int partials, int sums, int rowPieces, int farPieces, int addedSums) {
    static final TaskSize NOTHING = new TaskSize(0, 0, 0, 0, 0, 0, 0, 0);

    /** The larger of each. */
    TaskSize orMore(TaskSize other) {
        return new TaskSize(
                Math.max(header, other.header),
                Math.max(inputs, other.inputs),
                Math.max(scores, other.scores),
                Math.max(partials, other.partials),
                Math.max(sums, other.sums),
                Math.max(rowPieces, other.rowPieces),
                Math.max(farPieces, other.farPieces),
                Math.max(addedSums, other.addedSums));
    }

    /** What this many points of another task need besides; items and header stay. */
    TaskSize plus(TaskSize other, int points) {
        return new TaskSize(
                header,
                inputs + points * other.inputs,
                scores + points * other.scores,
                partials + points * other.partials,
                sums + points * other.sums,
                rowPieces,
                farPieces,
                addedSums);
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
