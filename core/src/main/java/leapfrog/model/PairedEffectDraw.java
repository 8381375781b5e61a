package leapfrog.model;

import java.util.List;
import leapfrog.model.ModelData.FamilyParameter;

/**
 * Draws coefficients and one or two effects of each level, many times at once: the numbers of {@link MarginalLikelihood#draw}, to
 * rounding, in a small part of its time. Of M = C Cᵀ as in {@link PairedLevels}, ζ = C⁻ᵀ (C⁻¹ √τ x + ε), x that of y − X β:
 *
 * <pre>ζ₂ = √τ δ k h + √k ε₂,  ζ₁ = √τ x₁ / m − δ λ ζ₂ + ε₁ / √m.</pre>
 *
 * Levels are gone through twice, all draws side by side: for the distribution of β, and for ζ given β.
 */
final class PairedEffectDraw implements EffectDraw {
    private final Marginal data;
    private final ScalarParameters scalars;
    private final PairedScales scales;
    private final int columns;
    private final double[] position;
    private final double[] jacobian;
    private final PairedCoefficients coefficients;
    private final GivenCoefficients given;
    /** [p] of one draw. */
    private final double[] numbers;

    private PairedDraws level;

    /** @param data of one or two effects */
    PairedEffectDraw(Marginal data, FamilyParameter sigma, List<Transform> transforms) {
        this.data = data;
        scalars = new ScalarParameters(transforms);
        scales = new PairedScales(data, sigma);
        columns = data.columns();
        position = new double[transforms.size()];
        jacobian = new double[transforms.size()];
        coefficients = new PairedCoefficients(data);
        given = new GivenCoefficients(data);
        numbers = new double[data.integrated()];
        level = new PairedDraws(data, 0);
    }

    @Override
    public void draw(double[][] positions, double[][] normals, int draws) {
        if (level.room < draws) {
            level = new PairedDraws(data, draws);
        }
        setScalars(positions, normals, draws);
        addProducts(draws);
        for (int i = 0; i < draws; i++) {
            drawCoefficients(i, normals);
        }
        drawEffects(normals, draws);
    }

    private void setScalars(double[][] positions, double[][] normals, int draws) {
        for (int i = 0; i < draws; i++) {
            for (int d = 0; d < position.length; d++) {
                position[d] = positions[d][i];
            }
            scalars.constrain(position, 0, jacobian, 0);
            scales.set(scalars);
            level.set(i, scales);
            given.read(scalars);
            for (int k = 0; k < given.count; k++) {
                normals[given.first + k][i] = given.beta[k];
            }
        }
    }

    private void addProducts(int draws) {
        level.clearSums();
        for (int j = 0; j < data.levels(); j++) {
            level.condition(j, draws);
            level.addProducts(j, draws);
        }
    }

    /** Given β, which stands in the first rows. */
    private void drawEffects(double[][] normals, int draws) {
        for (int j = 0; j < data.levels(); j++) {
            level.condition(j, draws);
            level.combine(j, normals, draws);
            level.draw(normals, columns + j * data.effects(), draws);
        }
    }

    private void drawCoefficients(int draw, double[][] normals) {
        for (int k = 0; k < given.count; k++) {
            given.beta[k] = normals[given.first + k][draw];
        }
        coefficients.condition(level.tau[draw], (m, n) -> level.sum(m - 1, n)[draw], given.beta);
        for (int m = 0; m < numbers.length; m++) {
            numbers[m] = normals[m][draw];
        }
        coefficients.draw(numbers);
        for (int m = 0; m < numbers.length; m++) {
            normals[m][draw] = numbers[m];
        }
    }
}
