package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Evaluates rows of {@link leapfrog.model.Likelihood#NEGATIVE_BINOMIAL}, events and w φ each with its own tail. */
final class NegativeBinomialRows implements RowKernel {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(TilePlan rows, int start, int size, Block block) {
        for (int h = 0; h < W; h += L) {
            shift(size, block, h);
        }
        block.tileMath.softplus(block.predictors, 0, block.tails, block.smalls, block.tileBlocks(size));
        for (int h = 0; h < W; h += L) {
            add(rows, start, size, block, h);
        }
    }

    /** η becomes t = η − log φ. */
    private static void shift(int size, Block block, int h) {
        double[] predictors = block.predictors;
        DoubleVector logShape = DoubleVector.fromArray(S, block.familyLogarithms, h);
        for (int i = 0; i < size; i++) {
            DoubleVector.fromArray(S, predictors, i * W + h).sub(logShape).intoArray(predictors, i * W + h);
        }
    }

    private static void add(TilePlan rows, int start, int size, Block block, int h) {
        double[] y = rows.response();
        double[] w = rows.weight();
        double[] predictors = block.predictors;
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        DoubleVector shape = DoubleVector.fromArray(S, block.family, h);
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector loss = zero;
        DoubleVector byLogShape = zero;
        for (int i = 0; i < size; i++) {
            int at = i * W + h;
            DoubleVector t = DoubleVector.fromArray(S, predictors, at);
            DoubleVector tail = DoubleVector.fromArray(S, block.tails, at);
            DoubleVector small = DoubleVector.fromArray(S, block.smalls, at);
            VectorMask<Double> negative = t.compare(VectorOperators.LT, 0.0);
            DoubleVector events = DoubleVector.broadcast(S, y[start + i]);
            DoubleVector trials = shape.mul(w[start + i]);
            DoubleVector expected = events.blend(trials, negative);
            DoubleVector unexpected = trials.blend(events, negative);
            DoubleVector slope = expected.mul(small).sub(unexpected.mul(one.sub(small)));
            slope = slope.blend(slope.neg(), negative);
            DoubleVector above = t.add(t.abs()).mul(0.5);
            DoubleVector lost = trials.mul(above.add(tail));
            loss = loss.add(events.fma(above.sub(t).add(tail), lost));
            byLogShape = byLogShape.add(slope.add(lost));
            slope.intoArray(predictors, at);
        }
        loss.neg().intoArray(block.tileLikelihood, h);
        byLogShape.neg().intoArray(block.tileLikelihood, W + h);
    }
}
