package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import leapfrog.model.ModelData.Pooled;
import leapfrog.simd.GeneralPlan.PooledTerm;

/** Makes independent effects with an estimated standard deviation, centered or not level by level, and evaluates their densities. */
final class PooledEffects implements Constraint {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void constrain(GeneralPlan plan, Block block) {
        for (PooledTerm term : plan.pooled()) {
            for (int h = 0; h < W; h += L) {
                constrain(term.source(), term.first(), block, h);
            }
        }
    }

    private static void constrain(Pooled term, int first, Block block, int h) {
        double[] positions = block.positions;
        double[] coefficients = block.coefficients;
        boolean[] centered = term.centered();
        DoubleVector mean =
                term.mean() < 0 ? DoubleVector.zero(S) : DoubleVector.fromArray(S, block.values, term.mean() * W + h);
        DoubleVector sd = DoubleVector.fromArray(S, block.values, term.sd() * W + h);
        int at = block.at + term.firstCoordinate() * W + h;
        int to = first * W + h;
        for (int j = 0; j < centered.length; j++) {
            DoubleVector u = DoubleVector.fromArray(S, positions, at + j * W);
            (centered[j] ? u : u.fma(sd, mean)).intoArray(coefficients, to + j * W);
        }
    }

    @Override
    public void pullBack(GeneralPlan plan, Block block) {
        for (PooledTerm term : plan.pooled()) {
            for (int h = 0; h < W; h += L) {
                pullBack(term, block, h);
            }
            if (term.source().mean() >= 0) {
                ScalarTransforms.addByValue(plan, term.source().mean(), block.square, 0, block);
            }
        }
    }

    /** Leaves the derivative by the mean in {@link Block#square}. */
    private static void pullBack(PooledTerm term, Block block, int h) {
        Pooled source = term.source();
        double[] positions = block.positions;
        double[] gradients = block.gradients;
        double[] coefficientGradients = block.coefficientGradients;
        boolean[] centered = source.centered();
        int from = term.first() * W + h;
        int to = block.at + source.firstCoordinate() * W + h;
        DoubleVector mean = source.mean() < 0
                ? DoubleVector.zero(S)
                : DoubleVector.fromArray(S, block.values, source.mean() * W + h);
        DoubleVector sd = DoubleVector.fromArray(S, block.values, source.sd() * W + h);
        DoubleVector inverse = DoubleVector.broadcast(S, 1.0).div(sd);
        DoubleVector squares = DoubleVector.zero(S);
        DoubleVector sum = squares;
        DoubleVector moment = squares;
        DoubleVector centeredSquares = squares;
        DoubleVector centeredSum = squares;
        for (int j = 0; j < centered.length; j++) {
            DoubleVector g = DoubleVector.fromArray(S, coefficientGradients, from + j * W);
            DoubleVector u = DoubleVector.fromArray(S, positions, to + j * W);
            if (centered[j]) {
                DoubleVector x = u.sub(mean).mul(inverse);
                DoubleVector pull = x.mul(inverse);
                g.sub(pull).intoArray(gradients, to + j * W);
                centeredSum = centeredSum.add(pull);
                centeredSquares = x.fma(x, centeredSquares);
            } else {
                g.mul(sd).sub(u).intoArray(gradients, to + j * W);
                squares = u.fma(u, squares);
                sum = sum.add(g);
                moment = g.fma(u, moment);
            }
        }
        sum.add(centeredSum).intoArray(block.square, h);
        DoubleVector count = DoubleVector.broadcast(S, term.centered());
        int at = source.sd() * W + h;
        DoubleVector.fromArray(S, block.derivatives, at)
                .add(moment.fma(sd, centeredSquares).sub(count))
                .intoArray(block.derivatives, at);
        DoubleVector half = squares.add(centeredSquares).mul(0.5);
        // 0 · ∞ would be NaN where no level asks for the logarithm.
        DoubleVector loss =
                term.centered() == 0 ? half : count.fma(DoubleVector.fromArray(S, block.logarithms, at), half);
        int logDensity = block.logDensityAt + h;
        DoubleVector.fromArray(S, block.logDensities, logDensity).sub(loss).intoArray(block.logDensities, logDensity);
    }
}
