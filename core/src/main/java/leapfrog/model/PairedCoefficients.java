package leapfrog.model;

import leapfrog.math.Triangle;

/** Makes the normal distribution of the population coefficients β given scales: precision P = C Cᵀ and mean P⁻¹ g. */
final class PairedCoefficients {
    private final Marginal data;
    private final PairedLevels levels;
    private final int columns;
    /** [p × p] C. */
    private final double[] factor;
    /** [p] C⁻¹ g. */
    private final double[] half;
    /** log |C|; NaN if P is not positive definite. */
    double logFactor;
    /** q − gᵀ P⁻¹ g. */
    double quadratic;

    PairedCoefficients(Marginal data, PairedLevels levels) {
        this.data = data;
        this.levels = levels;
        columns = data.columns();
        factor = new double[columns * columns];
        half = new double[columns];
    }

    /** Takes levels that are conditioned. */
    void condition(double tau) {
        for (int m = 0; m < columns; m++) {
            half[m] = data.priorMoment()[m] + tau * (data.columnResponse()[m] - levels.product(m + 1, 0));
            for (int n = 0; n <= m; n++) {
                int at = m * columns + n;
                factor[at] = data.priorPrecision()[at] + tau * (data.columnGram()[at] - levels.product(m + 1, n + 1));
            }
        }
        quadratic = data.priorSquares() + tau * (data.responseSquares() - levels.product(0, 0));
        logFactor = Triangle.factor(factor, 0, columns);
        Triangle.solve(factor, 0, columns, half, 0, 1);
        for (double z : half) {
            quadratic -= z * z;
        }
    }

    /** Writes β of standard normal numbers. */
    void draw(double[] normals, double[] beta) {
        for (int m = 0; m < columns; m++) {
            beta[m] = half[m] + normals[m];
        }
        Triangle.solveTransposed(factor, 0, columns, beta, 0, 1);
    }

    /** Writes E[β], and C⁻¹ [p × p] row-major. */
    void moments(double[] mean, double[] inverse) {
        System.arraycopy(half, 0, mean, 0, columns);
        Triangle.solveTransposed(factor, 0, columns, mean, 0, 1);
        java.util.Arrays.fill(inverse, 0);
        for (int m = 0; m < columns; m++) {
            inverse[m * columns + m] = 1;
        }
        Triangle.solve(factor, 0, columns, inverse, 0, columns);
    }
}
