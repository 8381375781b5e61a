package leapfrog.model;

/**
 * Sums the products of columns over rows, level by level, that a {@link Marginal} is made of.
 *
 * @param effects K
 * @param columns p, and those of further factors' effects
 * @param effectGram [J × K × K] ZᵀWZ of each level
 * @param effectColumn [J × K × p] ZᵀWX
 * @param effectResponse [J × K] ZᵀWy
 * @param columnGram [p × p] XᵀWX
 * @param columnResponse [p] XᵀWy
 */
public record MarginalSums(
        int effects,
        int columns,
        double[] effectGram,
        double[] effectColumn,
        double[] effectResponse,
        double[] columnGram,
        double[] columnResponse) {
    /** Of no row yet. */
    public static MarginalSums zero(int levels, int effects, int columns) {
        return new MarginalSums(
                effects,
                columns,
                new double[levels * effects * effects],
                new double[levels * effects * columns],
                new double[levels * effects],
                new double[columns * columns],
                new double[columns]);
    }

    /**
     * Adds a row.
     *
     * @param w its weight
     * @param x columns that are not 0 in this row
     * @param at which they are
     * @param z [K] covariates of the effects
     */
    public void add(int level, double w, double y, double[] x, int[] at, double[] z) {
        for (int m = 0; m < x.length; m++) {
            columnResponse[at[m]] += w * x[m] * y;
            for (int n = 0; n < x.length; n++) {
                columnGram[at[m] * columns + at[n]] += w * x[m] * x[n];
            }
        }
        for (int a = 0; a < effects; a++) {
            int row = level * effects + a;
            effectResponse[row] += w * z[a] * y;
            for (int b = 0; b < effects; b++) {
                effectGram[row * effects + b] += w * z[a] * z[b];
            }
            for (int m = 0; m < x.length; m++) {
                effectColumn[row * columns + at[m]] += w * z[a] * x[m];
            }
        }
    }
}
