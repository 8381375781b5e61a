package leapfrog.predict;

/** Holds the predictions of consecutive rows at all draws; one is used again for later rows. */
public final class PredictionBlock {
    private final double[][] values;
    private int from;
    private int to;

    PredictionBlock(int rows, int draws) {
        values = new double[rows][draws];
    }

    void begin(int first, int end) {
        from = first;
        to = end;
    }

    /** First of its rows, as an index into the design's rows. */
    public int from() {
        return from;
    }

    /** Behind the last of its rows. */
    public int to() {
        return to;
    }

    /** The predictions of row {@code from() + i}: [chains · draws], chain after chain. Valid until the block is handed back. */
    public double[] row(int i) {
        return values[i];
    }
}
