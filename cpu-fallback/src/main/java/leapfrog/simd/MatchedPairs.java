package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import leapfrog.model.MatchedColumns;

/** Makes of the sums over levels of matched effects what the coefficients take, and then all of E[ζ ζᵀ]. {@link MatchedColumns} has the formulas. */
final class MatchedPairs implements MatchedEffects {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void leave(MarginalPlan plan, MatchedColumns columns, MarginalScratch scratch) {
        for (int h = 0; h < W; h += L) {
            leave(plan, columns, scratch, h);
            invert(plan, scratch, h);
        }
    }

    /** CᵀSC, Cᵀt and yᵀWy − Σ bᵀ L M⁻¹ Lᵀ b, in the lower triangle. */
    private static void leave(MarginalPlan plan, MatchedColumns columns, MarginalScratch scratch, int h) {
        double[] c = columns.map();
        double[] matched = scratch.matched;
        double[] sums = scratch.sums;
        int row = plan.padded() * W;
        DoubleVector s11 = DoubleVector.fromArray(S, matched, MatchedSums.S11 * W + h);
        DoubleVector s12 = DoubleVector.fromArray(S, matched, MatchedSums.S12 * W + h);
        DoubleVector s22 = DoubleVector.fromArray(S, matched, MatchedSums.S22 * W + h);
        DoubleVector t1 = DoubleVector.fromArray(S, matched, MatchedSums.T1 * W + h);
        DoubleVector t2 = DoubleVector.fromArray(S, matched, MatchedSums.T2 * W + h);
        for (int m = 0; m < 2; m++) {
            t1.mul(c[m]).add(t2.mul(c[2 + m])).intoArray(sums, (m + 1) * row + h);
            DoubleVector x1 = s11.mul(c[m]).add(s12.mul(c[2 + m]));
            DoubleVector x2 = s12.mul(c[m]).add(s22.mul(c[2 + m]));
            for (int n = 0; n <= m; n++) {
                x1.mul(c[n]).add(x2.mul(c[2 + n])).intoArray(sums, (m + 1) * row + (n + 1) * W + h);
            }
        }
        DoubleVector.broadcast(S, plan.rowProducts()[0])
                .sub(DoubleVector.fromArray(S, matched, MatchedSums.QUADRATIC * W + h))
                .intoArray(sums, h);
    }

    /** M⁻¹ = I − Lᵀ S L, its off-diagonal entry over δ. */
    private static void invert(MarginalPlan plan, MarginalScratch scratch, int h) {
        double[] matched = scratch.matched;
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        DoubleVector gamma = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.GAMMA * W + h);
        DoubleVector delta = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.DELTA * W + h);
        DoubleVector s11 = DoubleVector.fromArray(S, matched, MatchedSums.S11 * W + h);
        DoubleVector s12 = DoubleVector.fromArray(S, matched, MatchedSums.S12 * W + h);
        DoubleVector s22 = DoubleVector.fromArray(S, matched, MatchedSums.S22 * W + h);
        DoubleVector levels = DoubleVector.broadcast(S, plan.levels());
        DoubleVector first = alpha.mul(s11).add(gamma.mul(s12));
        DoubleVector second = alpha.mul(s12).add(gamma.mul(s22));
        levels.sub(alpha.mul(first).add(gamma.mul(second)))
                .intoArray(scratch.squares, MarginalScratch.INVERSE_11 * W + h);
        second.neg().intoArray(scratch.squares, MarginalScratch.INVERSE_12 * W + h);
        levels.sub(delta.mul(delta).mul(s22)).intoArray(scratch.squares, MarginalScratch.INVERSE_22 * W + h);
    }

    /** {@inheritDoc} Of combinations of columns [y, X] the first is w = t + S v, the others are S v. */
    @Override
    public void square(MarginalPlan plan, MatchedColumns columns, MarginalScratch scratch) {
        for (int h = 0; h < W; h += L) {
            weigh(plan, columns, scratch, h);
            square(plan, scratch, h);
        }
    }

    /** Makes v of the first, and of Σ v vᵀ the diagonal and the rest. */
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
                v1.intoArray(matched, MatchedSums.V1 * W + h);
                v2.intoArray(matched, MatchedSums.V2 * W + h);
            }
        }
        v11.intoArray(matched, MatchedSums.V11 * W + h);
        v12.intoArray(matched, MatchedSums.V12 * W + h);
        v22.intoArray(matched, MatchedSums.V22 * W + h);
    }

    /** Σ w wᵀ of all combinations, and Lᵀ of that L: the entry beside the diagonal over δ, the last over δ². */
    private static void square(MarginalPlan plan, MarginalScratch scratch, int h) {
        double[] matched = scratch.matched;
        DoubleVector v1 = DoubleVector.fromArray(S, matched, MatchedSums.V1 * W + h);
        DoubleVector v2 = DoubleVector.fromArray(S, matched, MatchedSums.V2 * W + h);
        DoubleVector v11 = DoubleVector.fromArray(S, matched, MatchedSums.V11 * W + h);
        DoubleVector v12 = DoubleVector.fromArray(S, matched, MatchedSums.V12 * W + h);
        DoubleVector v22 = DoubleVector.fromArray(S, matched, MatchedSums.V22 * W + h);
        DoubleVector s11S12 = DoubleVector.fromArray(S, matched, MatchedSums.S11_S12 * W + h);
        DoubleVector s12S12 = DoubleVector.fromArray(S, matched, MatchedSums.S12_S12 * W + h);
        DoubleVector s12S22 = DoubleVector.fromArray(S, matched, MatchedSums.S12_S22 * W + h);
        DoubleVector t1S12 = DoubleVector.fromArray(S, matched, MatchedSums.T1_S12 * W + h);
        DoubleVector t2S12 = DoubleVector.fromArray(S, matched, MatchedSums.T2_S12 * W + h);
        DoubleVector twice = v1.mul(DoubleVector.fromArray(S, matched, MatchedSums.T1_S11 * W + h))
                .add(v2.mul(t1S12))
                .add(v12.mul(s11S12));
        DoubleVector first = v11.mul(DoubleVector.fromArray(S, matched, MatchedSums.S11_S11 * W + h))
                .add(v22.mul(s12S12))
                .add(DoubleVector.fromArray(S, matched, MatchedSums.T1_T1 * W + h))
                .add(twice.add(twice));
        twice = v1.mul(t2S12)
                .add(v2.mul(DoubleVector.fromArray(S, matched, MatchedSums.T2_S22 * W + h)))
                .add(v12.mul(s12S22));
        DoubleVector second = v11.mul(s12S12)
                .add(v22.mul(DoubleVector.fromArray(S, matched, MatchedSums.S22_S22 * W + h)))
                .add(DoubleVector.fromArray(S, matched, MatchedSums.T2_T2 * W + h))
                .add(twice.add(twice));
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        second.intoArray(scratch.squares, MarginalScratch.COLUMNS_22 * W + h);
        first = first.mul(alpha.mul(alpha));
        if (plan.partial() >= 0) {
            DoubleVector mixed = DoubleVector.fromArray(S, matched, MatchedSums.T1_T2 * W + h)
                    .add(v1.mul(t1S12.add(DoubleVector.fromArray(S, matched, MatchedSums.T2_S11 * W + h))))
                    .add(v2.mul(t2S12.add(DoubleVector.fromArray(S, matched, MatchedSums.T1_S22 * W + h))))
                    .add(v11.mul(s11S12))
                    .add(v12.mul(s12S12.add(DoubleVector.fromArray(S, matched, MatchedSums.S11_S22 * W + h))))
                    .add(v22.mul(s12S22));
            DoubleVector gamma = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.GAMMA * W + h);
            DoubleVector bySecond = alpha.mul(mixed);
            first = first.add(gamma.mul(bySecond.add(bySecond).add(gamma.mul(second))));
            bySecond.add(gamma.mul(second)).intoArray(scratch.squares, MarginalScratch.COLUMNS_12 * W + h);
        }
        first.intoArray(scratch.squares, MarginalScratch.COLUMNS_11 * W + h);
    }
}
