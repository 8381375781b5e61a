package leapfrog.compare;

/** Decomposes small symmetric positive definite matrices, stored row by row with their lower triangle, in place; allocates nothing. */
final class Cholesky {
    private Cholesky() {}

    /** Replaces the lower triangle of A by L with L Lᵀ = A; L is NaN from where A is not positive definite. */
    static void decompose(double[] a, int n) {
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = a[i * n + j];
                for (int k = 0; k < j; k++) {
                    sum -= a[i * n + k] * a[j * n + k];
                }
                a[i * n + j] = i == j ? Math.sqrt(sum) : sum / a[j * n + j];
            }
        }
    }

    /** Replaces x, n entries from {@code at} on, by L⁻¹ x. */
    static void solveLower(double[] l, int n, double[] x, int at) {
        for (int i = 0; i < n; i++) {
            double sum = x[at + i];
            for (int k = 0; k < i; k++) {
                sum -= l[i * n + k] * x[at + k];
            }
            x[at + i] = sum / l[i * n + i];
        }
    }

    /** Replaces x, n entries from {@code at} on, by L⁻ᵀ x. */
    static void solveUpper(double[] l, int n, double[] x, int at) {
        for (int i = n - 1; i >= 0; i--) {
            double sum = x[at + i];
            for (int k = i + 1; k < n; k++) {
                sum -= l[k * n + i] * x[at + k];
            }
            x[at + i] = sum / l[i * n + i];
        }
    }
}
