package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Adds what the sums over rows and levels mean for the log density, σ, and the means and scales of pooled terms. It comes last. */
final class ScaleStage implements Stage {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(TaskPlan plan, Block block) {
        for (int t = 0; t < plan.terms.length; t++) {
            pooled(plan, plan.terms[t], t, block);
        }
        residuals(plan, block);
    }

    /** The log density is whole after that. One of +∞ is none: the sampler takes NaN for a divergence. */
    private static void residuals(TaskPlan plan, Block block) {
        double[] sums = block.sums;
        double[] gradients = block.gradients;
        double[] logDensities = block.logDensities;
        for (int h = 0; h < W; h += L) {
            int at = block.at + plan.sigma * W + h;
            DoubleVector inverse = DoubleVector.fromArray(S, block.inverseSigma, h);
            DoubleVector scaled = DoubleVector.fromArray(S, sums, Block.RESIDUAL_SQUARES * W + h)
                    .add(plan.residualSumOfSquares)
                    .mul(inverse)
                    .mul(inverse);
            DoubleVector.fromArray(S, gradients, at)
                    .add(scaled.sub(plan.observations))
                    .intoArray(gradients, at);
            DoubleVector squares =
                    DoubleVector.fromArray(S, sums, Block.PRIOR_SQUARES * W + h).add(scaled);
            DoubleVector logDensity = DoubleVector.fromArray(S, logDensities, block.logDensityAt + h)
                    .sub(DoubleVector.fromArray(S, block.positions, at)
                            .mul(plan.observations)
                            .add(squares.mul(0.5)));
            logDensity
                    .blend(Double.NaN, logDensity.compare(VectorOperators.EQ, Double.POSITIVE_INFINITY))
                    .intoArray(logDensities, block.logDensityAt + h);
        }
    }

    private static void pooled(TaskPlan plan, Coefficients term, int t, Block block) {
        if (term.mean() >= 0) {
            addSum(Block.BY_MEAN + t * Block.PER_TERM, block, block.at + term.mean() * W);
        }
        if (term.sd() >= 0) {
            int sum = Block.BY_LOG_SD + t * Block.PER_TERM;
            if (!plan.exponential[term.sd()]) {
                byCoordinate(sum, term.sd(), block);
            }
            addSum(sum, block, block.at + term.sd() * W);
        }
        if (term.centered() > 0) {
            normalise(term, block);
        }
    }

    private static void addSum(int sum, Block block, int at) {
        double[] gradients = block.gradients;
        for (int h = 0; h < W; h += L) {
            DoubleVector.fromArray(S, gradients, at + h)
                    .add(DoubleVector.fromArray(S, block.sums, sum * W + h))
                    .intoArray(gradients, at + h);
        }
    }

    private static void byCoordinate(int sum, int scalar, Block block) {
        for (int h = 0; h < W; h += L) {
            DoubleVector.fromArray(S, block.sums, sum * W + h)
                    .mul(DoubleVector.fromArray(S, block.slopes, scalar * W + h))
                    .intoArray(block.sums, sum * W + h);
        }
    }

    /** − ln sd of every centered level. */
    private static void normalise(Coefficients term, Block block) {
        double[] gradients = block.gradients;
        double[] logDensities = block.logDensities;
        for (int h = 0; h < W; h += L) {
            int at = block.at + term.sd() * W + h;
            DoubleVector.fromArray(S, gradients, at).sub(term.centered()).intoArray(gradients, at);
            DoubleVector.fromArray(S, logDensities, block.logDensityAt + h)
                    .sub(DoubleVector.fromArray(S, block.positions, at).mul(term.centered()))
                    .intoArray(logDensities, block.logDensityAt + h);
        }
    }
}
