package leapfrog.model;

import java.util.Arrays;
import leapfrog.math.Triangle;

/**
 * Makes the normal distribution of the population coefficients that are integrated out, given scales and the other coefficients: precision
 * P = C Cᵀ and mean P⁻¹ g. Of all columns the priors and what levels leave are a precision matrix, a vector and q; the coefficients that are
 * given take their columns out of the two latter.
 */
final class PairedCoefficients {
    /** What levels take out of the products of columns: Σ xᵀ M⁻¹ x of x of column m and of n, n ≤ m; 0 is the response, m + 1 that of coefficient m. */
    interface Levels {
        double product(int m, int n);
    }

    private final Marginal data;
    private final int columns;
    private final int integrated;
    private final int count;
    /** [integrated × integrated] C, and [given × columns] the rows of the precision matrix of those that are given, up to the diagonal. */
    private final double[] factor;

    private final double[] givenRows;
    /** [columns] C⁻¹ g, then the vector's entries of those that are given, less what these take out. */
    private final double[] half;
    /** log |C|; NaN if P is not positive definite. */
    double logFactor;
    /** What is to be taken out of q of all columns: gᵀ P⁻¹ g, and the share of the coefficients that are given. */
    double explained;

    PairedCoefficients(Marginal data) {
        this.data = data;
        columns = data.columns();
        integrated = data.integrated();
        count = data.given().length;
        factor = new double[integrated * integrated];
        givenRows = new double[count * columns];
        half = new double[columns];
    }

    /** @param given β of those that are given */
    void condition(double tau, Levels levels, double[] given) {
        for (int m = 0; m < columns; m++) {
            half[m] = data.priorMoment()[m] + tau * (data.columnResponse()[m] - levels.product(m + 1, 0));
            double[] to = m < integrated ? factor : givenRows;
            int row = m < integrated ? m * integrated : (m - integrated) * columns;
            for (int n = 0; n <= m; n++) {
                int at = m * columns + n;
                to[row + n] = data.priorPrecision()[at] + tau * (data.columnGram()[at] - levels.product(m + 1, n + 1));
            }
        }
        explained = 0;
        takeOut(given);
        logFactor = Triangle.factor(factor, 0, integrated);
        Triangle.solve(factor, 0, integrated, half, 0, 1);
        for (int m = 0; m < integrated; m++) {
            explained += half[m] * half[m];
        }
    }

    private void takeOut(double[] given) {
        for (int k = 0; k < count; k++) {
            explained += given[k] * half[integrated + k];
        }
        for (int k = 0; k < count; k++) {
            int row = k * columns;
            for (int n = 0; n < integrated + k; n++) {
                half[n] -= given[k] * givenRows[row + n];
            }
            for (int l = 0; l <= k; l++) {
                half[integrated + k] -= given[l] * givenRows[row + integrated + l];
            }
        }
        for (int k = 0; k < count; k++) {
            explained += given[k] * half[integrated + k];
        }
    }

    /** Turns standard normal numbers into β of those that are integrated out. */
    void draw(double[] numbers) {
        for (int m = 0; m < integrated; m++) {
            numbers[m] += half[m];
        }
        Triangle.solveTransposed(factor, 0, integrated, numbers, 0, 1);
    }

    /** Writes E[β] of those that are integrated out, and their C⁻¹ [integrated × p] row-major, which is 0 in the columns of the others. */
    void moments(double[] mean, double[] inverse) {
        System.arraycopy(half, 0, mean, 0, integrated);
        Triangle.solveTransposed(factor, 0, integrated, mean, 0, 1);
        Arrays.fill(inverse, 0);
        for (int m = 0; m < integrated; m++) {
            inverse[m * columns + m] = 1;
        }
        Triangle.solve(factor, 0, integrated, inverse, 0, columns);
    }

    /** The derivative by one of those that are given. */
    double derivative(int k, double[] mean) {
        double derivative = half[integrated + k];
        for (int n = 0; n < integrated; n++) {
            derivative -= givenRows[k * columns + n] * mean[n];
        }
        return derivative;
    }
}
