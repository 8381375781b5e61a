package leapfrog.model;

/** Draws population coefficients and effects that were integrated out from their exact distribution given the scales. */
interface EffectDraw {
    /** Takes the fastest form there is. */
    static EffectDraw of(Marginal data, ModelData.FamilyParameter sigma) {
        return switch (data.further().isEmpty() ? data.effects() : MarginalDensity.MANY) {
            case 0 -> new CoefficientMarginal(data, sigma);
            case 1, 2 -> new PairedEffectDraw(data, sigma);
            default -> new MarginalLikelihood(data, sigma);
        };
    }

    /**
     * Draws β and ζ.
     *
     * @param normals independent standard normal numbers, as many as there are coefficients
     * @param beta [p] is written
     * @param deviations [J × K], then those of further factors, is written
     */
    void draw(ScalarParameters scalars, double[] normals, double[] beta, double[] deviations);
}
