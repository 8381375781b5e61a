package leapfrog.model;

import java.util.Arrays;

/**
 * Makes the Cholesky factor L of a correlation matrix [K × K] of its canonical partial correlations, as {@link ModelData.Correlated} has
 * them, and pulls derivatives by its entries back to those.
 */
final class CorrelationFactor {
    private final int size;
    private final int firstPartial;
    /** [K × K] row-major, lower-triangular: L, and derivatives by its entries. */
    final double[] value;

    final double[] derivative;

    CorrelationFactor(int size, int firstPartial) {
        this.size = size;
        this.firstPartial = firstPartial;
        value = new double[size * size];
        derivative = new double[size * size];
    }

    /** Fills L; the derivatives become 0. */
    void fill(ScalarParameters parameters) {
        Arrays.fill(derivative, 0);
        int partial = firstPartial;
        for (int i = 0; i < size; i++) {
            double logRest = 0;
            for (int j = 0; j < i; j++) {
                value[i * size + j] = parameters.value[partial] * Math.exp(0.5 * logRest);
                logRest += parameters.logarithm[partial++];
            }
            value[i * size + i] = Math.exp(0.5 * logRest);
        }
    }

    /**
     * By the coordinate of p_ij, ∂p/∂θ = 1 − p²: (1 − p_ij²) L_ij / p_ij from its own entry, and −p_ij times every later entry of the
     * row, each of which has the factor √(1 − p_ij²).
     */
    void pullBack(ScalarParameters parameters) {
        for (int i = 1; i < size; i++) {
            int row = firstPartial + i * (i - 1) / 2;
            double later = derivative[i * size + i] * value[i * size + i];
            for (int j = i - 1; j >= 0; j--) {
                int partial = row + j;
                double logRest = 0;
                for (int m = 0; m < j; m++) {
                    logRest += parameters.logarithm[row + m];
                }
                double own = derivative[i * size + j] * Math.exp(0.5 * logRest + parameters.logarithm[partial]);
                parameters.addByCoordinate(partial, own - parameters.value[partial] * later);
                later += derivative[i * size + j] * value[i * size + j];
            }
        }
    }
}
