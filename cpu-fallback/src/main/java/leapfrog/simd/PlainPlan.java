package leapfrog.simd;

import java.util.Arrays;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Rows;

/**
 * Holds unweighted rows of {@link leapfrog.model.Likelihood#NORMAL} without terms of other factors but with a constant one, which takes no
 * memory: of a row there are the response and its covariates, and no more to read.
 *
 * @param columns of all terms, the constant first
 * @param width number of covariates
 * @param covariates [width][rows] of each segment
 * @param offset less the response: [rows]
 * @param segmentStart first row of each run of rows of one level: [segments + 1]
 * @param segmentLevel [segments]
 */
record PlainPlan(
        Columns columns, int width, double[] covariates, double[] offset, int[] segmentStart, int[] segmentLevel)
        implements SortedRows {
    /**
     * Rows of a segment at most: sums of sums have smaller errors, and a segment that is read twice should stay in the second cache. What reads ahead
     * of the processor starts anew in each. With more covariates than eight, so few that it stays in the nearest one.
     */
    private static int longest(int width) {
        return width > 8 ? 1024 : 8192;
    }

    /** Whether rows of this likelihood, without terms of other factors, are such. */
    static boolean fits(ModelData data) {
        return data.rows().weight() == null && data.terms().stream().anyMatch(term -> term.covariate() < 0);
    }

    /** @param places of the first gradients of all terms */
    static PlainPlan of(ModelData data, int[] places) {
        Rows rows = data.rows();
        Columns columns = Columns.of(data, places);
        int[] level = columns.level();
        int n = rows.count();
        int width = columns.count() - 1;
        double[] offset = new double[n];
        int[] segmentStart = new int[n + 1];
        int[] segmentLevel = new int[n];
        int segments = 0;
        for (int i = 0; i < n; i++) {
            if (i == 0 || level[i] != level[i - 1] || i - segmentStart[segments - 1] == longest(width)) {
                segmentLevel[segments] = level[i];
                segmentStart[segments++] = i;
            }
            offset[i] = (rows.offset() == null ? 0 : rows.offset()[i]) - rows.response()[i];
        }
        segmentStart[segments] = n;
        double[] covariates = new double[n * width];
        for (int s = 0; s < segments; s++) {
            fill(rows, columns, segmentStart[s], segmentStart[s + 1], covariates);
        }
        return new PlainPlan(
                columns,
                width,
                covariates,
                offset,
                Arrays.copyOf(segmentStart, segments + 1),
                Arrays.copyOf(segmentLevel, segments));
    }

    private static void fill(Rows rows, Columns columns, int start, int end, double[] covariates) {
        int width = columns.count() - 1;
        for (int k = 0; k < width; k++) {
            int at = start * width + k * (end - start);
            for (int i = start; i < end; i++) {
                covariates[at + i - start] = columns.value(1 + k, rows, i);
            }
        }
    }

    @Override
    public int segmentColumns() {
        return columns.end().length;
    }
}
