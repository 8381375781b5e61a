package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Evaluates rows of {@link leapfrog.model.Likelihood#POISSON}. */
final class PoissonRows implements RowKernel {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(TilePlan rows, int start, int size, Block block) {
        block.tileMath.exp(block.predictors, 0, block.tails, 0, block.tileBlocks(size));
        for (int h = 0; h < W; h += L) {
            add(rows, start, size, block, h);
        }
    }

    private static void add(TilePlan rows, int start, int size, Block block, int h) {
        double[] y = rows.response();
        double[] w = rows.weight();
        double[] predictors = block.predictors;
        DoubleVector sum = DoubleVector.zero(S);
        for (int i = 0; i < size; i++) {
            int at = i * W + h;
            DoubleVector events = DoubleVector.broadcast(S, y[start + i]);
            DoubleVector mean = DoubleVector.fromArray(S, block.tails, at).mul(w[start + i]);
            sum = sum.add(events.mul(DoubleVector.fromArray(S, predictors, at)).sub(mean));
            events.sub(mean).intoArray(predictors, at);
        }
        sum.intoArray(block.tileLikelihood, h);
    }
}
