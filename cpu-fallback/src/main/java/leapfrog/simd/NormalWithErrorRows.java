package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Evaluates rows of {@link leapfrog.model.Likelihood#NORMAL_WITH_ERROR}. */
final class NormalWithErrorRows implements RowKernel {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(TilePlan rows, int start, int size, Block block) {
        for (int h = 0; h < W; h += L) {
            variances(rows.standardError(), start, size, block, h);
        }
        block.tileMath.log(block.tails, 0, block.smalls, 0, block.tileBlocks(size));
        for (int h = 0; h < W; h += L) {
            add(rows, start, size, block, h);
        }
    }

    private static void variances(double[] error, int start, int size, Block block, int h) {
        DoubleVector sigma = DoubleVector.fromArray(S, block.family, h);
        DoubleVector square = sigma.mul(sigma);
        for (int i = 0; i < size; i++) {
            double s = error[start + i];
            square.add(s * s).intoArray(block.tails, i * W + h);
        }
    }

    private static void add(TilePlan rows, int start, int size, Block block, int h) {
        double[] y = rows.response();
        double[] w = rows.weight();
        double[] predictors = block.predictors;
        DoubleVector sigma = DoubleVector.fromArray(S, block.family, h);
        DoubleVector square = sigma.mul(sigma);
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        DoubleVector loss = DoubleVector.zero(S);
        DoubleVector byLogSigma = loss;
        for (int i = 0; i < size; i++) {
            int at = i * W + h;
            DoubleVector weight = DoubleVector.broadcast(S, w[start + i]);
            DoubleVector r = DoubleVector.broadcast(S, y[start + i]).sub(DoubleVector.fromArray(S, predictors, at));
            DoubleVector precision = one.div(DoubleVector.fromArray(S, block.tails, at));
            DoubleVector slope = r.mul(precision);
            DoubleVector scaled = r.mul(slope);
            loss = weight.fma(DoubleVector.fromArray(S, block.smalls, at).add(scaled), loss);
            byLogSigma = weight.mul(scaled.sub(1.0)).fma(square.mul(precision), byLogSigma);
            weight.mul(slope).intoArray(predictors, at);
        }
        loss.mul(-0.5).intoArray(block.tileLikelihood, h);
        byLogSigma.intoArray(block.tileLikelihood, W + h);
    }
}
