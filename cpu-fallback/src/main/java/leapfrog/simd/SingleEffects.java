package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Goes over levels of one effect: M = 1 + α² a, x = α b. */
final class SingleEffects implements LevelCondition, LevelColumns {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int W = Lanes.widthOf(MethodHandles.lookup());
    private static final int CHUNK = MarginalPlan.CHUNK;

    /** {@inheritDoc} Columns need α / M. */
    @Override
    public void condition(MarginalPlan plan, MarginalScratch scratch) {
        double[] grams = plan.grams();
        int h = scratch.h;
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        DoubleVector square = alpha.mul(alpha);
        DoubleVector product = one;
        DoubleVector first = DoubleVector.fromArray(S, scratch.squares, MarginalScratch.INVERSE_11 * W + h);
        int to = h;
        for (int j = scratch.from; j < scratch.to; j++, to += W) {
            DoubleVector m = square.fma(DoubleVector.broadcast(S, grams[j]), one);
            DoubleVector inverse = one.div(m);
            first = first.add(inverse);
            inverse.mul(alpha).intoArray(scratch.levels, to);
            product = product.mul(m);
            if (j % MarginalPlan.GROUP == MarginalPlan.GROUP - 1) {
                product.intoArray(scratch.determinants, j / MarginalPlan.GROUP * W + h);
                product = one;
            }
        }
        first.intoArray(scratch.squares, MarginalScratch.INVERSE_11 * W + h);
    }

    @Override
    public void solve(MarginalPlan plan, MarginalScratch scratch) {
        for (int n = 0; n < plan.width(); n++) {
            solve(n, plan, scratch);
            for (int m = n; m < plan.width(); m += CHUNK) {
                sum(m, n, plan, scratch);
            }
        }
    }

    /** Makes z of column n. */
    private static void solve(int n, MarginalPlan plan, MarginalScratch scratch) {
        double[] b = plan.products();
        int stride = plan.padded();
        int at = n + scratch.from * stride;
        int to = (n * plan.levels() + scratch.from) * W + scratch.h;
        int end = (n * plan.levels() + scratch.to) * W + scratch.h;
        int level = scratch.h;
        for (; to < end; to += W, at += stride, level += W) {
            DoubleVector.fromArray(S, scratch.levels, level).mul(b[at]).intoArray(scratch.solved, to);
        }
    }

    /** Adds xᵀ M⁻¹ x of columns m to m + 2 and n. */
    private static void sum(int m, int n, MarginalPlan plan, MarginalScratch scratch) {
        int h = scratch.h;
        double[] b = plan.products();
        double[] solved = scratch.solved;
        int stride = plan.padded();
        int at = m + scratch.from * stride;
        int from = (n * plan.levels() + scratch.from) * W + h;
        int end = (n * plan.levels() + scratch.to) * W + h;
        DoubleVector s0 = DoubleVector.zero(S);
        DoubleVector s1 = s0;
        DoubleVector s2 = s0;
        for (; from < end; from += W, at += stride) {
            DoubleVector z = DoubleVector.fromArray(S, solved, from);
            s0 = z.fma(DoubleVector.broadcast(S, b[at]), s0);
            s1 = z.fma(DoubleVector.broadcast(S, b[at + 1]), s1);
            s2 = z.fma(DoubleVector.broadcast(S, b[at + 2]), s2);
        }
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        double[] sums = scratch.sums;
        int line = plan.padded() * W;
        int to = m * line + n * W + h;
        alpha.fma(s0, DoubleVector.fromArray(S, sums, to)).intoArray(sums, to);
        alpha.fma(s1, DoubleVector.fromArray(S, sums, to + line)).intoArray(sums, to + line);
        alpha.fma(s2, DoubleVector.fromArray(S, sums, to + 2 * line)).intoArray(sums, to + 2 * line);
    }

    @Override
    public void square(MarginalPlan plan, MarginalScratch scratch) {
        for (int t = 0; t < plan.width(); t++) {
            scratch.clearCombined(1);
            int last = t == 0 ? plan.columns() : t;
            for (int n = t == 0 ? 0 : 1; n <= last; n += CHUNK) {
                combine(t, n, plan, scratch);
            }
            square(scratch);
        }
    }

    /** Adds three columns' share of combination t. */
    private static void combine(int t, int n, MarginalPlan plan, MarginalScratch scratch) {
        int h = scratch.h;
        double[] solved = scratch.solved;
        double[] combined = scratch.combined;
        int line = plan.levels() * W;
        int from = n * line + scratch.from * W + h;
        int at = (t * plan.padded() + n) * W + h;
        DoubleVector c0 = DoubleVector.fromArray(S, scratch.combinations, at);
        DoubleVector c1 = DoubleVector.fromArray(S, scratch.combinations, at + W);
        DoubleVector c2 = DoubleVector.fromArray(S, scratch.combinations, at + 2 * W);
        int end = (scratch.to - scratch.from) * W;
        for (int j = h; j < end; j += W, from += W) {
            DoubleVector z = DoubleVector.fromArray(S, combined, j);
            z = c0.fma(DoubleVector.fromArray(S, solved, from), z);
            z = c1.fma(DoubleVector.fromArray(S, solved, from + line), z);
            z = c2.fma(DoubleVector.fromArray(S, solved, from + 2 * line), z);
            z.intoArray(combined, j);
        }
    }

    /** Adds the square of a combination to E[ζ²]. */
    private static void square(MarginalScratch scratch) {
        int h = scratch.h;
        int end = (scratch.to - scratch.from) * W;
        DoubleVector sum = DoubleVector.zero(S);
        for (int j = h; j < end; j += W) {
            DoubleVector z = DoubleVector.fromArray(S, scratch.combined, j);
            sum = z.fma(z, sum);
        }
        double[] squares = scratch.squares;
        int to = MarginalScratch.COLUMNS_11 * W + h;
        DoubleVector.fromArray(S, squares, to).add(sum).intoArray(squares, to);
    }
}
