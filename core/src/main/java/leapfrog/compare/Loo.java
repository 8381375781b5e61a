package leapfrog.compare;

/**
 * Holds leave-one-out cross-validation: how well each row is predicted by the posterior of all others, estimated from the posterior
 * of all by Pareto-smoothed importance sampling (Vehtari, Gelman and Gabry 2017, doi:10.1007/s11222-016-9696-4).
 *
 * @param elpd log p(y_i | y_−i), row by row
 * @param p effective number of parameters, row by row: log p(y_i | y) − log p(y_i | y_−i)
 * @param k [rows] Pareto k of each row's importance ratios; 0 for a row whose value does not rest on them
 * @param errors [rows] Monte Carlo standard error of each elpd_i; NaN where it cannot be estimated
 * @param threshold the estimate of a row with a k above it is not to be trusted
 */
public record Loo(Elpd elpd, Elpd p, double[] k, double[] errors, double threshold) {
    /** Whether a row's estimate is to be trusted. */
    public boolean trusted(int row) {
        return k[row] <= threshold;
    }

    /** Number of rows whose estimate is not to be trusted. */
    public int untrusted() {
        int count = 0;
        for (int row = 0; row < k.length; row++) {
            count += trusted(row) ? 0 : 1;
        }
        return count;
    }

    /** The greatest k. */
    public double greatestK() {
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : k) {
            greatest = Math.max(greatest, value);
        }
        return greatest;
    }

    /** Monte Carlo standard error of the sum; NaN where it cannot be estimated, as it cannot with a row that is not trusted. */
    public double monteCarloError() {
        if (untrusted() > 0) {
            return Double.NaN;
        }
        double squares = 0;
        for (double error : errors) {
            squares += error * error;
        }
        return Math.sqrt(squares);
    }

    /**
     * The same with one row's value found in another way, by a fit without that row.
     *
     * @param log log p(y_row | y_−row)
     * @param error its Monte Carlo standard error
     */
    Loo with(int row, double log, double error) {
        double[] newElpd = elpd.pointwise().clone();
        double[] newP = p.pointwise().clone();
        double[] newK = k.clone();
        double[] newErrors = errors.clone();
        newP[row] += newElpd[row] - log;
        newElpd[row] = log;
        newK[row] = 0;
        newErrors[row] = error;
        return new Loo(new Elpd(newElpd), new Elpd(newP), newK, newErrors, threshold);
    }
}
