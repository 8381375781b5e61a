package leapfrog.math;

/**
 * Computes log probabilities of counts with small absolute error however large the counts are, from deviances and Stirling's series,
 * in which nothing large cancels. Source: C. Loader (2000), "Fast and accurate computation of binomial probabilities".
 */
public final class LogMass {
    private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

    private LogMass() {}

    /**
     * log of exp(−mean) meanᵏ / k!.
     *
     * @param k whole, ≥ 0
     * @param mean > 0
     */
    public static double poisson(double k, double mean) {
        return k == 0 ? -mean : -stirling(k) - deviance(k, mean) - 0.5 * (LOG_TWO_PI + Math.log(k));
    }

    /**
     * log of (n choose k) pᵏ qⁿ⁻ᵏ.
     *
     * @param k whole, 0 … n
     * @param p in (0, 1)
     * @param q 1 − p
     */
    public static double binomial(double k, double n, double p, double q) {
        if (k == 0) {
            return q > 0.5 ? n * Math.log1p(-p) : n * Math.log(q);
        }
        if (k == n) {
            return p > 0.5 ? n * Math.log1p(-q) : n * Math.log(p);
        }
        double error = stirling(n) - stirling(k) - stirling(n - k);
        return error
                - deviance(k, n * p)
                - deviance(n - k, n * q)
                + 0.5 * (Math.log(n) - LOG_TWO_PI - Math.log(k) - Math.log(n - k));
    }

    /** log k! − [(k + ½) log k − k + ½ log 2π], k ≥ 1. */
    private static double stirling(double k) {
        return k >= 10 ? LogGamma.stirling(k) : LogGamma.of(k + 1) - (k + 0.5) * Math.log(k) + k - 0.5 * LOG_TWO_PI;
    }

    /** x log(x / mean) + mean − x ≥ 0; by its series in (x − mean) / (x + mean) where the two are close. */
    private static double deviance(double x, double mean) {
        double difference = x - mean;
        if (Math.abs(difference) >= 0.1 * (x + mean)) {
            return x * Math.log(x / mean) - difference;
        }
        double v = difference / (x + mean);
        double sum = difference * v;
        double power = 2 * x * v;
        for (int j = 3; ; j += 2) {
            power *= v * v;
            double next = sum + power / j;
            if (next == sum) {
                return sum;
            }
            sum = next;
        }
    }
}
