package leapfrog.model.merge;

import java.io.Serializable;
import java.util.Arrays;
import leapfrog.model.sums.CellSum;
import leapfrog.model.sums.Echelon;

/**
 * Keeps of rows [1, x, y] the row echelon form of [1, x] and what that leaves of y: their number, means, and squares and products around these.
 * Which rows come first changes its last digits.
 */
final class DecomposedRows implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int BLOCK = 256;

    /** Of a row: of 1, x and y. */
    private final int columns;

    private double count;
    /** Σ of the squares that no [1, x] explains. */
    private double residual;
    /** [columns − 2] the least and the greatest of each column of x. */
    private final double[] least;

    private final double[] greatest;
    /** Rows that are to be decomposed, [used × columns]; the form of those before them among them. */
    private double[] rows;

    private int used;

    /** @param covariates number of columns of x */
    DecomposedRows(int covariates) {
        columns = covariates + 2;
        least = new double[covariates];
        greatest = new double[covariates];
        Arrays.fill(least, Double.POSITIVE_INFINITY);
        Arrays.fill(greatest, Double.NEGATIVE_INFINITY);
        rows = new double[columns * columns];
    }

    /**
     * Adds the rows of a cell.
     *
     * @param x what they share, [covariates] and perhaps more
     */
    void add(double[] x, CellSum cell) {
        count += cell.weight();
        residual += cell.squaresAroundMean();
        double root = Math.sqrt(cell.weight());
        double[] row = new double[columns];
        row[0] = root;
        for (int k = 0; k < least.length; k++) {
            least[k] = Math.min(least[k], x[k]);
            greatest[k] = Math.max(greatest[k], x[k]);
            row[k + 1] = root * x[k];
        }
        row[columns - 1] = root * cell.mean();
        append(row, 0);
    }

    void add(DecomposedRows other) {
        count += other.count;
        residual += other.residual;
        for (int k = 0; k < least.length; k++) {
            least[k] = Math.min(least[k], other.least[k]);
            greatest[k] = Math.max(greatest[k], other.greatest[k]);
        }
        for (int i = 0; i < other.used; i++) {
            append(other.rows, i);
        }
    }

    /** @param which of the rows in {@code from} */
    private void append(double[] from, int which) {
        if (used == columns + BLOCK) {
            decompose();
        }
        if ((used + 1) * columns > rows.length) {
            rows = Arrays.copyOf(rows, Math.min(2 * rows.length + columns, (columns + BLOCK) * columns));
        }
        System.arraycopy(from, which * columns, rows, used * columns, columns);
        used++;
    }

    /** Leaves as many rows as [1, x] has rank. */
    void decompose() {
        Echelon echelon = new Echelon(columns - 1);
        for (int i = 0; i < used; i++) {
            echelon.add(Arrays.copyOfRange(rows, i * columns, (i + 1) * columns));
        }
        used = echelon.finish();
        rows = new double[used * columns];
        for (int at = 0; at < rows.length; at++) {
            rows[at] = echelon.get(at / columns, at % columns);
        }
        residual += echelon.residualSquares();
    }

    /**
     * Rows with the same number, means, squares and products of [x, y]: as many as [1, x] has rank, each for as many rows. Their x lie at the corners
     * of a simplex around the mean, their y on a plane over these, and what no plane explains is in their squares.
     */
    MergedRows.Row[] representatives() {
        decompose();
        int m = used;
        double stretch = Math.sqrt(m / count);
        MergedRows.Row[] result = new MergedRows.Row[m];
        for (int i = 0; i < m; i++) {
            double[] v = new double[columns - 1];
            for (int k = 0; k < v.length; k++) {
                boolean constant = k < least.length && least[k] == greatest[k];
                v[k] = constant ? least[k] : rows[k + 1] / rows[0] + stretch * deviation(i, k + 1);
            }
            result[i] = new MergedRows.Row(Arrays.copyOf(v, least.length), v[least.length], count / m, residual / m);
        }
        return result;
    }

    private double deviation(int corner, int column) {
        double sum = 0;
        for (int j = 1; j < used; j++) {
            sum = Math.fma(helmert(corner, j - 1), rows[j * columns + column], sum);
        }
        return sum;
    }

    /** Column j of [rank × rank − 1] orthonormal columns that are orthogonal to a column of ones. */
    private static double helmert(int row, int j) {
        double norm = Math.sqrt((j + 1.0) * (j + 2.0));
        return row <= j ? 1 / norm : row == j + 1 ? -(j + 1) / norm : 0;
    }
}
