package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Makes correlated effects and evaluates their densities. With B = diag(sd) L, a noncentered level has c = mean + B z; a centered one
 * has x = B⁻¹ (c − mean) and y = B⁻ᵀ x, log density −½ xᵀx − Σ log B_kk, and the derivatives −y by c and y xᵀ by B.
 *
 * <p>{@link CorrelationFactors} makes B and takes the derivatives by it.
 */
final class CorrelatedEffects implements Constraint {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void constrain(GeneralPlan plan, Block block) {
        for (CorrelatedBlock effects : plan.correlated()) {
            CorrelationFactors.fill(effects, block);
            for (int k = 0; k < effects.size(); k++) {
                for (int j : effects.centered()) {
                    System.arraycopy(
                            block.positions,
                            coordinate(effects, block, k, j),
                            block.coefficients,
                            coefficient(effects, k, j),
                            W);
                }
                for (int m = 0; m <= k; m++) {
                    for (int h = 0; h < W; h += L) {
                        addNoncentered(effects, k, m, block, h);
                    }
                }
            }
        }
    }

    private static int coordinate(CorrelatedBlock effects, Block block, int k, int j) {
        return block.at + (effects.source().firstCoordinate() + k * effects.levels() + j) * W;
    }

    private static int coefficient(CorrelatedBlock effects, int k, int j) {
        return (effects.first() + k * effects.levels() + j) * W;
    }

    /** Adds B_km z_m to coefficient k of every noncentered level; the first begins with the mean. */
    private static void addNoncentered(CorrelatedBlock effects, int k, int m, Block block, int h) {
        double[] positions = block.positions;
        double[] coefficients = block.coefficients;
        DoubleVector scaled = DoubleVector.fromArray(S, block.scaled, effects.entry(k, m) * W + h);
        int scalar = effects.source().mean()[k];
        DoubleVector mean = scalar < 0 ? DoubleVector.zero(S) : DoubleVector.fromArray(S, block.values, scalar * W + h);
        int from = coordinate(effects, block, m, 0) + h;
        int to = coefficient(effects, k, 0) + h;
        for (int j : effects.noncentered()) {
            DoubleVector z = DoubleVector.fromArray(S, positions, from + j * W);
            DoubleVector before = m == 0 ? mean : DoubleVector.fromArray(S, coefficients, to + j * W);
            z.fma(scaled, before).intoArray(coefficients, to + j * W);
        }
    }

    @Override
    public void pullBack(GeneralPlan plan, Block block) {
        for (CorrelatedBlock effects : plan.correlated()) {
            int entries = effects.size() * effects.size() * W;
            Arrays.fill(block.byScaled, effects.firstEntry() * W, effects.firstEntry() * W + entries, 0);
            Arrays.fill(block.byMeans, 0, effects.size() * W, 0);
            for (int h = 0; h < W; h += L) {
                for (int k = 0; k < effects.size(); k++) {
                    begin(effects, k, block, h);
                    for (int m = 0; m <= k; m++) {
                        pullBackNoncentered(effects, k, m, block, h);
                    }
                }
                for (int j : effects.centered()) {
                    pullBackCentered(effects, j, block, h);
                }
            }
            CorrelationFactors.pullBack(plan, effects, block);
        }
    }

    /** Adds the density of the standard normal z_k of noncentered levels, sets their gradients to its, and sums what the mean gets. */
    private static void begin(CorrelatedBlock effects, int k, Block block, int h) {
        double[] positions = block.positions;
        double[] gradients = block.gradients;
        double[] coefficientGradients = block.coefficientGradients;
        int at = coordinate(effects, block, k, 0) + h;
        int from = coefficient(effects, k, 0) + h;
        DoubleVector squares = DoubleVector.zero(S);
        DoubleVector sum = squares;
        for (int j : effects.noncentered()) {
            DoubleVector z = DoubleVector.fromArray(S, positions, at + j * W);
            z.neg().intoArray(gradients, at + j * W);
            squares = z.fma(z, squares);
            sum = sum.add(DoubleVector.fromArray(S, coefficientGradients, from + j * W));
        }
        sum.intoArray(block.byMeans, k * W + h);
        int logDensity = block.logDensityAt + h;
        DoubleVector.fromArray(S, block.logDensities, logDensity)
                .sub(squares.mul(0.5))
                .intoArray(block.logDensities, logDensity);
    }

    private static void pullBackNoncentered(CorrelatedBlock effects, int k, int m, Block block, int h) {
        double[] positions = block.positions;
        double[] gradients = block.gradients;
        double[] coefficientGradients = block.coefficientGradients;
        int entry = effects.entry(k, m) * W + h;
        DoubleVector scaled = DoubleVector.fromArray(S, block.scaled, entry);
        DoubleVector byScaled = DoubleVector.zero(S);
        int from = coefficient(effects, k, 0) + h;
        int to = coordinate(effects, block, m, 0) + h;
        for (int j : effects.noncentered()) {
            DoubleVector g = DoubleVector.fromArray(S, coefficientGradients, from + j * W);
            DoubleVector before = DoubleVector.fromArray(S, gradients, to + j * W);
            g.fma(scaled, before).intoArray(gradients, to + j * W);
            byScaled = g.fma(DoubleVector.fromArray(S, positions, to + j * W), byScaled);
        }
        byScaled.intoArray(block.byScaled, entry);
    }

    private static void pullBackCentered(CorrelatedBlock effects, int j, Block block, int h) {
        standardise(effects, j, block, h);
        solveTransposed(effects, block, h);
        double[] gradients = block.gradients;
        double[] y = block.pulls;
        for (int k = 0; k < effects.size(); k++) {
            DoubleVector pull = DoubleVector.fromArray(S, y, k * W + h);
            DoubleVector.fromArray(S, block.coefficientGradients, coefficient(effects, k, j) + h)
                    .sub(pull)
                    .intoArray(gradients, coordinate(effects, block, k, j) + h);
            DoubleVector.fromArray(S, block.byMeans, k * W + h).add(pull).intoArray(block.byMeans, k * W + h);
            for (int m = 0; m <= k; m++) {
                int entry = effects.entry(k, m) * W + h;
                DoubleVector.fromArray(S, block.deviations, m * W + h)
                        .fma(pull, DoubleVector.fromArray(S, block.byScaled, entry))
                        .intoArray(block.byScaled, entry);
            }
        }
    }

    /** x = B⁻¹ (c − mean) of one level, and −½ xᵀx. */
    private static void standardise(CorrelatedBlock effects, int j, Block block, int h) {
        double[] x = block.deviations;
        DoubleVector squares = DoubleVector.zero(S);
        for (int k = 0; k < effects.size(); k++) {
            int mean = effects.source().mean()[k];
            DoubleVector rest = DoubleVector.fromArray(S, block.positions, coordinate(effects, block, k, j) + h)
                    .sub(DoubleVector.fromArray(S, mean < 0 ? block.zeros : block.values, Math.max(mean, 0) * W + h));
            for (int m = 0; m < k; m++) {
                rest = rest.sub(DoubleVector.fromArray(S, block.scaled, effects.entry(k, m) * W + h)
                        .mul(DoubleVector.fromArray(S, x, m * W + h)));
            }
            rest = rest.div(DoubleVector.fromArray(S, block.scaled, effects.entry(k, k) * W + h));
            rest.intoArray(x, k * W + h);
            squares = rest.fma(rest, squares);
        }
        int logDensity = block.logDensityAt + h;
        DoubleVector.fromArray(S, block.logDensities, logDensity)
                .sub(squares.mul(0.5))
                .intoArray(block.logDensities, logDensity);
    }

    /** y = B⁻ᵀ x. */
    private static void solveTransposed(CorrelatedBlock effects, Block block, int h) {
        double[] y = block.pulls;
        for (int k = effects.size() - 1; k >= 0; k--) {
            DoubleVector rest = DoubleVector.fromArray(S, block.deviations, k * W + h);
            for (int m = k + 1; m < effects.size(); m++) {
                rest = rest.sub(DoubleVector.fromArray(S, block.scaled, effects.entry(m, k) * W + h)
                        .mul(DoubleVector.fromArray(S, y, m * W + h)));
            }
            rest.div(DoubleVector.fromArray(S, block.scaled, effects.entry(k, k) * W + h))
                    .intoArray(y, k * W + h);
        }
    }
}
