package leapfrog.math;

import java.util.Arrays;

/** Factors and solves with small symmetric positive definite matrices, in place in larger arrays, without allocating. */
public final class Triangle {
    private Triangle() {}

    /**
     * Cholesky: turns the lower triangle of S = C Cᵀ into C; the upper one is neither read nor written.
     *
     * @param matrix S, [n × n] row-major from {@code at} on
     * @return log |C|; NaN if S is not positive definite
     */
    public static double factor(double[] matrix, int at, int n) {
        double product = 1;
        double log = 0;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[at + i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= matrix[at + i * n + k] * matrix[at + j * n + k];
                }
                matrix[at + i * n + j] = i == j ? Math.sqrt(sum) : sum / matrix[at + j * n + j];
            }
            product *= matrix[at + i * n + i];
            if (!(product > 1e-100 && product < 1e100)) {
                log += Math.log(product);
                product = 1;
            }
        }
        return log + Math.log(product);
    }

    /** X becomes C⁻¹ X, [n × columns] row-major from {@code to} on. */
    public static void solve(double[] factor, int at, int n, double[] x, int to, int columns) {
        for (int i = 0; i < n; i++) {
            for (int c = 0; c < columns; c++) {
                double sum = x[to + i * columns + c];
                for (int k = 0; k < i; k++) {
                    sum -= factor[at + i * n + k] * x[to + k * columns + c];
                }
                x[to + i * columns + c] = sum / factor[at + i * n + i];
            }
        }
    }

    /** X becomes C⁻ᵀ X. */
    public static void solveTransposed(double[] factor, int at, int n, double[] x, int to, int columns) {
        for (int i = n - 1; i >= 0; i--) {
            for (int c = 0; c < columns; c++) {
                double sum = x[to + i * columns + c];
                for (int k = i + 1; k < n; k++) {
                    sum -= factor[at + k * n + i] * x[to + k * columns + c];
                }
                x[to + i * columns + c] = sum / factor[at + i * n + i];
            }
        }
    }

    /** Writes (C Cᵀ)⁻¹, [n × n]. */
    public static void inverseProduct(double[] factor, int n, double[] inverse) {
        Arrays.fill(inverse, 0);
        for (int i = 0; i < n; i++) {
            inverse[i * n + i] = 1;
        }
        solve(factor, 0, n, inverse, 0, n);
        solveTransposed(factor, 0, n, inverse, 0, n);
    }
}
