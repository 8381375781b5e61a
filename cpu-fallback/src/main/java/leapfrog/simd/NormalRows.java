package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Evaluates rows of {@link leapfrog.model.Likelihood#NORMAL}; their η come less the response. */
final class NormalRows implements RowKernel {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(TilePlan rows, int start, int size, Block block) {
        for (int h = 0; h < W; h += L) {
            add(rows.weight(), start, size, block, h);
        }
    }

    private static void add(double[] weight, int start, int size, Block block, int h) {
        double[] predictors = block.predictors;
        DoubleVector sigma = DoubleVector.fromArray(S, block.family, h);
        DoubleVector factor = DoubleVector.broadcast(S, -1.0).div(sigma.mul(sigma));
        DoubleVector squares = DoubleVector.zero(S);
        for (int i = 0; i < size; i++) {
            int at = i * W + h;
            DoubleVector r = DoubleVector.fromArray(S, predictors, at);
            DoubleVector wr = r.mul(weight[start + i]);
            squares = r.fma(wr, squares);
            wr.mul(factor).intoArray(predictors, at);
        }
        DoubleVector scaled = squares.mul(factor).neg();
        scaled.mul(-0.5).intoArray(block.tileSums, h);
        scaled.intoArray(block.tileSums, W + h);
    }
}
