package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Evaluates rows of {@link leapfrog.model.Likelihood#STUDENT_T}. */
final class StudentTRows implements RowKernel {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void add(TilePlan rows, int start, int size, Block block) {
        for (int h = 0; h < W; h += L) {
            standardise(rows.response(), start, size, block, h);
        }
        block.tileMath.log1p(block.tails, block.smalls, block.inverses, block.tileBlocks(size));
        for (int h = 0; h < W; h += L) {
            add(rows, start, size, block, h);
        }
    }

    /** η becomes x = (y − η) / σ; tails are x² / ν. */
    private static void standardise(double[] y, int start, int size, Block block, int h) {
        double[] predictors = block.predictors;
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        DoubleVector inverseSigma = one.div(DoubleVector.fromArray(S, block.family, h));
        DoubleVector inverseNu = one.div(DoubleVector.fromArray(S, block.family, W + h));
        for (int i = 0; i < size; i++) {
            int at = i * W + h;
            DoubleVector x = DoubleVector.broadcast(S, y[start + i])
                    .sub(DoubleVector.fromArray(S, predictors, at))
                    .mul(inverseSigma);
            x.intoArray(predictors, at);
            x.mul(x).mul(inverseNu).intoArray(block.tails, at);
        }
    }

    private static void add(TilePlan rows, int start, int size, Block block, int h) {
        double[] w = rows.weight();
        double[] predictors = block.predictors;
        DoubleVector inverseSigma = DoubleVector.broadcast(S, 1.0).div(DoubleVector.fromArray(S, block.family, h));
        DoubleVector nu = DoubleVector.fromArray(S, block.family, W + h);
        DoubleVector nuPlusOne = nu.add(1.0);
        DoubleVector nuPlusOneOverNu = nuPlusOne.div(nu);
        DoubleVector loss = DoubleVector.zero(S);
        DoubleVector bySigma = loss;
        DoubleVector byNu = loss;
        for (int i = 0; i < size; i++) {
            int at = i * W + h;
            DoubleVector weight = DoubleVector.broadcast(S, w[start + i]);
            DoubleVector x = DoubleVector.fromArray(S, predictors, at);
            DoubleVector logarithm = DoubleVector.fromArray(S, block.smalls, at);
            DoubleVector slope = nuPlusOneOverNu.mul(x).mul(DoubleVector.fromArray(S, block.inverses, at));
            DoubleVector share = slope.mul(x);
            loss = weight.fma(logarithm, loss);
            bySigma = weight.fma(share, bySigma);
            byNu = weight.fma(share.sub(nu.mul(logarithm)), byNu);
            weight.mul(slope).mul(inverseSigma).intoArray(predictors, at);
        }
        loss.mul(nuPlusOne).mul(-0.5).intoArray(block.tileLikelihood, h);
        bySigma.intoArray(block.tileLikelihood, W + h);
        byNu.mul(0.5).intoArray(block.tileLikelihood, 2 * W + h);
    }
}
