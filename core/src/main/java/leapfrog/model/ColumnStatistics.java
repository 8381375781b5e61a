package leapfrog.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Holds the mean and standard deviation (n − 1) of a column over the used rows, by two passes.
 *
 * @param sd exactly 0 if the column is constant or has one row
 */
record ColumnStatistics(double mean, double sd) {
    boolean constant() {
        return sd == 0;
    }

    /** What a change of one standard deviation is; of a constant column, its value. */
    double size() {
        if (!constant()) {
            return sd;
        }
        return mean == 0 ? 1 : Math.abs(mean);
    }

    /** Of a response, what the linear predictor varies by, row by row: the standard deviation, or 1 where there is none. */
    double noise() {
        return sd > 0 && Double.isFinite(sd) ? sd : 1;
    }

    /** Of a whole column. */
    static ColumnStatistics of(double[] column) {
        return of(column, column.length, null);
    }

    /** @param counts [n] how often each entry counts, or null for once each */
    static ColumnStatistics of(double @Nullable [] column, int n, double @Nullable [] counts) {
        return ofLevels(column, new int[n], 1, counts)[0];
    }

    /** Of the response of all rows that a design's stand for. */
    static ColumnStatistics ofResponse(Design design) {
        return ofResponse(design, design.response());
    }

    /** @param column [n] the response, perhaps less a number of each row's own */
    private static ColumnStatistics ofResponse(Design design, double[] column) {
        ColumnStatistics ofRows = of(column, column.length, design.counts());
        double squares = design.repeats() == null
                ? 0
                : Arrays.stream(design.repeats().squares()).sum();
        return squares == 0
                ? ofRows
                : new ColumnStatistics(
                        ofRows.mean, Math.sqrt(ofRows.sd * ofRows.sd + squares / (design.observations() - 1)));
    }

    /**
     * Of what the linear predictor without its offset stands for: the response less the offset; or on a link, where the response has
     * another scale, what has mean 0 with the offset, and sd 1.
     */
    static ColumnStatistics ofPredictor(Design design, Family family) {
        boolean identity = family.link() == Family.Link.IDENTITY;
        double[] offset = design.offset();
        if (offset == null) {
            return identity ? ofResponse(design) : new ColumnStatistics(0, 1);
        }
        if (!identity) {
            return new ColumnStatistics(-of(offset, offset.length, design.counts()).mean, 1);
        }
        double[] rest = design.response().clone();
        for (int i = 0; i < rest.length; i++) {
            rest[i] -= offset[i];
        }
        return ofResponse(design, rest);
    }

    /**
     * Of the columns x · 1[level = j], without making them.
     *
     * @param column [n] or null for the constant 1
     * @param level [n]
     * @param counts [n] how often each entry counts, or null for once each
     * @return one for each level
     */
    static ColumnStatistics[] ofLevels(
            double @Nullable [] column, int[] level, int levels, double @Nullable [] counts) {
        double n = counts == null ? level.length : Arrays.stream(counts).sum();
        double[] count = new double[levels];
        double[] sum = new double[levels];
        double[] least = new double[levels];
        double[] greatest = new double[levels];
        for (int i = 0; i < level.length; i++) {
            int j = level[i];
            double w = counts == null ? 1 : counts[i];
            double x = column == null ? 1 : column[i];
            least[j] = count[j] == 0 ? x : Math.min(least[j], x);
            greatest[j] = count[j] == 0 ? x : Math.max(greatest[j], x);
            count[j] += w;
            sum[j] += w * x;
        }
        double[] squares = new double[levels];
        double[] rest = new double[levels];
        for (int i = 0; i < level.length; i++) {
            double w = counts == null ? 1 : counts[i];
            double deviation = (column == null ? 1 : column[i]) - sum[level[i]] / n;
            squares[level[i]] += w * deviation * deviation;
            rest[level[i]] += w * deviation;
        }
        ColumnStatistics[] result = new ColumnStatistics[levels];
        for (int j = 0; j < levels; j++) {
            double mean = sum[j] / n;
            double zeros = n - count[j];
            boolean constant = least[j] == greatest[j] && (zeros == 0 || least[j] == 0);
            double correction = (rest[j] - zeros * mean) / n;
            double variance = (squares[j] + zeros * mean * mean - n * correction * correction) / (n - 1.0);
            result[j] = new ColumnStatistics(mean + correction, constant ? 0 : Math.sqrt(variance));
        }
        return result;
    }
}
