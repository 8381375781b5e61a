package leapfrog.model;

import java.util.Arrays;

/**
 * Turns one block of correlated effects into what is reported, in place: noncentered deviations z into L z, then the Cholesky factor L into
 * the correlations of R = L Lᵀ. Its coefficients stand side by side, one row a level; its correlations row by row of the lower triangle.
 *
 * @param first where its first effect is reported
 * @param correlation where R_21 is reported; R_31, R_32, … follow
 */
record ReportedBlock(Layout.Block block, Reporter.Place first, int correlation) {
    /** Of positions [dimension][draws], what is reported [quantities][draws]. */
    void report(double[][] positions, double[][] out, int draws) {
        for (int row = 0; row < block.size(); row++) {
            fillRow(row, positions, out, draws);
        }
        correlateDeviations(positions, out, draws);
        for (int column = block.size() - 2; column >= 0; column--) {
            fillCorrelations(column, positions, out, draws);
        }
    }

    /** Gives correlations of effects whose standard deviations have signs the signs' product, once their coefficients are made. */
    void unsign(double[][] out, int draws) {
        for (int row = 1; row < block.size(); row++) {
            double[] rowSd = out[first.sd() + row];
            for (int column = 0; column < row; column++) {
                double[] columnSd = out[first.sd() + column];
                double[] entry = out[entry(row, column)];
                for (int i = 0; i < draws; i++) {
                    entry[i] *= Math.signum(rowSd[i] * columnSd[i]);
                }
            }
        }
    }

    /** Where entry (row, column) of L, below its diagonal, is kept. */
    private int entry(int row, int column) {
        return correlation + row * (row - 1) / 2 + column;
    }

    /** The coordinates of a partial correlation. */
    private double[] partial(int row, int column, double[][] positions) {
        return positions[block.firstPartial() + row * (row - 1) / 2 + column];
    }

    /** L_ij = tanh θ_ij / Π_{m<j} cosh θ_im, for 1 − tanh² = 1 / cosh². */
    private void fillRow(int row, double[][] positions, double[][] out, int draws) {
        double[] rest = new double[draws];
        Arrays.fill(rest, 1);
        for (int column = 0; column < row; column++) {
            double[] theta = partial(row, column, positions);
            double[] entry = out[entry(row, column)];
            for (int i = 0; i < draws; i++) {
                entry[i] = Math.tanh(theta[i]) * rest[i];
                rest[i] /= Math.cosh(theta[i]);
            }
        }
    }

    /** L_ii = 1 / Π_{m<i} cosh θ_im. */
    private double[] diagonal(int row, double[][] positions, int draws) {
        double[] rest = new double[draws];
        Arrays.fill(rest, 1);
        for (int column = 0; column < row; column++) {
            double[] theta = partial(row, column, positions);
            for (int i = 0; i < draws; i++) {
                rest[i] /= Math.cosh(theta[i]);
            }
        }
        return rest;
    }

    /** Last row first, which needs the deviations of all others. */
    private void correlateDeviations(double[][] positions, double[][] out, int draws) {
        for (int row = block.size() - 1; row > 0; row--) {
            double[] diagonal = diagonal(row, positions, draws);
            for (int j = 0; j < first.effect().levels(); j++) {
                if (!first.effect().centered()[j]) {
                    correlate(row, diagonal, first.coefficient(j), out, draws);
                }
            }
        }
    }

    /** One entry of L z. */
    private void correlate(int row, double[] diagonal, int level, double[][] out, int draws) {
        double[] deviation = out[level + row];
        for (int i = 0; i < draws; i++) {
            deviation[i] *= diagonal[i];
        }
        for (int column = 0; column < row; column++) {
            addProduct(out[entry(row, column)], out[level + column], deviation, draws);
        }
    }

    /** R_ij = Σ_{m≤j} L_im L_jm for all i > j; last column first, because earlier ones do not need its part of L. */
    private void fillCorrelations(int column, double[][] positions, double[][] out, int draws) {
        double[] diagonal = diagonal(column, positions, draws);
        for (int row = column + 1; row < block.size(); row++) {
            double[] entry = out[entry(row, column)];
            for (int i = 0; i < draws; i++) {
                entry[i] *= diagonal[i];
            }
            for (int m = 0; m < column; m++) {
                addProduct(out[entry(row, m)], out[entry(column, m)], entry, draws);
            }
        }
    }

    private static void addProduct(double[] a, double[] b, double[] to, int draws) {
        for (int i = 0; i < draws; i++) {
            to[i] += a[i] * b[i];
        }
    }
}
