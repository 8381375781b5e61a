package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Goes over levels of two effects, correlated or not. M = [m, δ μ; δ μ, …] with m = 1 + α² a₁₁ + 2 α γ a₁₂ + γ² a₂₂ and
 * μ = α a₁₂ + γ a₂₂, and with λ = μ / m and k = m / |M|, for x = [x₁, δ b₂],
 *
 * <pre>z₂ / δ = k (b₂ − λ x₁),  z₁ = x₁ / m − δ² λ (z₂ / δ).</pre>
 *
 * |M| = 1 + tr(A O) + |A| |O| with O = τ Λ Λᵀ, so nothing cancels where A is singular, and no sd or correlation need be inside its
 * bounds.
 */
final class EffectPairs implements LevelPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());
    private static final int CHUNK = MarginalPlan.CHUNK;

    @Override
    public void solve(MarginalPlan plan, MarginalScratch scratch) {
        for (scratch.h = 0; scratch.h < W; scratch.h += L) {
            for (boolean more = scratch.firstTile(plan); more; more = scratch.nextTile(plan)) {
                condition(plan.grams(), scratch);
                if (plan.width() <= CHUNK) {
                    solveAndSum(plan, scratch);
                } else {
                    solveEach(plan, scratch);
                }
            }
        }
    }

    private static void solveEach(MarginalPlan plan, MarginalScratch scratch) {
        for (int n = 0; n < plan.width(); n++) {
            solve(n, plan, scratch);
            for (int m = n; m < plan.width(); m += CHUNK) {
                sum(m, n, plan, scratch);
            }
        }
    }

    /** Makes 1 / m, λ, k and δ² λ of levels, and the products of their |M|; adds M⁻¹ to E[ζ ζᵀ]. */
    private static void condition(double[] grams, MarginalScratch scratch) {
        int h = scratch.h;
        double[] levels = scratch.levels;
        double[] squares = scratch.squares;
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        DoubleVector gamma = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.GAMMA * W + h);
        DoubleVector delta = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.DELTA * W + h);
        DoubleVector o11 = alpha.mul(alpha);
        DoubleVector twice12 = alpha.mul(gamma).mul(2.0);
        DoubleVector gamma2 = gamma.mul(gamma);
        DoubleVector delta2 = delta.mul(delta);
        DoubleVector determinant = o11.mul(delta2);
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        DoubleVector product = one;
        DoubleVector first = DoubleVector.fromArray(S, squares, MarginalScratch.FIRST * W + h);
        DoubleVector mixed = DoubleVector.fromArray(S, squares, MarginalScratch.MIXED * W + h);
        DoubleVector second = DoubleVector.fromArray(S, squares, MarginalScratch.INVERSE * W + h);
        int to = h;
        for (int j = scratch.from; j < scratch.to; j++, to += 4 * W) {
            DoubleVector a12 = DoubleVector.broadcast(S, grams[4 * j + 1]);
            DoubleVector a22 = DoubleVector.broadcast(S, grams[4 * j + 2]);
            DoubleVector m = o11.fma(DoubleVector.broadcast(S, grams[4 * j]), one);
            m = gamma2.fma(a22, twice12.fma(a12, m));
            DoubleVector size = delta2.fma(a22, m);
            size = determinant.fma(DoubleVector.broadcast(S, grams[4 * j + 3]), size);
            DoubleVector inverse = one.div(m.mul(size));
            DoubleVector inverseM = inverse.mul(size);
            DoubleVector k = m.mul(inverse).mul(m);
            DoubleVector lambda = alpha.fma(a12, gamma.mul(a22)).mul(inverseM);
            DoubleVector lambdaK = lambda.mul(k);
            DoubleVector back = delta2.mul(lambda);
            first = first.add(back.fma(lambdaK, inverseM));
            mixed = mixed.sub(lambdaK);
            second = second.add(k);
            inverseM.intoArray(levels, to);
            lambda.intoArray(levels, to + W);
            k.intoArray(levels, to + 2 * W);
            back.intoArray(levels, to + 3 * W);
            product = product.mul(size);
            if (j % MarginalPlan.GROUP == MarginalPlan.GROUP - 1) {
                product.intoArray(scratch.determinants, j / MarginalPlan.GROUP * W + h);
                product = one;
            }
        }
        first.intoArray(squares, MarginalScratch.FIRST * W + h);
        mixed.intoArray(squares, MarginalScratch.MIXED * W + h);
        second.intoArray(squares, MarginalScratch.INVERSE * W + h);
    }

    /** Does all of at most three columns, with xᵀ M⁻¹ x = x₁ x₁ / m + δ² k h h of h = b₂ − λ x₁. */
    private static void solveAndSum(MarginalPlan plan, MarginalScratch scratch) {
        int h = scratch.h;
        double[] b = plan.products();
        double[] levels = scratch.levels;
        double[] solved = scratch.solved;
        int stride = 2 * plan.padded();
        int line = 2 * plan.levels() * W;
        DoubleVector alpha = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.ALPHA * W + h);
        DoubleVector gamma = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.GAMMA * W + h);
        DoubleVector delta = DoubleVector.fromArray(S, scratch.scales, MarginalScratch.DELTA * W + h);
        DoubleVector delta2 = delta.mul(delta);
        DoubleVector s00 = DoubleVector.zero(S);
        DoubleVector s10 = s00;
        DoubleVector s11 = s00;
        DoubleVector s20 = s00;
        DoubleVector s21 = s00;
        DoubleVector s22 = s00;
        int at = scratch.from * stride;
        int end = scratch.to * stride;
        int level = h;
        int to = 2 * scratch.from * W + h;
        for (; at < end; at += stride, level += 4 * W, to += 2 * W) {
            DoubleVector inverse = DoubleVector.fromArray(S, levels, level);
            DoubleVector lambda = DoubleVector.fromArray(S, levels, level + W);
            DoubleVector k = DoubleVector.fromArray(S, levels, level + 2 * W);
            DoubleVector back = DoubleVector.fromArray(S, levels, level + 3 * W);
            DoubleVector b0 = DoubleVector.broadcast(S, b[at + 1]);
            DoubleVector b1 = DoubleVector.broadcast(S, b[at + 3]);
            DoubleVector b2 = DoubleVector.broadcast(S, b[at + 5]);
            DoubleVector x0 = alpha.fma(DoubleVector.broadcast(S, b[at]), gamma.mul(b0));
            DoubleVector x1 = alpha.fma(DoubleVector.broadcast(S, b[at + 2]), gamma.mul(b1));
            DoubleVector x2 = alpha.fma(DoubleVector.broadcast(S, b[at + 4]), gamma.mul(b2));
            DoubleVector h0 = b0.sub(lambda.mul(x0));
            DoubleVector h1 = b1.sub(lambda.mul(x1));
            DoubleVector h2 = b2.sub(lambda.mul(x2));
            DoubleVector y0 = x0.mul(inverse);
            DoubleVector y1 = x1.mul(inverse);
            DoubleVector y2 = x2.mul(inverse);
            s00 = x0.fma(y0, s00);
            s10 = x1.fma(y0, s10);
            s11 = x1.fma(y1, s11);
            s20 = x2.fma(y0, s20);
            s21 = x2.fma(y1, s21);
            s22 = x2.fma(y2, s22);
            DoubleVector w0 = k.mul(h0);
            DoubleVector w1 = k.mul(h1);
            DoubleVector w2 = k.mul(h2);
            y0.sub(back.mul(w0)).intoArray(solved, to);
            w0.intoArray(solved, to + W);
            y1.sub(back.mul(w1)).intoArray(solved, to + line);
            w1.intoArray(solved, to + line + W);
            y2.sub(back.mul(w2)).intoArray(solved, to + 2 * line);
            w2.intoArray(solved, to + 2 * line + W);
            h0 = h0.mul(delta2);
            h1 = h1.mul(delta2);
            h2 = h2.mul(delta2);
            s00 = h0.fma(w0, s00);
            s10 = h1.fma(w0, s10);
            s11 = h1.fma(w1, s11);
            s20 = h2.fma(w0, s20);
            s21 = h2.fma(w1, s21);
            s22 = h2.fma(w2, s22);
        }
        double[] sums = scratch.sums;
        int row = plan.padded() * W;
        DoubleVector.fromArray(S, sums, h).add(s00).intoArray(sums, h);
        DoubleVector.fromArray(S, sums, row + h).add(s10).intoArray(sums, row + h);
        DoubleVector.fromArray(S, sums, row + W + h).add(s11).intoArray(sums, row + W + h);
        DoubleVector.fromArray(S, sums, 2 * row + h).add(s20).intoArray(sums, 2 * row + h);
        DoubleVector.fromArray(S, sums, 2 * row + W + h).add(s21).intoArray(sums, 2 * row + W + h);
        DoubleVector.fromArray(S, sums, 2 * row + 2 * W + h).add(s22).intoArray(sums, 2 * row + 2 * W + h);
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
        for (scratch.h = 0; scratch.h < W; scratch.h += L) {
            if (plan.width() <= CHUNK) {
                squareThree(plan, scratch);
            } else {
                for (boolean more = scratch.firstTile(plan); more; more = scratch.nextTile(plan)) {
                    squareEach(plan, scratch);
                }
            }
        }
    }

    private static void squareEach(MarginalPlan plan, MarginalScratch scratch) {
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

    /** Adds the squares of the combinations of at most three columns. */
    private static void squareThree(MarginalPlan plan, MarginalScratch scratch) {
        int h = scratch.h;
        double[] solved = scratch.solved;
        double[] combinations = scratch.combinations;
        int row = plan.padded() * W;
        DoubleVector c01 = DoubleVector.fromArray(S, combinations, W + h);
        DoubleVector c02 = DoubleVector.fromArray(S, combinations, 2 * W + h);
        DoubleVector c11 = DoubleVector.fromArray(S, combinations, row + W + h);
        DoubleVector c21 = DoubleVector.fromArray(S, combinations, 2 * row + W + h);
        DoubleVector c22 = DoubleVector.fromArray(S, combinations, 2 * row + 2 * W + h);
        DoubleVector first = DoubleVector.zero(S);
        DoubleVector mixed = first;
        DoubleVector second = first;
        int line = 2 * plan.levels() * W;
        for (int j = h; j < line; j += 2 * W) {
            DoubleVector z1 = DoubleVector.fromArray(S, solved, line + j);
            DoubleVector w1 = DoubleVector.fromArray(S, solved, line + j + W);
            DoubleVector z2 = DoubleVector.fromArray(S, solved, 2 * line + j);
            DoubleVector w2 = DoubleVector.fromArray(S, solved, 2 * line + j + W);
            DoubleVector z = c02.fma(z2, c01.fma(z1, DoubleVector.fromArray(S, solved, j)));
            DoubleVector w = c02.fma(w2, c01.fma(w1, DoubleVector.fromArray(S, solved, j + W)));
            first = z.fma(z, first);
            mixed = z.fma(w, mixed);
            second = w.fma(w, second);
            z = c22.fma(z2, c21.mul(z1));
            w = c22.fma(w2, c21.mul(w1));
            first = z.fma(z, first);
            mixed = z.fma(w, mixed);
            second = w.fma(w, second);
            z = c11.mul(z1);
            w = c11.mul(w1);
            first = z.fma(z, first);
            mixed = z.fma(w, mixed);
            second = w.fma(w, second);
        }
        DoubleVector tau = DoubleVector.fromArray(S, scratch.tau, h);
        double[] squares = scratch.squares;
        int to = MarginalScratch.FIRST * W + h;
        first.fma(tau, DoubleVector.fromArray(S, squares, to)).intoArray(squares, to);
        to = MarginalScratch.MIXED * W + h;
        mixed.fma(tau, DoubleVector.fromArray(S, squares, to)).intoArray(squares, to);
        to = MarginalScratch.REST * W + h;
        second.fma(tau, DoubleVector.fromArray(S, squares, to)).intoArray(squares, to);
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
        DoubleVector tau = DoubleVector.fromArray(S, scratch.tau, h);
        double[] squares = scratch.squares;
        int to = MarginalScratch.FIRST * W + h;
        first.fma(tau, DoubleVector.fromArray(S, squares, to)).intoArray(squares, to);
        to = MarginalScratch.MIXED * W + h;
        mixed.fma(tau, DoubleVector.fromArray(S, squares, to)).intoArray(squares, to);
        to = MarginalScratch.REST * W + h;
        second.fma(tau, DoubleVector.fromArray(S, squares, to)).intoArray(squares, to);
    }
}
