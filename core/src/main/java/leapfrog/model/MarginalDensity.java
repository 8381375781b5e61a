package leapfrog.model;

/** Evaluates the likelihood of normal rows with effects and population coefficients integrated out. */
interface MarginalDensity {
    /** Uses the fastest form there is. */
    static MarginalDensity of(Marginal data, ModelData.FamilyParameter sigma) {
        return data.effects() <= 2 ? new PairedMarginal(data, sigma) : new MarginalLikelihood(data, sigma);
    }

    /** Returns log p(y | scales) and adds its derivatives; NaN where a precision matrix is not positive definite to rounding. */
    double add(ScalarParameters scalars);
}
