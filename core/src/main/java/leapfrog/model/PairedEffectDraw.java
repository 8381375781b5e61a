package leapfrog.model;

import leapfrog.model.ModelData.FamilyParameter;

/**
 * Draws coefficients and one or two effects of each level: the numbers of {@link MarginalLikelihood#draw}, to rounding, in a fraction of
 * its time. Of M = C Cᵀ as in {@link PairedLevels}, ζ = C⁻ᵀ (C⁻¹ √τ x + ε), x that of y − X β:
 *
 * <pre>ζ₂ = √τ δ k h + √k ε₂,  ζ₁ = √τ x₁ / m − δ λ ζ₂ + ε₁ / √m.</pre>
 */
final class PairedEffectDraw implements EffectDraw {
    private final Marginal data;
    private final PairedScales scales;
    private final PairedLevels levels;
    private final PairedCoefficients coefficients;
    private final double[] negative;

    /** @param data of at most two effects */
    PairedEffectDraw(Marginal data, FamilyParameter sigma) {
        this.data = data;
        scales = new PairedScales(data, sigma);
        levels = new PairedLevels(data);
        coefficients = new PairedCoefficients(data, levels);
        negative = new double[data.columns()];
    }

    @Override
    public void draw(ScalarParameters scalars, double[] normals, double[] beta, double[] deviations) {
        scales.set(scalars);
        levels.condition(scales.alpha, scales.gamma, scales.delta);
        coefficients.condition(scales.tau);
        coefficients.draw(normals, beta);
        for (int n = 0; n < negative.length; n++) {
            negative[n] = -beta[n];
        }
        levels.combine(1, negative, 0);
        double root = Math.sqrt(scales.tau);
        int effects = data.effects();
        for (int j = 0; j < levels.count; j++) {
            int at = beta.length + j * effects;
            double k = levels.k[j];
            double inverse = levels.inverse[j];
            double first = root * levels.combinedX[j] * inverse + Math.sqrt(inverse) * normals[at];
            if (effects == 2) {
                double second = root * scales.delta * k * levels.combinedH[j] + Math.sqrt(k) * normals[at + 1];
                deviations[j * effects + 1] = second;
                first -= scales.delta * levels.lambda[j] * second;
            }
            deviations[j * effects] = first;
        }
    }
}
