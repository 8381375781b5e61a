package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Takes any number of columns, three at a time, through levels of two effects that {@link PairLevels} has conditioned. */
final class ManyPairColumns implements LevelColumns {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int W = Lanes.widthOf(MethodHandles.lookup());
    private static final int CHUNK = MarginalPlan.CHUNK;

    @Override
    public void solve(MarginalPlan plan, MarginalScratch scratch) {
        for (int n = 0; n < plan.width(); n++) {
            solve(n, plan, scratch);
            for (int m = n; m < plan.width(); m += CHUNK) {
                sum(m, n, plan, scratch);
            }
        }
    }

    /** Makes z₁ and z₂ / δ of column n. */
    private static void solve(int n, MarginalPlan plan, MarginalScratch scratch) {
        int h = scratch.h;
        double[] b = plan.products();
        double[] levels = scratch.levels;
        double[] solved = scratch.solved;
        int stride = 2 * plan.padded();
        int at = 2 * n + scratch.from * stride;
        int to = 2 * (n * plan.levels() + scratch.from) * W + h;
        int end = 2 * (n * plan.levels() + scratch.to) * W + h;
        int level = h;
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        DoubleVector gamma = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.GAMMA * W + h);
        for (; to < end; to += 2 * W, at += stride, level += 4 * W) {
            DoubleVector b2 = DoubleVector.broadcast(S, b[at + 1]);
            DoubleVector x1 = alpha.fma(DoubleVector.broadcast(S, b[at]), gamma.mul(b2));
            DoubleVector lambda = DoubleVector.fromArray(S, levels, level + W);
            DoubleVector z2 = b2.sub(lambda.mul(x1)).mul(DoubleVector.fromArray(S, levels, level + 2 * W));
            DoubleVector z1 = x1.mul(DoubleVector.fromArray(S, levels, level))
                    .sub(z2.mul(DoubleVector.fromArray(S, levels, level + 3 * W)));
            z1.intoArray(solved, to);
            z2.intoArray(solved, to + W);
        }
    }

    /** Adds xᵀ M⁻¹ x = (α b₁ + γ b₂) z₁ + δ² b₂ (z₂ / δ) of columns m to m + 2 and n. */
    private static void sum(int m, int n, MarginalPlan plan, MarginalScratch scratch) {
        int h = scratch.h;
        double[] b = plan.products();
        double[] solved = scratch.solved;
        int stride = 2 * plan.padded();
        int at = 2 * m + scratch.from * stride;
        int from = 2 * (n * plan.levels() + scratch.from) * W + h;
        int end = 2 * (n * plan.levels() + scratch.to) * W + h;
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        DoubleVector t0 = s0;
        DoubleVector t1 = s0;
        DoubleVector t2 = s0;
        DoubleVector u0 = s0;
        DoubleVector u1 = s0;
        DoubleVector u2 = s0;
        for (; from < end; from += 2 * W, at += stride) {
            DoubleVector z1 = DoubleVector.fromArray(S, solved, from);
            DoubleVector z2 = DoubleVector.fromArray(S, solved, from + W);
            DoubleVector b0 = DoubleVector.broadcast(S, b[at + 1]);
            DoubleVector b1 = DoubleVector.broadcast(S, b[at + 3]);
            DoubleVector b2 = DoubleVector.broadcast(S, b[at + 5]);
            s0 = z1.fma(DoubleVector.broadcast(S, b[at]), s0);
            s1 = z1.fma(DoubleVector.broadcast(S, b[at + 2]), s1);
            s2 = z1.fma(DoubleVector.broadcast(S, b[at + 4]), s2);
            t0 = z1.fma(b0, t0);
            t1 = z1.fma(b1, t1);
            t2 = z1.fma(b2, t2);
            u0 = z2.fma(b0, u0);
            u1 = z2.fma(b1, u1);
            u2 = z2.fma(b2, u2);
        }
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        DoubleVector gamma = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.GAMMA * W + h);
        DoubleVector delta = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.DELTA * W + h);
        DoubleVector delta2 = delta.mul(delta);
        double[] sums = scratch.sums;
        int line = plan.padded() * W;
        int to = m * line + n * W + h;
        s0 = delta2.fma(u0, gamma.fma(t0, alpha.mul(s0)));
        s1 = delta2.fma(u1, gamma.fma(t1, alpha.mul(s1)));
        s2 = delta2.fma(u2, gamma.fma(t2, alpha.mul(s2)));
        DoubleVector.fromArray(S, sums, to).add(s0).intoArray(sums, to);
        DoubleVector.fromArray(S, sums, to + line).add(s1).intoArray(sums, to + line);
        DoubleVector.fromArray(S, sums, to + 2 * line).add(s2).intoArray(sums, to + 2 * line);
    }

    @Override
    public void square(MarginalPlan plan, MarginalScratch scratch) {
        for (int t = 0; t < plan.width(); t++) {
            scratch.clearCombined(2);
            int last = t == 0 ? plan.columns() : t;
            int n = t == 0 ? 0 : 1;
            for (; n + CHUNK <= last; n += CHUNK) {
                combine(t, n, plan, scratch);
            }
            combineAndSquare(t, n, plan, scratch);
        }
    }

    /** Adds three columns' share of combination t. */
    private static void combine(int t, int n, MarginalPlan plan, MarginalScratch scratch) {
        int h = scratch.h;
        double[] solved = scratch.solved;
        double[] combined = scratch.combined;
        int line = 2 * plan.levels() * W;
        int from = n * line + 2 * scratch.from * W + h;
        int at = (t * plan.padded() + n) * W + h;
        DoubleVector c0 = DoubleVector.fromArray(S, scratch.combinations, at);
        DoubleVector c1 = DoubleVector.fromArray(S, scratch.combinations, at + W);
        DoubleVector c2 = DoubleVector.fromArray(S, scratch.combinations, at + 2 * W);
        int end = 2 * (scratch.to - scratch.from) * W;
        for (int j = h; j < end; j += W, from += W) {
            DoubleVector z = DoubleVector.fromArray(S, combined, j);
            z = c0.fma(DoubleVector.fromArray(S, solved, from), z);
            z = c1.fma(DoubleVector.fromArray(S, solved, from + line), z);
            z = c2.fma(DoubleVector.fromArray(S, solved, from + 2 * line), z);
            z.intoArray(combined, j);
        }
    }

    /** Adds the last three columns' share of combination t, and its square to E[ζ ζᵀ]. */
    private static void combineAndSquare(int t, int n, MarginalPlan plan, MarginalScratch scratch) {
        int h = scratch.h;
        double[] solved = scratch.solved;
        double[] combined = scratch.combined;
        int line = 2 * plan.levels() * W;
        int from = n * line + 2 * scratch.from * W + h;
        int at = (t * plan.padded() + n) * W + h;
        DoubleVector c0 = DoubleVector.fromArray(S, scratch.combinations, at);
        DoubleVector c1 = DoubleVector.fromArray(S, scratch.combinations, at + W);
        DoubleVector c2 = DoubleVector.fromArray(S, scratch.combinations, at + 2 * W);
        DoubleVector first = DoubleVector.zero(S);
        DoubleVector mixed = first;
        DoubleVector second = first;
        int end = 2 * (scratch.to - scratch.from) * W;
        for (int j = h; j < end; j += 2 * W, from += 2 * W) {
            DoubleVector z1 = DoubleVector.fromArray(S, combined, j);
            DoubleVector z2 = DoubleVector.fromArray(S, combined, j + W);
            z1 = c0.fma(DoubleVector.fromArray(S, solved, from), z1);
            z2 = c0.fma(DoubleVector.fromArray(S, solved, from + W), z2);
            z1 = c1.fma(DoubleVector.fromArray(S, solved, from + line), z1);
            z2 = c1.fma(DoubleVector.fromArray(S, solved, from + line + W), z2);
            z1 = c2.fma(DoubleVector.fromArray(S, solved, from + 2 * line), z1);
            z2 = c2.fma(DoubleVector.fromArray(S, solved, from + 2 * line + W), z2);
            first = z1.fma(z1, first);
            mixed = z1.fma(z2, mixed);
            second = z2.fma(z2, second);
        }
        double[] squares = scratch.squares;
        int to = MarginalScratch.COLUMNS_11 * W + h;
        DoubleVector.fromArray(S, squares, to).add(first).intoArray(squares, to);
        to = MarginalScratch.COLUMNS_12 * W + h;
        DoubleVector.fromArray(S, squares, to).add(mixed).intoArray(squares, to);
        to = MarginalScratch.COLUMNS_22 * W + h;
        DoubleVector.fromArray(S, squares, to).add(second).intoArray(squares, to);
    }
}
