package leapfrog.model;

/** Draws population coefficients and effects that were integrated out from their exact distribution given the scales. */
interface EffectDraw {
    /**
     * Draws β and ζ.
     *
     * @param normals {@code [p + J × K]} independent standard normal numbers
     * @param beta [p] is written
     * @param deviations [J × K] is written
     */
    void draw(ScalarParameters scalars, double[] normals, double[] beta, double[] deviations);
}
