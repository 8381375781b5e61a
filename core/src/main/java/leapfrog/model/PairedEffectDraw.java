package leapfrog.model;

import java.util.List;
import leapfrog.math.Triangle;
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
    /** [p × p] and [p] of one draw. */
    private final double[] factor;

    private final double[] coefficients;
    private PairedDraws level;

    /** @param data of one or two effects */
    PairedEffectDraw(Marginal data, FamilyParameter sigma, List<Transform> transforms) {
        this.data = data;
        scalars = new ScalarParameters(transforms);
        scales = new PairedScales(data, sigma);
        columns = data.columns();
        position = new double[transforms.size()];
        jacobian = new double[transforms.size()];
        factor = new double[columns * columns];
        coefficients = new double[columns];
        level = new PairedDraws(data, 0);
    }

    @Override
    public void draw(double[][] positions, double[][] normals, int draws) {
        if (level.room < draws) {
            level = new PairedDraws(data, draws);
        }
        setScales(positions, draws);
        addProducts(draws);
        for (int i = 0; i < draws; i++) {
            drawCoefficients(i, normals);
        }
        drawEffects(normals, draws);
    }

    private void setScales(double[][] positions, int draws) {
        for (int i = 0; i < draws; i++) {
            for (int d = 0; d < position.length; d++) {
                position[d] = positions[d][i];
            }
            scalars.constrain(position, 0, jacobian, 0);
            scales.set(scalars);
            level.set(i, scales);
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

    /** β of precision P = C Cᵀ and mean P⁻¹ g is C⁻ᵀ (C⁻¹ g + ε). */
    private void drawCoefficients(int draw, double[][] normals) {
        double tau = level.tau[draw];
        for (int m = 0; m < columns; m++) {
            coefficients[m] = data.priorMoment()[m] + tau * (data.columnResponse()[m] - level.sum(m, 0)[draw]);
            for (int n = 0; n <= m; n++) {
                int at = m * columns + n;
                factor[at] = data.priorPrecision()[at] + tau * (data.columnGram()[at] - level.sum(m, n + 1)[draw]);
            }
        }
        Triangle.factor(factor, 0, columns);
        Triangle.solve(factor, 0, columns, coefficients, 0, 1);
        for (int m = 0; m < columns; m++) {
            coefficients[m] += normals[m][draw];
        }
        Triangle.solveTransposed(factor, 0, columns, coefficients, 0, 1);
        for (int m = 0; m < columns; m++) {
            normals[m][draw] = coefficients[m];
        }
    }
}
