package leapfrog.model;

import java.util.List;

/** Draws population coefficients and effects that were integrated out from their exact distribution given the scales. */
interface EffectDraw {
    /** Takes the fastest form there is. */
    static EffectDraw of(Marginal data, ModelData.FamilyParameter sigma, List<Transform> transforms) {
        return switch (data.further().isEmpty() ? data.effects() : MarginalDensity.MANY) {
            case 0 -> new SeparateEffectDraw(new CoefficientMarginal(data, sigma), data, transforms);
            case 1, 2 -> new PairedEffectDraw(data, sigma, transforms);
            default -> new SeparateEffectDraw(new MarginalLikelihood(data, sigma), data, transforms);
        };
    }

    /**
     * Draws β and ζ, many times: in all arrays a column is one draw.
     *
     * @param positions [outer dimension][at least draws]
     * @param normals independent standard normal numbers, [p + effects][at least draws]: turned into β, then [J × K] ζ, then those of further
     *     factors; what stands in the rows of coefficients that are given is not read
     */
    void draw(double[][] positions, double[][] normals, int draws);
}
