package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Sums the squares of rows of {@link leapfrog.model.Likelihood#NORMAL}, whose η come less the response and multiplied by the root of the
 * weight: derivatives of ½ Σ r², which {@link ResidualScale} turns into those of the log likelihood.
 */
final class NormalRows implements RowKernel {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());
    /** Where the second vector of a line starts: at the first one where a block is one vector. */
    private static final int H = W - L;

    @Override
    public void add(TilePlan rows, int start, int size, Block block) {
        double[] predictors = block.predictors;
        DoubleVector even0 = DoubleVector.zero(S);
        DoubleVector even1 = even0;
        DoubleVector odd0 = even0;
        DoubleVector odd1 = even0;
        int end = (size & -2) * W;
        for (int at = 0; at < end; at += 2 * W) {
            DoubleVector r0 = DoubleVector.fromArray(S, predictors, at);
            DoubleVector r1 = DoubleVector.fromArray(S, predictors, at + H);
            even0 = r0.fma(r0, even0);
            even1 = r1.fma(r1, even1);
            DoubleVector s0 = DoubleVector.fromArray(S, predictors, at + W);
            DoubleVector s1 = DoubleVector.fromArray(S, predictors, at + W + H);
            odd0 = s0.fma(s0, odd0);
            odd1 = s1.fma(s1, odd1);
        }
        if (end < size * W) {
            DoubleVector r0 = DoubleVector.fromArray(S, predictors, end);
            DoubleVector r1 = DoubleVector.fromArray(S, predictors, end + H);
            even0 = r0.fma(r0, even0);
            even1 = r1.fma(r1, even1);
        }
        even0.add(odd0).intoArray(block.tileLikelihood, 0);
        even1.add(odd1).intoArray(block.tileLikelihood, H);
    }
}
