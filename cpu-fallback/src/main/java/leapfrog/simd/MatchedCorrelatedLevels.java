package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import leapfrog.model.MatchedColumns;

/**
 * Sums over levels of correlated matched effects: O = [α², α γ; α γ, γ² + δ²], |O| = α² δ². A loop of its own, for it does a quarter more
 * than independent effects need, and a vector that crosses a call would be an object.
 */
final class MatchedCorrelatedLevels implements MatchedLevels {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void sum(MatchedColumns columns, MarginalScratch scratch) {
        for (int h = 0; h < W; h += L) {
            levels(columns, scratch, h);
        }
    }

    private static void levels(MatchedColumns columns, MarginalScratch scratch, int h) {
        double[] levels = columns.levels();
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        DoubleVector delta = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.DELTA * W + h);
        DoubleVector gamma = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.GAMMA * W + h);
        DoubleVector o11 = alpha.mul(alpha);
        DoubleVector o12 = alpha.mul(gamma);
        DoubleVector o22 = gamma.fma(gamma, delta.mul(delta));
        DoubleVector both = o11.mul(delta.mul(delta));
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        DoubleVector zero = DoubleVector.zero(S);
        DoubleVector sumS11 = zero;
        DoubleVector sumS12 = zero;
        DoubleVector sumS22 = zero;
        DoubleVector sumT1 = zero;
        DoubleVector sumT2 = zero;
        DoubleVector quadratic = zero;
        DoubleVector s11S11 = zero;
        DoubleVector s11S12 = zero;
        DoubleVector s12S12 = zero;
        DoubleVector s12S22 = zero;
        DoubleVector s22S22 = zero;
        DoubleVector t1T1 = zero;
        DoubleVector t1S11 = zero;
        DoubleVector t1S12 = zero;
        DoubleVector t2T2 = zero;
        DoubleVector t2S12 = zero;
        DoubleVector t2S22 = zero;
        DoubleVector s11S22 = zero;
        DoubleVector t1T2 = zero;
        DoubleVector t1S22 = zero;
        DoubleVector t2S11 = zero;
        DoubleVector product = one;
        int group = MatchedColumns.STRIDE * MarginalPlan.GROUP;
        int to = h;
        for (int at = 0; at < levels.length; at += MatchedColumns.STRIDE) {
            DoubleVector a11 = DoubleVector.broadcast(S, levels[at]);
            DoubleVector a22 = DoubleVector.broadcast(S, levels[at + 2]);
            DoubleVector determinant = DoubleVector.broadcast(S, levels[at + 3]);
            DoubleVector a12 = DoubleVector.broadcast(S, levels[at + 1]);
            DoubleVector size = both.fma(determinant, o22.fma(a22, o12.fma(a12.add(a12), o11.fma(a11, one))));
            DoubleVector inverse = one.div(size);
            product = product.mul(size);
            DoubleVector s11 = o22.fma(determinant, a11).mul(inverse);
            DoubleVector s12 = a12.sub(o12.mul(determinant)).mul(inverse);
            DoubleVector s22 = o11.fma(determinant, a22).mul(inverse);
            DoubleVector b1 = DoubleVector.broadcast(S, levels[at + 4]);
            DoubleVector b2 = DoubleVector.broadcast(S, levels[at + 5]);
            DoubleVector adjugateB1 = DoubleVector.broadcast(S, levels[at + 6]);
            DoubleVector adjugateB2 = DoubleVector.broadcast(S, levels[at + 7]);
            DoubleVector t1 = o22.fma(adjugateB1, b1).sub(o12.mul(adjugateB2)).mul(inverse);
            DoubleVector t2 = o11.fma(adjugateB2, b2).sub(o12.mul(adjugateB1)).mul(inverse);
            sumS11 = sumS11.add(s11);
            sumS12 = sumS12.add(s12);
            sumS22 = sumS22.add(s22);
            sumT1 = sumT1.add(t1);
            sumT2 = sumT2.add(t2);
            DoubleVector squares = o11.fma(
                    DoubleVector.broadcast(S, levels[at + 8]),
                    o22.fma(DoubleVector.broadcast(S, levels[at + 9]), both.mul(levels[at + 10])));
            quadratic = o12.fma(DoubleVector.broadcast(S, 2 * levels[at + 11]), squares)
                    .fma(inverse, quadratic);
            s11S11 = s11.fma(s11, s11S11);
            s11S12 = s11.fma(s12, s11S12);
            s12S12 = s12.fma(s12, s12S12);
            s12S22 = s12.fma(s22, s12S22);
            s22S22 = s22.fma(s22, s22S22);
            t1T1 = t1.fma(t1, t1T1);
            t1S11 = t1.fma(s11, t1S11);
            t1S12 = t1.fma(s12, t1S12);
            t2T2 = t2.fma(t2, t2T2);
            t2S12 = t2.fma(s12, t2S12);
            t2S22 = t2.fma(s22, t2S22);
            s11S22 = s11.fma(s22, s11S22);
            t1T2 = t1.fma(t2, t1T2);
            t1S22 = t1.fma(s22, t1S22);
            t2S11 = t2.fma(s11, t2S11);
            if ((at + MatchedColumns.STRIDE) % group == 0) {
                product.intoArray(scratch.determinants, to);
                product = one;
                to += W;
            }
        }
        double[] matched = scratch.matched;
        sumS11.intoArray(matched, MatchedSums.S11 * W + h);
        sumS12.intoArray(matched, MatchedSums.S12 * W + h);
        sumS22.intoArray(matched, MatchedSums.S22 * W + h);
        sumT1.intoArray(matched, MatchedSums.T1 * W + h);
        sumT2.intoArray(matched, MatchedSums.T2 * W + h);
        quadratic.intoArray(matched, MatchedSums.QUADRATIC * W + h);
        s11S11.intoArray(matched, MatchedSums.S11_S11 * W + h);
        s11S12.intoArray(matched, MatchedSums.S11_S12 * W + h);
        s12S12.intoArray(matched, MatchedSums.S12_S12 * W + h);
        s12S22.intoArray(matched, MatchedSums.S12_S22 * W + h);
        s22S22.intoArray(matched, MatchedSums.S22_S22 * W + h);
        t1T1.intoArray(matched, MatchedSums.T1_T1 * W + h);
        t1S11.intoArray(matched, MatchedSums.T1_S11 * W + h);
        t1S12.intoArray(matched, MatchedSums.T1_S12 * W + h);
        t2T2.intoArray(matched, MatchedSums.T2_T2 * W + h);
        t2S12.intoArray(matched, MatchedSums.T2_S12 * W + h);
        t2S22.intoArray(matched, MatchedSums.T2_S22 * W + h);
        s11S22.intoArray(matched, MatchedSums.S11_S22 * W + h);
        t1T2.intoArray(matched, MatchedSums.T1_T2 * W + h);
        t1S22.intoArray(matched, MatchedSums.T1_S22 * W + h);
        t2S11.intoArray(matched, MatchedSums.T2_S11 * W + h);
    }
}
