package leapfrog.compare;

/** Computes the log density of each row of a table at each draw of a posterior; safe for use by several threads. */
public interface RowLogDensity {
    /** Number of rows. */
    int rows();

    /** Number of chains. */
    int chains();

    /** Draws a chain. */
    int draws();

    /** How many rows to compute at a time, so that they are no more than so many numbers: at least one. */
    default int rowsWithin(long numbers) {
        return (int) Math.clamp(numbers / ((long) chains() * draws()), 1, Math.max(1, rows()));
    }

    /**
     * Computes some rows at all draws.
     *
     * @param from first row
     * @param target [rows wanted][chains × draws], chain after chain; is written
     */
    void evaluate(int from, double[][] target);

    /**
     * Computes these rows at all draws.
     *
     * @param target [rows][chains × draws], chain after chain; is written
     */
    default void evaluate(int[] rows, double[][] target) {
        for (int i = 0; i < rows.length; i++) {
            evaluate(rows[i], new double[][] {target[i]});
        }
    }
}
