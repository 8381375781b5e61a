package leapfrog.random;

import leapfrog.math.LogMass;

/** Draws from distributions of one number, by inversion or exact rejection, for means of any size. */
public final class Variates {
    /** From this mean on, or this number of expected successes and failures, rejection is faster than the search from 0. */
    private static final double SEARCH = 10;

    private Variates() {}

    /**
     * Gamma(shape, 1). For shape ≥ 1 the method of Marsaglia and Tsang (2000, doi:10.1145/358407.358414); below, Gamma(shape + 1)
     * · U^(1/shape), which may underflow to 0.
     *
     * @param shape > 0
     */
    public static double gamma(double shape, RandomSequence random) {
        if (shape < 1) {
            double power = Math.log(random.uniform()) / shape;
            return gamma(shape + 1, random) * Math.exp(power);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.normal();
            double u = random.uniform();
            double root = 1 + c * x;
            double v = root * root * root;
            if (v > 0 && Math.log(u) < 0.5 * x * x + d * (1 - v + Math.log(v))) {
                return d * v;
            }
        }
    }

    /**
     * Student's t: a standard normal number over √(χ² / nu).
     *
     * @param nu > 0
     */
    public static double studentT(double nu, RandomSequence random) {
        double z = random.normal();
        return z / Math.sqrt(gamma(0.5 * nu, random) / (0.5 * nu));
    }

    /**
     * Poisson. Small means by searching the cumulative probabilities from 0, others by PTRS of Hörmann (1993,
     * doi:10.1016/0167-6687(93)90997-4) with probabilities that keep their precision, so that means beyond 2⁵³ work too.
     *
     * @param mean ≥ 0; ∞ gives ∞
     */
    public static double poisson(double mean, RandomSequence random) {
        if (!(mean < Double.POSITIVE_INFINITY)) {
            return mean;
        }
        return mean < SEARCH ? searchPoisson(mean, random.uniform()) : rejectPoisson(mean, random);
    }

    private static double searchPoisson(double mean, double u) {
        double mass = Math.exp(-mean);
        double rest = u;
        double k = 0;
        while (rest > mass && mass > 0) {
            rest -= mass;
            k++;
            mass *= mean / k;
        }
        return k;
    }

    private static double rejectPoisson(double mean, RandomSequence random) {
        double b = 0.931 + 2.53 * Math.sqrt(mean);
        double a = -0.059 + 0.02483 * b;
        double inverse = 1.1239 + 1.1328 / (b - 3.4);
        double surely = 0.9277 - 3.6224 / (b - 2);
        while (true) {
            double u = random.uniform() - 0.5;
            double v = random.uniform();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + mean + 0.43);
            if (us >= 0.07 && v <= surely) {
                return k;
            }
            if (k >= 0
                    && (us >= 0.013 || v <= us)
                    && Math.log(v * inverse / (a / (us * us) + b)) <= LogMass.poisson(k, mean)) {
                return k;
            }
        }
    }

    /**
     * Successes among n trials. Few expected ones by searching the cumulative probabilities from 0, others by BTRS of Hörmann (1993,
     * doi:10.1080/00949659308811496).
     *
     * @param n whole, ≥ 0
     * @param p probability of a success
     * @param q 1 − p
     */
    public static double binomial(double n, double p, double q, RandomSequence random) {
        if (p > q) {
            return n - binomial(n, q, p, random);
        }
        return n * p < SEARCH ? searchBinomial(n, p, q, random.uniform()) : rejectBinomial(n, p, q, random);
    }

    private static double searchBinomial(double n, double p, double q, double u) {
        double mass = Math.exp(n * Math.log1p(-p));
        double rest = u;
        double k = 0;
        while (rest > mass && mass > 0 && k < n) {
            rest -= mass;
            mass *= (n - k) / (k + 1) * (p / q);
            k++;
        }
        return k;
    }

    private static double rejectBinomial(double n, double p, double q, RandomSequence random) {
        double sd = Math.sqrt(n * p * q);
        double b = 1.15 + 2.53 * sd;
        double a = -0.0873 + 0.0248 * b + 0.01 * p;
        double alpha = (2.83 + 5.1 / b) * sd;
        double surely = 0.92 - 4.2 / b;
        double mode = LogMass.binomial(Math.floor((n + 1) * p), n, p, q);
        while (true) {
            double u = random.uniform() - 0.5;
            double v = random.uniform();
            double us = 0.5 - Math.abs(u);
            double k = Math.floor((2 * a / us + b) * u + n * p + 0.5);
            if (us >= 0.07 && v <= surely) {
                return k;
            }
            if (k >= 0 && k <= n && Math.log(v * alpha / (a / (us * us) + b)) <= LogMass.binomial(k, n, p, q) - mode) {
                return k;
            }
        }
    }

    /**
     * Negative binomial with the variance mean + mean² / shape: Poisson with a mean that is gamma.
     *
     * @param mean ≥ 0
     * @param shape > 0
     */
    public static double negativeBinomial(double mean, double shape, RandomSequence random) {
        return poisson(mean * (gamma(shape, random) / shape), random);
    }
}
