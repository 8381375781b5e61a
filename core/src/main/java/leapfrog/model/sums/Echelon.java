package leapfrog.model.sums;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.qr.QrHelperFunctions_DDRM;

/**
 * Brings a stream of rows [x, y] to row echelon form by Householder reflections of EJML, block by block: each block is stacked below
 * the form of those before it (Demmel, Grigori, Hoemmen and Langou 2012, the sequential TSQR, doi:10.1137/080731992).
 *
 * <p>Differs from a triangular R in that a column that depends on those before it, to rounding, takes no row. Each column of X and y is
 * as if perturbed by a small multiple of 2⁻⁵³ of its own norm (Higham 2002, theorem 19.4), which the Gram matrix XᵀX cannot claim.
 */
public final class Echelon {
    /** What is left of a column below the rows before it, relative to its norm, is rounding if no larger. */
    private static final double DEPENDENT = 0x1p-49;

    private final int columns;
    private final DMatrixRMaj stack;
    /** One column, and what the reflections need. */
    private final double[] reflector;

    private final double[] work;
    private final ExactSum residual = new ExactSum();
    private int rows;

    /** Of x with so many columns, of which there are no rows yet. */
    public Echelon(int columns) {
        this.columns = columns;
        stack = new DMatrixRMaj(columns + Math.max(64, 4 * columns), columns + 1);
        reflector = new double[stack.numRows];
        work = new double[columns + 1];
    }

    /** Begins another matrix. */
    public void clear() {
        rows = 0;
        residual.clear();
    }

    /** Adds a row [columns + 1], x and then y; it is copied. */
    public void add(double[] row) {
        if (rows == stack.numRows) {
            reduce();
        }
        System.arraycopy(row, 0, stack.data, rows * (columns + 1), columns + 1);
        rows++;
    }

    /** Returns how many rows are left. */
    public int finish() {
        reduce();
        return rows;
    }

    /** An entry of a row that is left: of x, or behind its columns of y. */
    public double get(int row, int column) {
        return stack.unsafe_get(row, column);
    }

    /** ‖y − Q Qᵀy‖² of all rows. */
    public double residualSquares() {
        return residual.value();
    }

    private void reduce() {
        int rank = 0;
        for (int column = 0; column < columns && rank < rows; column++) {
            if (independent(column, rank)) {
                reflect(column, rank);
                rank++;
            } else {
                clear(column, rank);
            }
        }
        for (int i = rank; i < rows; i++) {
            double y = stack.unsafe_get(i, columns);
            residual.addProduct(y, y);
        }
        rows = rank;
    }

    /** Whether a column has more than rounding from row {@code from} on; scaled, so that no square is too large or small. */
    private boolean independent(int column, int from) {
        double largest = 0;
        for (int i = 0; i < rows; i++) {
            largest = Math.max(largest, Math.abs(stack.unsafe_get(i, column)));
        }
        double above = 0;
        double below = 0;
        for (int i = 0; i < rows; i++) {
            double x = stack.unsafe_get(i, column) / largest;
            above += i < from ? x * x : 0;
            below += i < from ? 0 : x * x;
        }
        // A column of zeros makes NaN of both, which is larger than nothing.
        return below > DEPENDENT * DEPENDENT * (above + below);
    }

    /** Makes a column 0 below row {@code pivot} by a reflection of all columns from it on. */
    private void reflect(int column, int pivot) {
        if (rows - pivot == 1) {
            return;
        }
        for (int i = pivot; i < rows; i++) {
            reflector[i] = stack.unsafe_get(i, column);
        }
        double largest = QrHelperFunctions_DDRM.findMax(reflector, pivot, rows - pivot);
        double tau = QrHelperFunctions_DDRM.computeTauAndDivide(pivot, rows, reflector, largest);
        double head = reflector[pivot] + tau;
        QrHelperFunctions_DDRM.divideElements(pivot + 1, rows, reflector, head);
        reflector[pivot] = 1;
        QrHelperFunctions_DDRM.rank1UpdateMultR(stack, reflector, head / tau, column + 1, pivot, rows, work);
        clear(column, pivot);
        stack.unsafe_set(pivot, column, -tau * largest);
    }

    private void clear(int column, int from) {
        for (int i = from; i < rows; i++) {
            stack.unsafe_set(i, column, 0);
        }
    }
}
