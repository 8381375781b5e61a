package leapfrog.model;

import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;
import org.ejml.interfaces.decomposition.EigenDecomposition_F64;

/**
 * Finds coordinates in which two symmetric matrices A and B without negative eigenvalues, whose sum is positive definite, are both
 * diagonal.
 *
 * @param map [n × n] row-major; mapᵀ A map and mapᵀ B map are diagonal
 * @param logDeterminant log |det map|
 */
record Diagonalised(double[] map, double logDeterminant) {
    /**
     * With A + B = L Lᵀ and L⁻¹ A L⁻ᵀ = U Λ Uᵀ, the map is L⁻ᵀ U.
     *
     * @throws IllegalArgumentException if the sum is not positive definite
     */
    static Diagonalised of(double[] a, double[] b, int n) {
        DMatrixRMaj sum = new DMatrixRMaj(n, n);
        for (int k = 0; k < n * n; k++) {
            sum.data[k] = a[k] + b[k];
        }
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(n, true);
        if (!cholesky.decompose(sum)) {
            throw new IllegalArgumentException("the sum of the matrices is not positive definite");
        }
        DMatrixRMaj inverse = new DMatrixRMaj(n, n);
        CommonOps_DDRM.invert(cholesky.getT(null), inverse);
        DMatrixRMaj first = new DMatrixRMaj(n, n);
        DMatrixRMaj whitened = new DMatrixRMaj(n, n);
        CommonOps_DDRM.mult(inverse, new DMatrixRMaj(n, n, true, a), first);
        CommonOps_DDRM.multTransB(first, inverse, whitened);
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                double mean = 0.5 * (whitened.get(i, j) + whitened.get(j, i));
                whitened.set(i, j, mean);
                whitened.set(j, i, mean);
            }
        }
        EigenDecomposition_F64<DMatrixRMaj> eigen = DecompositionFactory_DDRM.eig(n, true, true);
        if (!eigen.decompose(whitened)) {
            throw new IllegalArgumentException("the eigenvalues were not found");
        }
        DMatrixRMaj map = new DMatrixRMaj(n, n);
        double log = 0;
        for (int k = 0; k < n; k++) {
            log += Math.log(inverse.get(k, k));
            DMatrixRMaj vector = eigen.getEigenVector(k);
            for (int i = 0; i < n; i++) {
                double entry = 0;
                for (int j = i; j < n; j++) {
                    entry += inverse.get(j, i) * vector.get(j);
                }
                map.set(i, k, entry);
            }
        }
        return new Diagonalised(map.data, log);
    }
}
