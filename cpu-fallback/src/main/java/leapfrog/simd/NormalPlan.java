package leapfrog.simd;

import java.util.Arrays;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.Rows;

/**
 * Holds rows of {@link leapfrog.model.Likelihood#NORMAL} without terms of other factors. Rows are multiplied by the square roots of their
 * weights, and each segment is filled up with rows of zeros, which add nothing, to a multiple of the rows that go together.
 *
 * @param columns of all terms, two at least
 * @param width how many they are
 * @param covariates [rows × width]
 * @param offset less the response: [rows]
 * @param segmentStart first row of each run of rows of one level: [segments + 1]
 * @param segmentLevel [segments]
 */
record NormalPlan(
        Columns columns, int width, double[] covariates, double[] offset, int[] segmentStart, int[] segmentLevel)
        implements SortedRows {
    /** Rows of a segment at most: sums of sums have smaller errors. */
    private static final int LONGEST = 1024;

    /** @param places of the first gradients of all terms */
    static NormalPlan of(ModelData data, int[] places) {
        Rows rows = data.rows();
        Columns columns = Columns.of(data, places);
        int width = Math.max(2, columns.count());
        int[] level = columns.level();
        int group = NormalPass.rowsTogether(width);
        int[] segmentLevel = new int[level.length];
        int[] segmentStart = new int[level.length + 1];
        int[] place = new int[level.length];
        int segment = -1;
        int next = 0;
        for (int i = 0; i < level.length; i++) {
            if (i == 0 || level[i] != level[i - 1] || next - segmentStart[segment] == LONGEST) {
                next = Math.ceilDiv(next, group) * group;
                segmentStart[++segment] = next;
                segmentLevel[segment] = level[i];
            }
            place[i] = next++;
        }
        int count = Math.ceilDiv(next, group) * group;
        segmentStart[segment + 1] = count;
        double[] covariates = new double[count * width];
        double[] offset = new double[count];
        for (int i = 0; i < level.length; i++) {
            double root = rows.weight() == null ? 1 : Math.sqrt(rows.weight()[i]);
            double known = rows.offset() == null ? 0 : rows.offset()[i];
            offset[place[i]] = root * (known - rows.response()[i]);
            for (int k = 0; k < columns.count(); k++) {
                covariates[place[i] * width + k] = root * columns.value(k, rows, i);
            }
        }
        return new NormalPlan(
                columns.widened(width),
                width,
                covariates,
                offset,
                Arrays.copyOf(segmentStart, segment + 2),
                Arrays.copyOf(segmentLevel, segment + 1));
    }

    @Override
    public int segmentColumns() {
        return columns.end().length;
    }
}
