package leapfrog.model;

/**
 * Takes coefficients that are given out of a precision matrix P and its moment g of any number of columns: where they stood P becomes the
 * identity and g 0, so that they are in no factor. Later they have their values as means, without variances.
 */
final class GivenColumns {
    private final GivenCoefficients given;
    private final int width;
    /** [given × width] their rows of P, and [given] their g, less what all of them take out. */
    private final double[] rows;

    private final double[] moment;

    /** @param width of the matrix */
    GivenColumns(GivenCoefficients given, int width) {
        this.given = given;
        this.width = width;
        rows = new double[given.count * width];
        moment = new double[given.count];
    }

    /**
     * Takes them out.
     *
     * @param p [width × width] of which the lower triangle is read and written
     * @param g [width]
     * @return what they take out of the quadratic form
     */
    double takeOut(double[] p, double[] g) {
        double taken = 0;
        for (int k = 0; k < given.count; k++) {
            int own = given.first + k;
            taken += given.beta[k] * g[own];
            for (int m = 0; m < width; m++) {
                rows[k * width + m] = p[Math.max(m, own) * width + Math.min(m, own)];
            }
        }
        for (int k = 0; k < given.count; k++) {
            for (int m = 0; m < width; m++) {
                g[m] -= given.beta[k] * rows[k * width + m];
            }
        }
        for (int k = 0; k < given.count; k++) {
            int own = given.first + k;
            moment[k] = g[own];
            taken += given.beta[k] * g[own];
            g[own] = 0;
            for (int m = 0; m < width; m++) {
                p[Math.max(m, own) * width + Math.min(m, own)] = m == own ? 1 : 0;
            }
        }
        return taken;
    }

    /**
     * Makes their values their means, and adds the derivatives by them.
     *
     * @param mean [width] P⁻¹ g
     * @param covariance [width × width] P⁻¹
     */
    void restore(double[] mean, double[] covariance, ScalarParameters scalars) {
        for (int k = 0; k < given.count; k++) {
            double derivative = moment[k];
            // Here those of all that are given are 0 still.
            for (int m = 0; m < width; m++) {
                derivative -= rows[k * width + m] * mean[m];
            }
            given.add(scalars, k, derivative);
        }
        for (int k = 0; k < given.count; k++) {
            int own = given.first + k;
            mean[own] = given.beta[k];
            covariance[own * width + own] = 0;
        }
    }
}
