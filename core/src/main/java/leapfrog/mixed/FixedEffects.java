package leapfrog.mixed;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.PopulationColumn;
import leapfrog.model.PopulationRank;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.QRDecomposition;

/**
 * Orthonormalises a design's fixed effects, X = Q R, and splits the response (less the offset) into Q Qᵀ y and the rest: Gram matrices of Q and
 * of the rest lose no digits to the scale or collinearity of X.
 *
 * @param names [p] of the columns of X
 * @param dropped a sentence for each column of the model matrix that X is without, for its rank is less than the number of its columns
 * @param basis [p][n] Q, column by column
 * @param triangle [p][p] R, upper triangular
 * @param projection [p] Qᵀ y
 * @param residual [n] y − Q Qᵀ y
 */
record FixedEffects(
        List<String> names,
        List<String> dropped,
        double[][] basis,
        double[][] triangle,
        double[] projection,
        double[] residual) {
    private static final long MOST_ENTRIES = 400_000_000;

    /** A share of the response's squares that is rounding. */
    private static final double EXACT = 1e-26;

    int size() {
        return names.size();
    }

    static FixedEffects of(Design design) {
        PopulationRank rank = PopulationRank.of(design);
        if (rank.dependent().size() >= PopulationRank.MOST) {
            PopulationRank.requireFull(design);
        }
        Map<String, String> dropped = dropped(rank);
        List<PopulationColumn> columns = PopulationColumn.of(design).stream()
                .filter(column -> !dropped.containsKey(column.name()))
                .toList();
        int n = design.response().length;
        int p = columns.size();
        if ((long) n * p > MOST_ENTRIES) {
            throw new InputException(p + " fixed effects on " + n
                    + " rows are too many for a dense model matrix; let them vary by group: (1 | g)");
        }
        double[] norms = new double[p];
        DMatrixRMaj matrix = new DMatrixRMaj(n, p);
        for (int k = 0; k < p; k++) {
            fill(design, columns.get(k), matrix, k);
            norms[k] = normalise(matrix, k);
        }
        double[][] triangle = new double[p][p];
        double[][] basis = new double[p][n];
        if (p > 0) {
            decompose(matrix, norms, triangle, basis);
        }
        double[] projection = new double[p];
        double[] residual = design.response().clone();
        double[] offset = design.offset();
        for (int i = 0; offset != null && i < n; i++) {
            residual[i] -= offset[i];
        }
        double before = dot(residual, residual);
        for (int pass = 0; pass < 2; pass++) { // the second takes out what rounding left
            for (int k = 0; k < p; k++) {
                double along = dot(basis[k], residual);
                projection[k] += along;
                for (int i = 0; i < n; i++) {
                    residual[i] -= along * basis[k][i];
                }
            }
        }
        if (dot(residual, residual) <= EXACT * before) {
            throw new InputException("the fixed effects fit the response exactly; there is no residual to estimate");
        }
        List<String> names = columns.stream().map(PopulationColumn::name).toList();
        return new FixedEffects(names, List.copyOf(dropped.values()), basis, triangle, projection, residual);
    }

    /** The columns that R drops too, and why. */
    private static Map<String, String> dropped(PopulationRank rank) {
        Map<String, String> dropped = new LinkedHashMap<>();
        rank.empty().forEach(column -> dropped.put(column, "b_" + column + " is dropped: no row informs it"));
        rank.dependent().forEach(one -> dropped.put(one.column(), one.text() + ", and dropped"));
        return dropped;
    }

    private static void fill(Design design, PopulationColumn column, DMatrixRMaj matrix, int k) {
        Design.PopulationTerm term = design.population().get(column.term());
        double[] covariate = term.covariate();
        int[] level = term.factor() < 0
                ? new int[0]
                : design.factors().get(term.factor()).level();
        for (int i = 0; i < matrix.numRows; i++) {
            boolean inside = term.factor() < 0 || level[i] == column.level();
            matrix.set(i, k, !inside ? 0 : covariate == null ? 1 : covariate[i]);
        }
    }

    /** Divides a column by its norm, which it returns. */
    private static double normalise(DMatrixRMaj matrix, int k) {
        double largest = 0;
        for (int i = 0; i < matrix.numRows; i++) {
            largest = Math.max(largest, Math.abs(matrix.get(i, k)));
        }
        double squares = 0;
        for (int i = 0; i < matrix.numRows; i++) {
            double x = matrix.get(i, k) / largest;
            squares += x * x;
        }
        double norm = largest * Math.sqrt(squares);
        for (int i = 0; i < matrix.numRows; i++) {
            matrix.set(i, k, matrix.get(i, k) / norm);
        }
        return norm;
    }

    private static void decompose(DMatrixRMaj matrix, double[] norms, double[][] triangle, double[][] basis) {
        QRDecomposition<DMatrixRMaj> qr = DecompositionFactory_DDRM.qr(matrix.numRows, matrix.numCols);
        if (!qr.decompose(matrix)) {
            throw new InputException("the model matrix of the fixed effects could not be decomposed");
        }
        DMatrixRMaj q = qr.getQ(null, true);
        DMatrixRMaj r = qr.getR(null, true);
        for (int k = 0; k < norms.length; k++) {
            for (int row = 0; row <= k; row++) {
                triangle[row][k] = r.get(row, k) * norms[k];
            }
            for (int i = 0; i < basis[k].length; i++) {
                basis[k][i] = q.get(i, k);
            }
        }
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
