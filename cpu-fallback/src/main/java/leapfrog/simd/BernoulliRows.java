package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Evaluates rows of {@link leapfrog.model.Likelihood#BINOMIAL} with one trial each. With s = 1 for a success, −1 for a failure and t = −s
 * η, a row is −softplus(t) = −max(t, 0) − log(1 + e^−|t|), and its derivative s logistic(t).
 *
 * <p>The logarithms of a tile are one: of the product of 1 / (1 + e^−|t|) ≥ ½, whose rounding errors, 10⁻¹⁶ a row, are no larger than those
 * of a sum.
 */
final class BernoulliRows implements RowKernel {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(TilePlan rows, int start, int size, Block block) {
        block.tileMath.logistic(block.predictors, block.tails, block.smalls, block.tileBlocks(size));
        for (int h = 0; h < W; h += L) {
            add(rows.response(), start, size, block, h);
        }
        block.math.log(block.square, 0, block.logarithm, 0, 1);
        for (int l = 0; l < W; l++) {
            block.tileLikelihood[l] += block.logarithm[l];
        }
    }

    /** Leaves the product in {@link Block#square}. */
    private static void add(double[] y, int start, int size, Block block, int h) {
        double[] predictors = block.predictors;
        double[] smalls = block.smalls;
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        DoubleVector loss = DoubleVector.zero(S);
        DoubleVector product = one;
        for (int i = 0; i < size; i++) {
            int at = i * W + h;
            DoubleVector failed = DoubleVector.broadcast(S, y[start + i]).fma(DoubleVector.broadcast(S, -2.0), one);
            DoubleVector t = DoubleVector.fromArray(S, predictors, at).mul(failed);
            DoubleVector small = DoubleVector.fromArray(S, smalls, at);
            DoubleVector large = one.sub(small);
            VectorMask<Double> positive = t.compare(VectorOperators.GT, 0.0);
            // Twice max(t, 0); NaN at −∞, where the sampler has nothing to look for.
            loss = loss.add(t.add(t.abs()));
            product = product.mul(large);
            small.blend(large, positive).mul(failed).neg().intoArray(predictors, at);
        }
        product.intoArray(block.square, h);
        loss.mul(-0.5).intoArray(block.tileLikelihood, h);
    }
}
