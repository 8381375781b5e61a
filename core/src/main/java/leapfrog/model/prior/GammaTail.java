package leapfrog.model.prior;

import leapfrog.math.LogGamma;

/**
 * Computes log P(X ≤ x) and log P(X > x) of the standard gamma distribution, with small relative error in the tail of each; a
 * truncated prior is renormalised by them.
 *
 * <p>Sources: Abramowitz and Stegun 6.5.29 (the series, below the mean) and 6.5.31 (the continued fraction, above it, by the modified
 * method of Lentz). Both are as precise as log Γ(shape) is: about 1e-16 · shape · log shape for large shapes.
 */
final class GammaTail {
    private static final double TINY = 1e-300;
    private static final int MOST_TERMS = 100_000;

    private GammaTail() {}

    /** @param shape > 0 */
    static double logLower(double x, double shape) {
        if (x <= 0) {
            return Double.NEGATIVE_INFINITY;
        }
        return x < shape + 1 ? logSeries(x, shape) : LowerTail.logComplement(logFraction(x, shape));
    }

    /** @param shape > 0 */
    static double logUpper(double x, double shape) {
        if (x <= 0) {
            return 0;
        }
        return x < shape + 1 ? LowerTail.logComplement(logSeries(x, shape)) : logFraction(x, shape);
    }

    /** P(X ≤ x) = x^a e^(−x) / Γ(a + 1) · (1 + x/(a + 1) (1 + x/(a + 2) (…))). */
    private static double logSeries(double x, double shape) {
        double term = 1;
        double sum = 1;
        for (int n = 1; sum + term != sum && n < MOST_TERMS; n++) {
            term *= x / (shape + n);
            sum += term;
        }
        return shape * Math.log(x) - x - LogGamma.of(shape + 1) + Math.log(sum);
    }

    /** P(X > x) = x^a e^(−x) / Γ(a) · 1/(x + 1 − a − 1 (1 − a)/(x + 3 − a − 2 (2 − a)/(x + 5 − a − …))). */
    private static double logFraction(double x, double shape) {
        if (x == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        double b = x + 1 - shape;
        double c = 1 / TINY;
        double d = 1 / b;
        double fraction = d;
        double factor = 0;
        for (int n = 1; Math.abs(factor - 1) > 1e-16 && n < MOST_TERMS; n++) {
            double a = -n * (n - shape);
            b += 2;
            d = 1 / nonZero(a * d + b);
            c = nonZero(b + a / c);
            factor = d * c;
            fraction *= factor;
        }
        return shape * Math.log(x) - x - LogGamma.of(shape) + Math.log(fraction);
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
