package leapfrog.model.merge;

import java.io.Serializable;
import java.util.Arrays;
import leapfrog.model.TallQr;

/**
 * Keeps of rows [1, x, y] the triangular factor of their QR decomposition: their number, means, and squares and products around these. Which
 * rows come first changes its last digits.
 */
final class Triangle implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int BLOCK = 256;

    private final int columns;
    private double count;
    /** [columns − 2] the least and the greatest of each column of x. */
    private final double[] least;

    private final double[] greatest;
    /** Rows that are to be decomposed, [used × columns]; the factor of those before them among them. */
    private double[] rows;

    private int used;

    /** @param covariates number of columns of x */
    Triangle(int covariates) {
        columns = covariates + 2;
        least = new double[covariates];
        greatest = new double[covariates];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        rows = new double[columns * columns];
    }

    /**
     * Adds a row that stands for some.
     *
     * @param x [covariates]
     * @param number how many rows it stands for
     * @param squares Σ (y − response)² over them
     */
    void add(double[] x, double y, double number, double squares) {
        count += number;
        double root = Math.sqrt(number);
        double[] row = new double[columns];
        row[0] = root;
        for (int k = 0; k < x.length; k++) {
            least[k] = Math.min(least[k], x[k]);
            greatest[k] = Math.max(greatest[k], x[k]);
            row[k + 1] = root * x[k];
        }
        row[columns - 1] = root * y;
        append(row);
        if (squares > 0) {
            Arrays.fill(row, 0);
            row[columns - 1] = Math.sqrt(squares);
            append(row);
        }
    }

    void add(Triangle other) {
        count += other.count;
        for (int k = 0; k < least.length; k++) {
            least[k] = Math.min(least[k], other.least[k]);
            greatest[k] = Math.max(greatest[k], other.greatest[k]);
        }
        for (int i = 0; i < other.used; i++) {
            append(Arrays.copyOfRange(other.rows, i * columns, (i + 1) * columns));
        }
    }

    private void append(double[] row) {
        if (used == columns + BLOCK) {
            compress();
        }
        if ((used + 1) * columns > rows.length) {
            rows = Arrays.copyOf(rows, Math.min(2 * rows.length, (columns + BLOCK) * columns));
        }
        System.arraycopy(row, 0, rows, used * columns, columns);
        used++;
    }

    /** Leaves as many rows as there are columns, at most. */
    void compress() {
        if (used <= columns) {
            return;
        }
        TallQr qr = new TallQr(columns);
        for (int i = 0; i < used; i++) {
            qr.add(Arrays.copyOfRange(rows, i * columns, (i + 1) * columns));
        }
        rows = qr.factor();
        used = columns;
    }

    /**
     * Rows with the same number, means, squares and products of [x, y]: one more than there are columns of x, each for as many rows. Their x lie
     * at the corners of a simplex around the mean, their y on a plane over these, and what no plane explains is in their squares.
     */
    MergedRows.Row[] representatives() {
        compress();
        double[] r = Arrays.copyOf(rows, columns * columns);
        int p = least.length;
        int m = p + 1;
        double stretch = Math.sqrt(m / count);
        double residual = r[columns * columns - 1];
        MergedRows.Row[] result = new MergedRows.Row[m];
        for (int i = 0; i < m; i++) {
            double[] v = new double[p + 1];
            for (int k = 0; k <= p; k++) {
                boolean constant = k < p && least[k] == greatest[k];
                double deviation = 0;
                for (int j = 0; j < p && !constant; j++) {
                    deviation = Math.fma(helmert(i, j), r[(j + 1) * columns + k + 1], deviation);
                }
                v[k] = constant ? least[k] : r[k + 1] / r[0] + stretch * deviation;
            }
            result[i] = new MergedRows.Row(Arrays.copyOf(v, p), v[p], count / m, residual * residual / m);
        }
        return result;
    }

    /** Column j of [p + 1 × p] orthonormal columns that are orthogonal to a column of ones. */
    private static double helmert(int row, int j) {
        double norm = Math.sqrt((j + 1.0) * (j + 2.0));
        return row <= j ? 1 / norm : row == j + 1 ? -(j + 1) / norm : 0;
    }
}
