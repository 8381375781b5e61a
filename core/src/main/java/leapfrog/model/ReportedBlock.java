package leapfrog.model;

/**
 * Turns one block of correlated effects into what is reported, in place: noncentered deviations z into L z, then the Cholesky factor L into
 * the correlations of R = L Lᵀ. Its coefficients stand side by side, one row a level; its correlations row by row of the lower triangle.
 *
 * @param first where its first effect is reported
 * @param correlation where R_21 is reported; R_31, R_32, … follow
 */
record ReportedBlock(Layout.Block block, Reporter.Place first, int correlation) {
    void report(double[] position, int at, double[] out, int outAt) {
        for (int row = 0; row < block.size(); row++) {
            fillRow(row, position, at, out, outAt);
        }
        correlateDeviations(position, at, out, outAt);
        for (int column = block.size() - 2; column >= 0; column--) {
            fillCorrelations(column, position, at, out, outAt);
        }
    }

    /** Gives correlations of effects whose standard deviations have signs the signs' product, once their coefficients are made. */
    void unsign(double[] out, int outAt) {
        for (int row = 1; row < block.size(); row++) {
            for (int column = 0; column < row; column++) {
                double sds = out[outAt + first.sd() + row] * out[outAt + first.sd() + column];
                out[outAt + entry(row, column)] *= Math.signum(sds);
            }
        }
    }

    /** Where entry (row, column) of L, below its diagonal, is kept. */
    private int entry(int row, int column) {
        return correlation + row * (row - 1) / 2 + column;
    }

    private double partial(int row, int column, double[] position, int at) {
        return position[at + block.firstPartial() + row * (row - 1) / 2 + column];
    }

    /** L_ij = tanh θ_ij / Π_{m<j} cosh θ_im, for 1 − tanh² = 1 / cosh². */
    private void fillRow(int row, double[] position, int at, double[] out, int outAt) {
        double rest = 1;
        for (int column = 0; column < row; column++) {
            double theta = partial(row, column, position, at);
            out[outAt + entry(row, column)] = Math.tanh(theta) * rest;
            rest /= Math.cosh(theta);
        }
    }

    /** L_ii = 1 / Π_{m<i} cosh θ_im. */
    private double diagonal(int row, double[] position, int at) {
        double rest = 1;
        for (int column = 0; column < row; column++) {
            rest /= Math.cosh(partial(row, column, position, at));
        }
        return rest;
    }

    /** Last row first, which needs the deviations of all others. */
    private void correlateDeviations(double[] position, int at, double[] out, int outAt) {
        for (int row = block.size() - 1; row > 0; row--) {
            double diagonal = diagonal(row, position, at);
            for (int j = 0; j < first.effect().levels(); j++) {
                if (!first.effect().centered()[j]) {
                    correlate(row, diagonal, outAt + first.coefficient() + j * first.stride(), out, outAt);
                }
            }
        }
    }

    /** One entry of L z. */
    private void correlate(int row, double diagonal, int level, double[] out, int outAt) {
        double sum = diagonal * out[level + row];
        for (int column = 0; column < row; column++) {
            sum += out[outAt + entry(row, column)] * out[level + column];
        }
        out[level + row] = sum;
    }

    /** R_ij = Σ_{m≤j} L_im L_jm for all i > j; last column first, because earlier ones do not need its part of L. */
    private void fillCorrelations(int column, double[] position, int at, double[] out, int outAt) {
        double diagonal = diagonal(column, position, at);
        for (int row = column + 1; row < block.size(); row++) {
            double sum = diagonal * out[outAt + entry(row, column)];
            for (int m = 0; m < column; m++) {
                sum += out[outAt + entry(row, m)] * out[outAt + entry(column, m)];
            }
            out[outAt + entry(row, column)] = sum;
        }
    }
}
