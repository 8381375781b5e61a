package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Evaluates rows of {@link leapfrog.model.Likelihood#BINOMIAL}, successes and failures each with its own tail. */
final class BinomialRows implements RowKernel {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(TilePlan rows, int start, int size, Block block) {
        block.tileMath.softplus(block.predictors, 0, block.tails, block.smalls, block.tileBlocks(size));
        for (int h = 0; h < W; h += L) {
            add(rows, start, size, block, h);
        }
    }

    private static void add(TilePlan rows, int start, int size, Block block, int h) {
        double[] y = rows.response();
        double[] w = rows.weight();
        double[] predictors = block.predictors;
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        DoubleVector loss = DoubleVector.zero(S);
        for (int i = 0; i < size; i++) {
            int at = i * W + h;
            DoubleVector eta = DoubleVector.fromArray(S, predictors, at);
            DoubleVector small = DoubleVector.fromArray(S, block.smalls, at);
            VectorMask<Double> negative = eta.compare(VectorOperators.LT, 0.0);
            DoubleVector successes = DoubleVector.broadcast(S, y[start + i]);
            DoubleVector failures = DoubleVector.broadcast(S, w[start + i] - y[start + i]);
            DoubleVector expected = successes.blend(failures, negative);
            DoubleVector unexpected = failures.blend(successes, negative);
            loss = DoubleVector.fromArray(S, block.tails, at).fma(DoubleVector.broadcast(S, w[start + i]), loss);
            loss = unexpected.fma(eta.abs(), loss);
            DoubleVector slope = expected.mul(small).sub(unexpected.mul(one.sub(small)));
            slope.blend(slope.neg(), negative).intoArray(predictors, at);
        }
        loss.neg().intoArray(block.tileLikelihood, h);
    }
}
