package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Takes at most three columns, all in registers, through levels of two effects that {@link PairLevels} has conditioned. */
final class FewPairColumns implements LevelColumns {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    /** {@inheritDoc} With xᵀ M⁻¹ x = x₁ x₁ / m + δ² k h h of h = b₂ − λ x₁. */
    @Override
    public void solve(MarginalPlan plan, MarginalScratch scratch) {
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

    @Override
    public void square(MarginalPlan plan, MarginalScratch scratch) {
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
        int end = 2 * scratch.to * W + h;
        for (int j = 2 * scratch.from * W + h; j < end; j += 2 * W) {
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
        double[] squares = scratch.squares;
        int to = MarginalScratch.COLUMNS_11 * W + h;
        DoubleVector.fromArray(S, squares, to).add(first).intoArray(squares, to);
        to = MarginalScratch.COLUMNS_12 * W + h;
        DoubleVector.fromArray(S, squares, to).add(mixed).intoArray(squares, to);
        to = MarginalScratch.COLUMNS_22 * W + h;
        DoubleVector.fromArray(S, squares, to).add(second).intoArray(squares, to);
    }
}
