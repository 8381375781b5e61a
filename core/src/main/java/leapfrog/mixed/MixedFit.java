package leapfrog.mixed;

import java.util.List;

/**
 * Holds a fitted linear mixed model. Arrays are shared, not copied, and must not be changed.
 *
 * @param deviance the criterion at its least value, −2 log likelihood (restricted for REML)
 * @param sigma residual standard deviation
 * @param parameters number of estimated parameters: fixed effects, those of the covariances, sigma
 * @param singular whether an estimated covariance matrix has not full rank: a variance of 0 or a correlation of ±1
 * @param notes what of the formula was not estimated, a sentence each
 */
public record MixedFit(
        Criterion criterion,
        double deviance,
        double sigma,
        List<FixedEffect> fixed,
        List<GroupEffect> groups,
        int observations,
        int parameters,
        boolean singular,
        List<String> notes) {
    /** Takes unmodifiable copies. */
    public MixedFit {
        fixed = List.copyOf(fixed);
        groups = List.copyOf(groups);
        notes = List.copyOf(notes);
    }

    /** Log likelihood, restricted for REML. */
    public double logLikelihood() {
        return -deviance / 2;
    }

    /** −2 log likelihood + 2 · parameters. */
    public double aic() {
        return deviance + 2.0 * parameters;
    }

    /** −2 log likelihood + log(observations) · parameters. */
    public double bic() {
        return deviance + Math.log(observations) * parameters;
    }

    /**
     * A population coefficient.
     *
     * @param name without prefix: {@code Intercept}, {@code floor}, {@code county[AITKIN]}
     * @param standardError given the estimated covariances
     */
    public record FixedEffect(String name, double estimate, double standardError) {
        /** The estimate in units of its standard error. */
        public double t() {
            return estimate / standardError;
        }
    }

    /**
     * The effects of one group term of the formula.
     *
     * @param group name of the grouping factor
     * @param levels its levels
     * @param coefficients [k] names in formula order
     * @param correlated whether correlations were estimated
     * @param sd [k] standard deviations over the levels
     * @param correlation [k][k]; the identity if not correlated, NaN beside a standard deviation of 0
     * @param modes [levels][k] deviations of each level given the data and the estimates (best linear unbiased predictions)
     */
    public record GroupEffect(
            String group,
            List<String> levels,
            List<String> coefficients,
            boolean correlated,
            double[] sd,
            double[][] correlation,
            double[][] modes) {
        /** Takes unmodifiable copies. */
        public GroupEffect {
            levels = List.copyOf(levels);
            coefficients = List.copyOf(coefficients);
        }
    }
}
