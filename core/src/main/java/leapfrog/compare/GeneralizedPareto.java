package leapfrog.compare;

/**
 * Holds a generalized Pareto distribution with location 0: P(X ≤ x) = 1 − (1 + k x / sigma)^(−1/k).
 *
 * @param k shape; moments of an order above 1 / k do not exist. ∞ where nothing could be fitted
 * @param sigma scale
 */
record GeneralizedPareto(double k, double sigma) {
    /** Where nothing could be fitted. */
    static final GeneralizedPareto NONE = new GeneralizedPareto(Double.POSITIVE_INFINITY, Double.NaN);

    private static final int LEAST_POINTS = 30;
    private static final double PRIOR_OBSERVATIONS = 10;
    private static final double PRIOR_SHAPE = 0.5;

    /**
     * Estimates by the posterior mean of Zhang and Stephens (2009, Technometrics 51, 316–325, doi:10.1198/tech.2009.08017), its θ
     * being −k / sigma; k is then drawn towards ½ with the weight of ten values, as in the R package loo (Vehtari et al. 2024).
     *
     * @param sorted ascending, the first not negative, the last positive
     * @return {@link #NONE} where the values are too alike for an estimate
     */
    static GeneralizedPareto fit(double[] sorted) {
        int n = sorted.length;
        int points = LEAST_POINTS + (int) Math.floor(Math.sqrt(n));
        double greatest = sorted[n - 1];
        double quartile = sorted[(int) Math.floor(n / 4.0 + 0.5) - 1];
        double[] theta = new double[points];
        double[] profile = new double[points];
        double most = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < points; j++) {
            theta[j] = 1 / greatest + (1 - Math.sqrt(points / (j + 0.5))) / 3 / quartile;
            double shape = roughShape(theta[j], sorted);
            profile[j] = n * (Math.log(-theta[j] / shape) - shape - 1);
            most = Math.max(most, profile[j]);
        }
        double total = 0;
        double mean = 0;
        for (int j = 0; j < points; j++) {
            double weight = Math.exp(profile[j] - most);
            total += weight;
            mean += weight * theta[j];
        }
        double estimate = mean / total;
        double k = shape(estimate, sorted);
        double drawn = (k * n + PRIOR_SHAPE * PRIOR_OBSERVATIONS) / (n + PRIOR_OBSERVATIONS);
        return Double.isFinite(drawn) ? new GeneralizedPareto(drawn, -k / estimate) : NONE;
    }

    /** Mean of log(1 − θ x): the k of greatest likelihood given θ. */
    private static double shape(double theta, double[] values) {
        double sum = 0;
        for (double x : values) {
            sum += Math.log1p(-theta * x);
        }
        return sum / values.length;
    }

    /** The same to within about 1e-16, not to a part of k: the logarithm of one product for four values costs a fifth. */
    private static double roughShape(double theta, double[] values) {
        double sum = 0;
        int i = 0;
        for (; i + 3 < values.length; i += 4) {
            sum += Math.log((1 - theta * values[i])
                    * (1 - theta * values[i + 1])
                    * (1 - theta * values[i + 2])
                    * (1 - theta * values[i + 3]));
        }
        for (; i < values.length; i++) {
            sum += Math.log(1 - theta * values[i]);
        }
        return Double.isFinite(sum) ? sum / values.length : shape(theta, values);
    }

    /** The value that is exceeded with probability 1 − p. */
    double quantile(double p) {
        double exponential = -Math.log1p(-p);
        return k == 0 ? sigma * exponential : sigma * Math.expm1(k * exponential) / k;
    }
}
