package leapfrog.model;

/** Evaluates the likelihood of normal rows with effects and population coefficients integrated out. */
interface MarginalDensity {
    /** More effects than have a closed form. */
    int MANY = 3;

    /** Takes the fastest form there is. */
    static MarginalDensity of(Marginal data, ModelData.FamilyParameter sigma) {
        return switch (data.further().isEmpty() ? data.effects() : MANY) {
            case 0 -> new CoefficientMarginal(data, sigma);
            case 1, 2 -> new PairedMarginal(data, sigma);
            default -> new MarginalLikelihood(data, sigma);
        };
    }

    /** Returns log p(y | scales) and adds its derivatives; NaN where a precision matrix is not positive definite to rounding. */
    double add(ScalarParameters scalars);
}
