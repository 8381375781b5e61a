package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Adds E[ζ ζᵀ] of each level: M⁻¹, the square of E[ζ], and what the spread of the other coefficients adds, Y P⁻¹ Yᵀ. With P⁻¹ = H + Hᵀ that
 * is Y H Yᵀ and its transpose.
 */
final class LevelMoments implements EliminationPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void run(EliminationPlan plan, EliminationScratch scratch) {
        int[] batches = plan.batches();
        for (int h = 0; h < W; h += L) {
            for (int b = 0; b + 1 < batches.length; b++) {
                spread(plan, scratch, batches[b], batches[b + 1], h);
                for (int j = batches[b]; j < batches[b + 1]; j++) {
                    predict(plan, scratch, j, h);
                    invert(plan, scratch, j, h);
                    add(plan, scratch, j, j - batches[b], h);
                }
            }
        }
    }

    /** Rows of Y H of levels that meet the same columns, two at a time; where there is no second, the first goes again. */
    private static void spread(EliminationPlan plan, EliminationScratch scratch, int from, int to, int h) {
        int[] met = plan.met()[from];
        int rows = (to - from) * plan.effects();
        int first = (scratch.solvedAt[from] + 1) * W + h;
        int apart = (1 + met.length) * W;
        int line = met.length * W;
        for (int r = 0; r < rows; r += 2) {
            int second = r + 1 < rows ? 1 : 0;
            for (int m = 0; m < met.length; m += 4) {
                spreadFour(
                        plan.width(), scratch, met, m, first + r * apart, second * apart, r * line + h, second * line);
            }
        }
    }

    /** Four columns of two rows, so far apart in Y and in Y H; where there are fewer columns, the last one goes again. */
    private static void spreadFour(
            int width, EliminationScratch scratch, int[] met, int m, int at, int apart, int to, int toApart) {
        double[] y = scratch.solved;
        double[] halved = scratch.halved;
        double[] spread = scratch.spread;
        int last = met.length - 1;
        int h = to % W;
        int m1 = Math.min(m + 1, last);
        int m2 = Math.min(m + 2, last);
        int m3 = Math.min(m + 3, last);
        int row0 = met[m] * width * W + h;
        int row1 = met[m1] * width * W + h;
        int row2 = met[m2] * width * W + h;
        int row3 = met[m3] * width * W + h;
        DoubleVector a0 = DoubleVector.zero(S);
        DoubleVector a1 = a0;
        DoubleVector a2 = a0;
        DoubleVector a3 = a0;
        DoubleVector b0 = a0;
        DoubleVector b1 = a0;
        DoubleVector b2 = a0;
        DoubleVector b3 = a0;
        // Beyond the diagonal H is 0.
        for (int n = 0; n <= m3; n++, at += W) {
            DoubleVector a = DoubleVector.fromArray(S, y, at);
            DoubleVector b = DoubleVector.fromArray(S, y, at + apart);
            int column = met[n] * W;
            DoubleVector c = DoubleVector.fromArray(S, halved, row0 + column);
            a0 = a.fma(c, a0);
            b0 = b.fma(c, b0);
            c = DoubleVector.fromArray(S, halved, row1 + column);
            a1 = a.fma(c, a1);
            b1 = b.fma(c, b1);
            c = DoubleVector.fromArray(S, halved, row2 + column);
            a2 = a.fma(c, a2);
            b2 = b.fma(c, b2);
            c = DoubleVector.fromArray(S, halved, row3 + column);
            a3 = a.fma(c, a3);
            b3 = b.fma(c, b3);
        }
        a0.intoArray(spread, to + m * W);
        a1.intoArray(spread, to + m1 * W);
        a2.intoArray(spread, to + m2 * W);
        a3.intoArray(spread, to + m3 * W);
        b0.intoArray(spread, to + toApart + m * W);
        b1.intoArray(spread, to + toApart + m1 * W);
        b2.intoArray(spread, to + toApart + m2 * W);
        b3.intoArray(spread, to + toApart + m3 * W);
    }

    /** E[ζ] = Y_c − Y_B E[b]. */
    private static void predict(EliminationPlan plan, EliminationScratch scratch, int level, int h) {
        int at = scratch.solvedAt[level] * W + h;
        for (int k = 0; k < plan.effects(); k++) {
            DoubleVector response = DoubleVector.fromArray(S, scratch.solved, at);
            DoubleVector sum = DoubleVector.zero(S);
            at += W;
            for (int m : plan.met()[level]) {
                sum = DoubleVector.fromArray(S, scratch.solved, at)
                        .fma(DoubleVector.fromArray(S, scratch.mean, m * W + h), sum);
                at += W;
            }
            response.sub(sum).intoArray(scratch.zeta, k * W + h);
        }
    }

    /** C⁻¹. */
    private static void invert(EliminationPlan plan, EliminationScratch scratch, int level, int h) {
        int n = plan.effects();
        double[] c = scratch.roots;
        int at = level * n * n;
        for (int i = 0; i < n; i++) {
            DoubleVector inverse = DoubleVector.fromArray(S, c, (at + i * n + i) * W + h);
            for (int j = 0; j < i; j++) {
                DoubleVector sum = DoubleVector.zero(S);
                for (int k = j; k < i; k++) {
                    sum = DoubleVector.fromArray(S, c, (at + i * n + k) * W + h)
                            .fma(DoubleVector.fromArray(S, scratch.inverseRoot, (k * n + j) * W + h), sum);
                }
                inverse.mul(sum).neg().intoArray(scratch.inverseRoot, (i * n + j) * W + h);
            }
            inverse.intoArray(scratch.inverseRoot, (i * n + i) * W + h);
        }
    }

    /** Adds the moments of a level, which has a number in its batch; they are symmetric. */
    private static void add(EliminationPlan plan, EliminationScratch scratch, int level, int number, int h) {
        int n = plan.effects();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                int to = (1 + i * n + j) * W + h;
                moment(plan, scratch, level, number, i, j, to);
                DoubleVector.fromArray(S, scratch.moments, to).intoArray(scratch.moments, (1 + j * n + i) * W + h);
            }
        }
    }

    private static void moment(
            EliminationPlan plan, EliminationScratch scratch, int level, int number, int i, int j, int to) {
        int n = plan.effects();
        int h = to % W;
        int count = plan.met()[level].length;
        double[] inverse = scratch.inverseRoot;
        double[] y = scratch.solved;
        double[] spread = scratch.spread;
        DoubleVector sum = DoubleVector.fromArray(S, scratch.zeta, j * W + h)
                .fma(
                        DoubleVector.fromArray(S, scratch.zeta, i * W + h),
                        DoubleVector.fromArray(S, scratch.moments, to));
        for (int k = i; k < n; k++) {
            sum = DoubleVector.fromArray(S, inverse, (k * n + i) * W + h)
                    .fma(DoubleVector.fromArray(S, inverse, (k * n + j) * W + h), sum);
        }
        int yI = (scratch.solvedAt[level] + i * (1 + count) + 1) * W + h;
        int yJ = (scratch.solvedAt[level] + j * (1 + count) + 1) * W + h;
        int spreadI = (number * n + i) * count * W + h;
        int spreadJ = (number * n + j) * count * W + h;
        DoubleVector other = DoubleVector.zero(S);
        for (int m = 0; m < count * W; m += W) {
            sum = DoubleVector.fromArray(S, spread, spreadI + m).fma(DoubleVector.fromArray(S, y, yJ + m), sum);
            other = DoubleVector.fromArray(S, spread, spreadJ + m).fma(DoubleVector.fromArray(S, y, yI + m), other);
        }
        DoubleVector.zero(S).add(sum).add(other).intoArray(scratch.moments, to);
    }
}
