package leapfrog.model;

/** Draws population coefficients and effects that were integrated out from their exact distribution given the scales. */
interface EffectDraw {
    /** Takes the fastest form there is. */
    static EffectDraw of(Marginal data, ModelData.FamilyParameter sigma) {
        return switch (data.effects()) {
            case 0 -> new CoefficientMarginal(data, sigma);
            case 1, 2 -> new PairedEffectDraw(data, sigma);
            default -> new MarginalLikelihood(data, sigma);
        };
    }

    /**
     * Draws β and ζ.
     *
     * @param normals {@code [p + J × K]} independent standard normal numbers
     * @param beta [p] is written
     * @param deviations [J × K] is written
     */
    void draw(ScalarParameters scalars, double[] normals, double[] beta, double[] deviations);
}
