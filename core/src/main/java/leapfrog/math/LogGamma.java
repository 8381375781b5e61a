package leapfrog.math;

/**
 * Computes log Γ and the differences of log Γ and of digamma that densities are made of, for positive arguments. Differences are
 * computed as such, so that they keep their precision where both parts are huge.
 *
 * <p>Upwards by recurrence, then Stirling's series; source: Abramowitz and Stegun 6.1.40, 6.1.41, 6.3.18.
 */
public final class LogGamma {
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);
    /** From here on the series are exact to rounding. */
    private static final double ASYMPTOTIC = 10;
    /** Up to here a rising factorial is a product. */
    private static final int FEW = 16;

    private LogGamma() {}

    /** log Γ(x), x > 0; absolute error below 5 · 10⁻¹⁵ · max(1, |log Γ(x)|). */
    public static double of(double x) {
        double product = 1;
        double high = x;
        while (high < ASYMPTOTIC) {
            product *= high;
            high += 1;
        }
        return (high - 0.5) * Math.log(high) - high + HALF_LOG_TWO_PI + stirling(high) - Math.log(product);
    }

    /** log(n choose k) for real n ≥ k ≥ 0. */
    public static double choose(double n, double k) {
        return k == 0 || k == n ? 0 : of(n + 1) - of(k + 1) - of(n - k + 1);
    }

    /**
     * log Γ(a + n) − log Γ(a), the logarithm of a (a + 1) … (a + n − 1).
     *
     * @param a > 0
     * @param n ≥ 0, whole
     */
    public static double rising(double a, double n) {
        double sum = 0;
        if (n <= FEW) {
            for (int k = 0; k < n; k++) {
                sum += Math.log(a + k);
            }
            return sum;
        }
        double low = a;
        while (low < ASYMPTOTIC) {
            sum -= Math.log1p(n / low);
            low += 1;
        }
        double high = low + n;
        return sum + (low - 0.5) * Math.log1p(n / low) + n * (Math.log(high) - 1) + stirling(high) - stirling(low);
    }

    /**
     * ψ(a + n) − ψ(a) = 1/a + 1/(a + 1) + … + 1/(a + n − 1), the derivative of {@link #rising} by a.
     *
     * @param a > 0
     * @param n ≥ 0, whole
     */
    public static double risingSlope(double a, double n) {
        double sum = 0;
        if (n <= FEW) {
            for (int k = 0; k < n; k++) {
                sum += 1 / (a + k);
            }
            return sum;
        }
        double low = a;
        while (low < ASYMPTOTIC) {
            sum += n / (low * (low + n));
            low += 1;
        }
        double high = low + n;
        return sum + Math.log1p(n / low) + 0.5 * n / (low * high) + digammaSeries(low) - digammaSeries(high);
    }

    /**
     * log Γ(a + ½) − log Γ(a), a > 0: upwards by recurrence, then the asymptotic series ½ log a − 1/(8a) + 1/(192a³) − 1/(640a⁵) +
     * 17/(14336a⁷) − 31/(18432a⁹).
     */
    public static double halfStep(double a) {
        double sum = 0;
        double high = a;
        while (high < 16) {
            sum -= Math.log1p(0.5 / high);
            high += 1;
        }
        double r = 1 / (high * high);
        double series = -1.0 / 8 + r * (1.0 / 192 + r * (-1.0 / 640 + r * (17.0 / 14336 - r * 31 / 18432)));
        return sum + 0.5 * Math.log(high) + series / high;
    }

    /** ψ(a + ½) − ψ(a), the derivative of {@link #halfStep}, a > 0; relative error below 10⁻¹⁴. */
    public static double halfStepSlope(double a) {
        double sum = 0;
        double high = a;
        while (high < 16) {
            sum += 0.5 / (high * (high + 0.5));
            high += 1;
        }
        double r = 1 / (high * high);
        double series = 1.0 / 8 - r * (3.0 / 192 - r * (5.0 / 640 - r * (119.0 / 14336 - r * 279 / 18432)));
        return sum + 0.5 / high + series * r;
    }

    /** log Γ(x) − [(x − ½) log x − x + ½ log 2π] for x ≥ 10. */
    static double stirling(double x) {
        double r = 1 / (x * x);
        double series = 1.0 / 1188 + r * (-691.0 / 360360 + r / 156);
        return (1.0 / 12 + r * (-1.0 / 360 + r * (1.0 / 1260 + r * (-1.0 / 1680 + r * series)))) / x;
    }

    /** log x − 1/(2x) − ψ(x) for x ≥ 10. */
    private static double digammaSeries(double x) {
        double r = 1 / (x * x);
        double series = 1.0 / 132 + r * (-691.0 / 32760 + r / 12);
        return r * (1.0 / 12 + r * (-1.0 / 120 + r * (1.0 / 252 + r * (-1.0 / 240 + r * series))));
    }
}
