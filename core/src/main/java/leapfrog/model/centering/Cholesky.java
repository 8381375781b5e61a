package leapfrog.model.centering;

/** Does the linear algebra of small systems: decomposes symmetric positive definite matrices, A = C Cᵀ with lower triangular C, and solves with C
 * in place. */
final class Cholesky {
    private Cholesky() {}

    /** Turns the lower triangle of [n × n] A into C; NaN where A is not positive definite. */
    static void decompose(double[][] a) {
        for (int r = 0; r < a.length; r++) {
            for (int c = 0; c <= r; c++) {
                double sum = a[r][c];
                for (int k = 0; k < c; k++) {
                    sum -= a[r][k] * a[c][k];
                }
                a[r][c] = r == c ? Math.sqrt(sum) : sum / a[c][c];
            }
        }
    }

    /** ½ log |C Cᵀ|. */
    static double halfLogDeterminant(double[][] c) {
        double sum = 0;
        for (int k = 0; k < c.length; k++) {
            sum += Math.log(c[k][k]);
        }
        return sum;
    }

    /** x = C⁻¹ x. */
    static void forward(double[][] c, double[] x) {
        for (int r = 0; r < c.length; r++) {
            double sum = x[r];
            for (int k = 0; k < r; k++) {
                sum -= c[r][k] * x[k];
            }
            x[r] = sum / c[r][r];
        }
    }

    /** x = C⁻ᵀ x. */
    static void backward(double[][] c, double[] x) {
        for (int r = c.length - 1; r >= 0; r--) {
            double sum = x[r];
            for (int k = r + 1; k < c.length; k++) {
                sum -= c[k][r] * x[k];
            }
            x[r] = sum / c[r][r];
        }
    }

    /** aᵀ b. */
    static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int k = 0; k < a.length; k++) {
            sum += a[k] * b[k];
        }
        return sum;
    }
}
