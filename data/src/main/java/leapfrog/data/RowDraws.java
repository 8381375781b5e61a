package leapfrog.data;

/**
 * Supplies a number for each row at each draw (log likelihoods, predictions) in blocks of rows, so that they need never be in memory
 * together.
 */
public interface RowDraws {
    /** The table's index of each row, ascending. */
    int[] rows();

    /** Number of chains. */
    int chains();

    /** Draws a chain. */
    int draws();

    /** Rows of each block but the last. */
    int blockRows();

    /** Hands all blocks over, in the order of rows; returns when the last one is taken. */
    void stream(Sink sink);

    /** Takes blocks. */
    interface Sink {
        /**
         * Takes the next block.
         *
         * @param values [rows of the block][chains · draws], chain after chain; may be used again for later blocks
         */
        void take(double[][] values);
    }
}
