package leapfrog.predict;

import java.util.Arrays;

/** Holds the predictions of consecutive rows at all draws; one is used again for later rows. */
public final class PredictionBlock {
    private final double[][] values;
    private double[][] sorted = new double[0][];
    private boolean isSorted;
    private int from;
    private int to;

    PredictionBlock(int rows, int draws) {
        values = new double[rows][draws];
    }

    void begin(int first, int end) {
        isSorted = false;
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

    /** Those of {@link #row} in ascending order, NaN last; all rows are sorted when the first one is asked for. */
    public double[] sorted(int i) {
        if (!isSorted) {
            sort();
        }
        return sorted[i];
    }

    private void sort() {
        if (sorted.length == 0) {
            sorted = new double[values.length][values[0].length];
        }
        for (int k = 0; k < to - from; k++) {
            System.arraycopy(values[k], 0, sorted[k], 0, values[k].length);
            Arrays.sort(sorted[k]);
        }
        isSorted = true;
    }
}
