package leapfrog.model.prior;

import leapfrog.math.LogGamma;

/**
 * Computes log P(X ≤ x) of the standard normal and of Student's t, with small relative error far into both tails; a truncated
 * prior is renormalised by it.
 *
 * <p>Sources: Marsaglia, Evaluating the normal distribution, 2004, doi 10.18637/jss.v011.i04 (series); Abramowitz and Stegun 26.2.14
 * (Laplace's continued fraction) and 26.5.8 (that of the incomplete beta function), by the modified method of Lentz.
 */
final class LowerTail {
    private static final double TINY = 1e-300;
    private static final int MOST_TERMS = 100_000;

    private LowerTail() {}

    /** log(1 − exp x), x ≤ 0, without cancellation. */
    static double logComplement(double x) {
        return x > -Math.log(2) ? Math.log(-Math.expm1(x)) : Math.log1p(-Math.exp(x));
    }

    /** log Φ(x); x may be infinite. */
    static double logNormal(double x) {
        if (x < -2) {
            return logNormalTail(-x);
        }
        if (x > 2) {
            return Math.log1p(-Math.exp(logNormalTail(x)));
        }
        double term = x;
        double sum = x;
        for (int k = 3; sum + term != sum; k += 2) {
            term *= x * x / k;
            sum += term;
        }
        return Math.log(0.5 + sum * Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI));
    }

    /** log P(X > x) for x ≥ 2: log φ(x) − log(x + 1/(x + 2/(x + 3/(x + …)))). */
    private static double logNormalTail(double x) {
        if (x == Double.POSITIVE_INFINITY) {
            return Double.NEGATIVE_INFINITY;
        }
        double fraction = x;
        double c = x;
        double d = 0;
        double factor = 0;
        for (int k = 1; Math.abs(factor - 1) > 1e-16 && k < MOST_TERMS; k++) {
            d = 1 / (x + k * d);
            c = x + k / c;
            factor = c * d;
            fraction *= factor;
        }
        return -0.5 * x * x - 0.5 * Math.log(2 * Math.PI) - Math.log(fraction);
    }

    /**
     * log P(T ≤ t) with df degrees of freedom; the mass beyond |t| on one side is I_w(df/2, 1/2) / 2, w = df / (df + t²).
     *
     * @param df > 0
     */
    static double logStudentT(double t, double df) {
        if (t == 0 || Double.isInfinite(t)) {
            return t == 0 ? Math.log(0.5) : t > 0 ? 0 : t;
        }
        double ratio = t * t / df;
        double logW = -Math.log1p(ratio);
        double logRest = -Math.log1p(1 / ratio);
        double a = 0.5 * df;
        double logFront = a * logW + 0.5 * logRest + LogGamma.halfStep(a) - 0.5 * Math.log(Math.PI);
        if (Math.exp(logW) < (a + 1) / (a + 2.5)) {
            double logTail = logFront - Math.log(a) + Math.log(betaFraction(Math.exp(logW), a, 0.5)) - Math.log(2);
            return t < 0 ? logTail : Math.log1p(-Math.exp(logTail));
        }
        double middle = Math.exp(logFront) / 0.5 * betaFraction(Math.exp(logRest), 0.5, a);
        return Math.log(0.5) + Math.log1p(t < 0 ? -middle : middle);
    }

    /** The continued fraction 1/(1 + d₁/(1 + d₂/(1 + …))) of I_x(a, b) · a B(a, b) / (x^a (1 − x)^b). */
    private static double betaFraction(double x, double a, double b) {
        double c = 1;
        double d = 1 / nonZero(1 - (a + b) * x / (a + 1));
        double fraction = d;
        double factor = 0;
        for (int m = 1; Math.abs(factor - 1) > 1e-16 && m < MOST_TERMS; m++) {
            double even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m));
            d = 1 / nonZero(1 + even * d);
            c = nonZero(1 + even / c);
            fraction *= d * c;
            double odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1));
            d = 1 / nonZero(1 + odd * d);
            c = nonZero(1 + odd / c);
            factor = d * c;
            fraction *= factor;
        }
        return fraction;
    }

    private static double nonZero(double value) {
        return Math.abs(value) < TINY ? TINY : value;
    }
}
