package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import leapfrog.model.MatchedColumns;

/** Takes matched effects through their levels once, and keeps nothing of a level. {@link MatchedColumns} has the formulas. */
final class MatchedPairs implements MatchedEffects {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    /** Places in {@link MarginalScratch#matched}: Σ of entries of S and t, of the last of these, and of products of the first. */
    private static final int S11 = 0;

    private static final int S12 = 1;
    private static final int S22 = 2;
    private static final int T1 = 3;
    private static final int T2 = 4;
    private static final int QUADRATIC = 5;
    private static final int S11_S11 = 6;
    private static final int S11_S12 = 7;
    private static final int S12_S12 = 8;
    private static final int S12_S22 = 9;
    private static final int S22_S22 = 10;
    private static final int T1_T1 = 11;
    private static final int T1_S11 = 12;
    private static final int T1_S12 = 13;
    private static final int T2_T2 = 14;
    private static final int T2_S12 = 15;
    private static final int T2_S22 = 16;
    /** And what combinations of columns make of them: 2 v₀, Σ v₁², 2 Σ v₁ v₂, Σ v₂². */
    private static final int V1 = 17;

    private static final int V2 = 18;
    private static final int V11 = 19;
    private static final int V12 = 20;
    private static final int V22 = 21;
    static final int PLACES = 22;

    @Override
    public void sum(MarginalPlan plan, MatchedColumns columns, MarginalScratch scratch) {
        for (int h = 0; h < W; h += L) {
            levels(columns, scratch, h);
            leave(plan, columns, scratch, h);
        }
    }

    private static void levels(MatchedColumns columns, MarginalScratch scratch, int h) {
        double[] levels = columns.levels();
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        DoubleVector delta = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.DELTA * W + h);
        DoubleVector alpha2 = alpha.mul(alpha);
        DoubleVector delta2 = delta.mul(delta);
        DoubleVector both = alpha2.mul(delta2);
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
        DoubleVector product = one;
        int group = MatchedColumns.STRIDE * MarginalPlan.GROUP;
        int to = h;
        for (int at = 0; at < levels.length; at += MatchedColumns.STRIDE) {
            DoubleVector a11 = DoubleVector.broadcast(S, levels[at]);
            DoubleVector a22 = DoubleVector.broadcast(S, levels[at + 2]);
            DoubleVector determinant = DoubleVector.broadcast(S, levels[at + 3]);
            DoubleVector size = both.fma(determinant, delta2.fma(a22, alpha2.fma(a11, one)));
            DoubleVector inverse = one.div(size);
            product = product.mul(size);
            DoubleVector s11 = delta2.fma(determinant, a11).mul(inverse);
            DoubleVector s12 = inverse.mul(levels[at + 1]);
            DoubleVector s22 = alpha2.fma(determinant, a22).mul(inverse);
            DoubleVector b1 = DoubleVector.broadcast(S, levels[at + 4]);
            DoubleVector b2 = DoubleVector.broadcast(S, levels[at + 5]);
            DoubleVector t1 =
                    delta2.fma(DoubleVector.broadcast(S, levels[at + 6]), b1).mul(inverse);
            DoubleVector t2 =
                    alpha2.fma(DoubleVector.broadcast(S, levels[at + 7]), b2).mul(inverse);
            sumS11 = sumS11.add(s11);
            sumS12 = sumS12.add(s12);
            sumS22 = sumS22.add(s22);
            sumT1 = sumT1.add(t1);
            sumT2 = sumT2.add(t2);
            quadratic = alpha2.fma(
                            DoubleVector.broadcast(S, levels[at + 8]),
                            delta2.fma(DoubleVector.broadcast(S, levels[at + 9]), both.mul(levels[at + 10])))
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
            if ((at + MatchedColumns.STRIDE) % group == 0) {
                product.intoArray(scratch.determinants, to);
                product = one;
                to += W;
            }
        }
        double[] matched = scratch.matched;
        sumS11.intoArray(matched, S11 * W + h);
        sumS12.intoArray(matched, S12 * W + h);
        sumS22.intoArray(matched, S22 * W + h);
        sumT1.intoArray(matched, T1 * W + h);
        sumT2.intoArray(matched, T2 * W + h);
        quadratic.intoArray(matched, QUADRATIC * W + h);
        s11S11.intoArray(matched, S11_S11 * W + h);
        s11S12.intoArray(matched, S11_S12 * W + h);
        s12S12.intoArray(matched, S12_S12 * W + h);
        s12S22.intoArray(matched, S12_S22 * W + h);
        s22S22.intoArray(matched, S22_S22 * W + h);
        t1T1.intoArray(matched, T1_T1 * W + h);
        t1S11.intoArray(matched, T1_S11 * W + h);
        t1S12.intoArray(matched, T1_S12 * W + h);
        t2T2.intoArray(matched, T2_T2 * W + h);
        t2S12.intoArray(matched, T2_S12 * W + h);
        t2S22.intoArray(matched, T2_S22 * W + h);
    }

    /** CᵀSC, Cᵀt and yᵀWy − Σ bᵀ D M⁻¹ D b, in the lower triangle; and M⁻¹ in E[ζ ζᵀ]. */
    private static void leave(MarginalPlan plan, MatchedColumns columns, MarginalScratch scratch, int h) {
        double[] c = columns.map();
        double[] matched = scratch.matched;
        double[] sums = scratch.sums;
        int row = plan.padded() * W;
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        DoubleVector delta = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.DELTA * W + h);
        DoubleVector alpha2 = alpha.mul(alpha);
        DoubleVector delta2 = delta.mul(delta);
        DoubleVector s11 = DoubleVector.fromArray(S, matched, S11 * W + h);
        DoubleVector s12 = DoubleVector.fromArray(S, matched, S12 * W + h);
        DoubleVector s22 = DoubleVector.fromArray(S, matched, S22 * W + h);
        DoubleVector t1 = DoubleVector.fromArray(S, matched, T1 * W + h);
        DoubleVector t2 = DoubleVector.fromArray(S, matched, T2 * W + h);
        for (int m = 0; m < 2; m++) {
            t1.mul(c[m]).add(t2.mul(c[2 + m])).intoArray(sums, (m + 1) * row + h);
            DoubleVector x1 = s11.mul(c[m]).add(s12.mul(c[2 + m]));
            DoubleVector x2 = s12.mul(c[m]).add(s22.mul(c[2 + m]));
            for (int n = 0; n <= m; n++) {
                x1.mul(c[n]).add(x2.mul(c[2 + n])).intoArray(sums, (m + 1) * row + (n + 1) * W + h);
            }
        }
        DoubleVector.broadcast(S, plan.rowProducts()[0])
                .sub(DoubleVector.fromArray(S, matched, QUADRATIC * W + h))
                .intoArray(sums, h);
        DoubleVector levels = DoubleVector.broadcast(S, plan.levels());
        levels.sub(alpha2.mul(s11)).intoArray(scratch.squares, MarginalScratch.INVERSE_11 * W + h);
        levels.sub(delta2.mul(s22)).intoArray(scratch.squares, MarginalScratch.INVERSE_22 * W + h);
    }

    /** {@inheritDoc} Of combinations of columns [y, X] the first is [1, v₀] of [t, S], the others are v₁ and v₂ of S. */
    @Override
    public void square(MarginalPlan plan, MatchedColumns columns, MarginalScratch scratch) {
        for (int h = 0; h < W; h += L) {
            weigh(plan, columns, scratch, h);
            square(scratch, h);
        }
    }

    /** Makes twice v₀, and of Σ v vᵀ the diagonal and twice the rest. */
    private static void weigh(MarginalPlan plan, MatchedColumns columns, MarginalScratch scratch, int h) {
        double[] c = columns.map();
        double[] combinations = scratch.combinations;
        double[] matched = scratch.matched;
        DoubleVector v11 = DoubleVector.zero(S);
        DoubleVector v12 = DoubleVector.zero(S);
        DoubleVector v22 = DoubleVector.zero(S);
        for (int row = 0; row <= 2; row++) {
            int at = (row * plan.padded() + 1) * W + h;
            DoubleVector x1 = DoubleVector.fromArray(S, combinations, at);
            DoubleVector x2 = DoubleVector.fromArray(S, combinations, at + W);
            DoubleVector v1 = x1.mul(c[0]).add(x2.mul(c[1]));
            DoubleVector v2 = x1.mul(c[2]).add(x2.mul(c[3]));
            v11 = v1.fma(v1, v11);
            v12 = v1.fma(v2, v12);
            v22 = v2.fma(v2, v22);
            if (row == 0) {
                v1.add(v1).intoArray(matched, V1 * W + h);
                v2.add(v2).intoArray(matched, V2 * W + h);
            }
        }
        v11.intoArray(matched, V11 * W + h);
        v12.add(v12).intoArray(matched, V12 * W + h);
        v22.intoArray(matched, V22 * W + h);
    }

    private static void square(MarginalScratch scratch, int h) {
        double[] matched = scratch.matched;
        DoubleVector v1 = DoubleVector.fromArray(S, matched, V1 * W + h);
        DoubleVector v2 = DoubleVector.fromArray(S, matched, V2 * W + h);
        DoubleVector v11 = DoubleVector.fromArray(S, matched, V11 * W + h);
        DoubleVector v12 = DoubleVector.fromArray(S, matched, V12 * W + h);
        DoubleVector v22 = DoubleVector.fromArray(S, matched, V22 * W + h);
        DoubleVector s12S12 = DoubleVector.fromArray(S, matched, S12_S12 * W + h);
        DoubleVector first = DoubleVector.fromArray(S, matched, T1_T1 * W + h);
        first = v1.fma(DoubleVector.fromArray(S, matched, T1_S11 * W + h), first);
        first = v2.fma(DoubleVector.fromArray(S, matched, T1_S12 * W + h), first);
        first = v11.fma(DoubleVector.fromArray(S, matched, S11_S11 * W + h), first);
        first = v12.fma(DoubleVector.fromArray(S, matched, S11_S12 * W + h), first);
        first = v22.fma(s12S12, first);
        DoubleVector second = DoubleVector.fromArray(S, matched, T2_T2 * W + h);
        second = v1.fma(DoubleVector.fromArray(S, matched, T2_S12 * W + h), second);
        second = v2.fma(DoubleVector.fromArray(S, matched, T2_S22 * W + h), second);
        second = v11.fma(s12S12, second);
        second = v12.fma(DoubleVector.fromArray(S, matched, S12_S22 * W + h), second);
        second = v22.fma(DoubleVector.fromArray(S, matched, S22_S22 * W + h), second);
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        first.mul(alpha.mul(alpha)).intoArray(scratch.squares, MarginalScratch.COLUMNS_11 * W + h);
        second.intoArray(scratch.squares, MarginalScratch.COLUMNS_22 * W + h);
    }
}
