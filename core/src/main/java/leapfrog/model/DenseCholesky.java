package leapfrog.model;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.decomposition.TriangularSolver_DDRM;
import org.ejml.dense.row.decomposition.chol.CholeskyDecompositionInner_DDRM;
import org.ejml.dense.row.linsol.chol.LinearSolverChol_DDRM;

/** Factors S = C Cᵀ of any size by EJML, solves with C and inverts S, without allocating once it has done so. */
final class DenseCholesky {
    private final int size;
    private final CholeskyDecompositionInner_DDRM factor = new CholeskyDecompositionInner_DDRM(true);
    private final LinearSolverChol_DDRM solver = new LinearSolverChol_DDRM(factor);
    /** [n × n] S, then C; S⁻¹. */
    final DMatrixRMaj matrix;

    final DMatrixRMaj inverse;

    DenseCholesky(int size) {
        this.size = size;
        matrix = new DMatrixRMaj(size, size);
        inverse = new DMatrixRMaj(size, size);
    }

    /** Factors the matrix, whose lower triangle alone is read; returns log |C|, NaN if it is not positive definite. */
    double factor() {
        double[] s = matrix.data;
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < i; j++) {
                s[j * size + i] = s[i * size + j];
            }
        }
        if (size == 0) {
            return 0;
        }
        if (!solver.setA(matrix)) {
            return Double.NaN;
        }
        double product = 1;
        double log = 0;
        for (int i = 0; i < size; i++) {
            product *= s[i * size + i];
            if (!(product > 1e-100 && product < 1e100)) {
                log += Math.log(product);
                product = 1;
            }
        }
        return log + Math.log(product);
    }

    /** x becomes C⁻¹ x. */
    void solve(double[] x) {
        TriangularSolver_DDRM.solveL(matrix.data, x, size);
    }

    /** x becomes C⁻ᵀ x. */
    void solveTransposed(double[] x) {
        TriangularSolver_DDRM.solveTranL(matrix.data, x, size);
    }

    /** Fills S⁻¹. */
    void invert() {
        if (size > 0) {
            solver.invert(inverse);
        }
    }
}
