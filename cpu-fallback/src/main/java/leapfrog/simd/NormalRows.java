package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Evaluates rows of {@link leapfrog.model.Likelihood#NORMAL}; their squares stay apart. */
final class NormalRows implements RowKernel {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(RowPlan rows, int start, int size, Block block) {
        for (int h = 0; h < W; h += L) {
            add(rows, start, size, block, h);
        }
    }

    private static void add(RowPlan rows, int start, int size, Block block, int h) {
        double[] y = rows.response();
        double[] w = rows.weight();
        double[] predictors = block.predictors;
        DoubleVector sigma = DoubleVector.fromArray(S, block.family, h);
        DoubleVector tau = DoubleVector.broadcast(S, 1.0).div(sigma.mul(sigma));
        DoubleVector squares = DoubleVector.zero(S);
        for (int i = 0; i < size; i++) {
            int at = i * W + h;
            DoubleVector r = DoubleVector.broadcast(S, y[start + i]).sub(DoubleVector.fromArray(S, predictors, at));
            DoubleVector wr = r.mul(w[start + i]);
            squares = r.fma(wr, squares);
            wr.mul(tau).intoArray(predictors, at);
        }
        addTo(block.residualSquares, h, squares);
    }

    private static void addTo(double[] sums, int at, DoubleVector share) {
        DoubleVector.fromArray(S, sums, at).add(share).intoArray(sums, at);
    }
}
