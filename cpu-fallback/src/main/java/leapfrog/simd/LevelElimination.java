package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Makes C and G of each level, takes its share out of P, g and q, and leaves Y = C⁻ᵀ G = M⁻¹ τ Λᵀ [c, B] in its place. Levels of a
 * batch are taken out together, four rows at a time, for P is large.
 */
final class LevelElimination implements EliminationPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void run(EliminationPlan plan, EliminationScratch scratch) {
        int[] batches = plan.batches();
        for (int h = 0; h < W; h += L) {
            for (int b = 0; b + 1 < batches.length; b++) {
                for (int j = batches[b]; j < batches[b + 1]; j++) {
                    root(plan, scratch, j, h);
                    solve(plan, scratch, j, h);
                }
                subtract(plan, scratch, batches[b], batches[b + 1], h);
                for (int j = batches[b]; j < batches[b + 1]; j++) {
                    solveTransposed(plan, scratch, j, h);
                }
            }
        }
    }

    /** Makes C, with its diagonal in a product of those of several levels. */
    private static void root(EliminationPlan plan, EliminationScratch scratch, int level, int h) {
        int group = EliminationScratch.group(plan);
        int product = level / group * W + h;
        if (level % group == 0) {
            DoubleVector.broadcast(S, 1.0).intoArray(scratch.products, product);
        }
        condition(plan, scratch, level, product);
    }

    /** Fills C of M = I + τ Λᵀ A Λ, and multiplies a product with its diagonal. */
    private static void condition(EliminationPlan plan, EliminationScratch scratch, int level, int product) {
        int n = plan.effects();
        int at = level * n * n;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                fill(plan, scratch, at, i, j, product % W);
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                factor(scratch.roots, at, n, i, j, product % W);
            }
            factor(scratch, at, n, i, product);
        }
    }

    /** An entry of M. */
    private static void fill(EliminationPlan plan, EliminationScratch scratch, int at, int i, int j, int h) {
        int n = plan.effects();
        double[] lambda = scratch.lambda;
        DoubleVector sum = DoubleVector.zero(S);
        for (int k = i; k < n; k++) {
            DoubleVector row = DoubleVector.zero(S);
            for (int l = j; l < n; l++) {
                row = DoubleVector.fromArray(S, lambda, (1 + l * n + j) * W + h)
                        .fma(DoubleVector.broadcast(S, plan.grams()[at + k * n + l]), row);
            }
            sum = row.fma(DoubleVector.fromArray(S, lambda, (1 + k * n + i) * W + h), sum);
        }
        DoubleVector.fromArray(S, scratch.tau, h)
                .fma(sum, DoubleVector.broadcast(S, i == j ? 1.0 : 0.0))
                .intoArray(scratch.roots, (at + i * n + j) * W + h);
    }

    /** An entry of C below the diagonal. */
    private static void factor(double[] c, int at, int n, int i, int j, int h) {
        int to = (at + i * n + j) * W + h;
        DoubleVector entry = DoubleVector.fromArray(S, c, to);
        for (int k = 0; k < j; k++) {
            entry = entry.sub(DoubleVector.fromArray(S, c, (at + i * n + k) * W + h)
                    .mul(DoubleVector.fromArray(S, c, (at + j * n + k) * W + h)));
        }
        entry.mul(DoubleVector.fromArray(S, c, (at + j * n + j) * W + h)).intoArray(c, to);
    }

    /** The inverse of an entry on the diagonal, with which a product is multiplied. */
    private static void factor(EliminationScratch scratch, int at, int n, int i, int product) {
        int h = product % W;
        double[] c = scratch.roots;
        int to = (at + i * n + i) * W + h;
        DoubleVector entry = DoubleVector.fromArray(S, c, to);
        for (int k = 0; k < i; k++) {
            DoubleVector left = DoubleVector.fromArray(S, c, (at + i * n + k) * W + h);
            entry = entry.sub(left.mul(left));
        }
        DoubleVector root = entry.sqrt();
        DoubleVector.broadcast(S, 1.0).div(root).intoArray(c, to);
        DoubleVector.fromArray(S, scratch.products, product).mul(root).intoArray(scratch.products, product);
    }

    /**
     * Fills G = C⁻¹ τ Λᵀ [c, B]: row i of it is a combination of rows of [c, B], of which those above i are rows of G already, and the
     * others not yet.
     */
    private static void solve(EliminationPlan plan, EliminationScratch scratch, int level, int h) {
        int n = plan.effects();
        int line = 1 + plan.met()[level].length;
        int first = scratch.solvedAt[level];
        double[] g = scratch.solved;
        for (int k = 0; k < n; k++) {
            for (int m = 0; m < line; m++) {
                column(plan, scratch, level, k, m, (first + k * line + m) * W + h);
            }
        }
        for (int i = 0; i < n; i++) {
            shares(plan, scratch, level * n * n, i, h);
            int to = (first + i * line) * W + h;
            scale(g, to, line, scratch.shares, i * W + h);
            for (int k = 0; k < n; k++) {
                if (k != i) {
                    add(g, (first + k * line) * W + h, to, line, scratch.shares, k * W + h);
                }
            }
        }
    }

    /** Writes an effect's product with the response or a column of a level, the column being one times Λ. */
    private static void column(EliminationPlan plan, EliminationScratch scratch, int level, int effect, int m, int to) {
        int h = to % W;
        int[] met = plan.met()[level];
        double[] products = plan.products()[level];
        int from = effect * (1 + met.length) + m;
        // Line 0 of Λ is 1.
        int at = m == 0 ? 0 : plan.firstScale()[met[m - 1]];
        int count = m == 0 ? 1 : plan.following()[met[m - 1]];
        int next = m == 0 ? 0 : plan.nextScale()[met[m - 1]];
        DoubleVector sum = DoubleVector.zero(S);
        for (int i = 0; i < count; i++) {
            sum = DoubleVector.fromArray(S, scratch.lambda, at * W + h)
                    .fma(DoubleVector.broadcast(S, products[from + i]), sum);
            at += next;
        }
        sum.intoArray(scratch.solved, to);
    }

    /** What row i of G has of each row: of those above −c[i, k] / c[i, i], of itself and those below τ Λ[k, i] / c[i, i]. */
    private static void shares(EliminationPlan plan, EliminationScratch scratch, int at, int i, int h) {
        int n = plan.effects();
        double[] c = scratch.roots;
        DoubleVector inverse = DoubleVector.fromArray(S, c, (at + i * n + i) * W + h);
        DoubleVector scale = DoubleVector.fromArray(S, scratch.tau, h).mul(inverse);
        for (int k = 0; k < n; k++) {
            DoubleVector share = k < i
                    ? DoubleVector.fromArray(S, c, (at + i * n + k) * W + h)
                            .mul(inverse)
                            .neg()
                    : DoubleVector.fromArray(S, scratch.lambda, (1 + k * n + i) * W + h)
                            .mul(scale);
            share.intoArray(scratch.shares, k * W + h);
        }
    }

    /** Multiplies so many lines from a place on. */
    private static void scale(double[] x, int at, int lines, double[] by, int byAt) {
        DoubleVector factor = DoubleVector.fromArray(S, by, byAt);
        for (int end = at + lines * W; at < end; at += W) {
            DoubleVector.fromArray(S, x, at).mul(factor).intoArray(x, at);
        }
    }

    /** Adds a multiple of so many lines from a place on to those from another on. */
    private static void add(double[] x, int from, int to, int lines, double[] by, int byAt) {
        DoubleVector factor = DoubleVector.fromArray(S, by, byAt);
        for (int end = to + lines * W; to < end; to += W, from += W) {
            DoubleVector.fromArray(S, x, from)
                    .fma(factor, DoubleVector.fromArray(S, x, to))
                    .intoArray(x, to);
        }
    }

    /** Makes of G of a level C⁻ᵀ G, from its last row up. */
    private static void solveTransposed(EliminationPlan plan, EliminationScratch scratch, int level, int h) {
        int n = plan.effects();
        int line = 1 + plan.met()[level].length;
        int first = scratch.solvedAt[level];
        int at = level * n * n;
        for (int i = n - 1; i >= 0; i--) {
            int to = (first + i * line) * W + h;
            for (int k = i + 1; k < n; k++) {
                DoubleVector.fromArray(S, scratch.roots, (at + k * n + i) * W + h)
                        .neg()
                        .intoArray(scratch.shares, h);
                add(scratch.solved, (first + k * line) * W + h, to, line, scratch.shares, h);
            }
            scale(scratch.solved, to, line, scratch.roots, (at + i * n + i) * W + h);
        }
    }

    /** Takes Gᵀ G of levels that meet the same columns out of q, g and P. */
    private static void subtract(EliminationPlan plan, EliminationScratch scratch, int from, int to, int h) {
        int[] met = plan.met()[from];
        int apart = (1 + met.length) * W;
        int rows = (to - from) * plan.effects();
        int first = scratch.solvedAt[from] * W + h;
        double[] g = scratch.solved;
        double[] p = scratch.precision;
        takeOut(scratch.quadratic, h, g, first, first, apart, rows);
        for (int m = 0; m < met.length; m++) {
            takeOut(scratch.half, met[m] * W + h, g, first, first + (1 + m) * W, apart, rows);
            int row = met[m] * plan.width() * W + h;
            int at = first;
            int left = rows;
            for (; left >= 4; left -= 4, at += 4 * apart) {
                takeOutFour(p, row, met, g, at, apart, m);
            }
            for (; left >= 2; left -= 2, at += 2 * apart) {
                takeOutTwo(p, row, met, g, at, apart, m);
            }
            if (left > 0) {
                takeOutOne(p, row, met, g, at, m);
            }
        }
    }

    /** Takes the product of two columns of G, whose rows are so far apart, out of a line. */
    private static void takeOut(double[] x, int to, double[] g, int first, int second, int apart, int rows) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int r = 0; r < rows * apart; r += apart) {
            sum = DoubleVector.fromArray(S, g, first + r).fma(DoubleVector.fromArray(S, g, second + r), sum);
        }
        DoubleVector.fromArray(S, x, to).sub(sum).intoArray(x, to);
    }

    /** Takes the products of column m of a row of G with those up to it out of a row of P. */
    private static void takeOutOne(double[] p, int row, int[] met, double[] g, int at, int m) {
        DoubleVector x = DoubleVector.fromArray(S, g, at + (1 + m) * W).neg();
        for (int n = 0; n <= m; n++) {
            at += W;
            int to = row + met[n] * W;
            DoubleVector.fromArray(S, g, at)
                    .fma(x, DoubleVector.fromArray(S, p, to))
                    .intoArray(p, to);
        }
    }

    /** The same for two rows of G. */
    private static void takeOutTwo(double[] p, int row, int[] met, double[] g, int at, int apart, int m) {
        int of = at + (1 + m) * W;
        DoubleVector x0 = DoubleVector.fromArray(S, g, of).neg();
        DoubleVector x1 = DoubleVector.fromArray(S, g, of + apart).neg();
        for (int n = 0; n <= m; n++) {
            at += W;
            int to = row + met[n] * W;
            DoubleVector left = DoubleVector.fromArray(S, g, at).fma(x0, DoubleVector.fromArray(S, p, to));
            DoubleVector.fromArray(S, g, at + apart).fma(x1, left).intoArray(p, to);
        }
    }

    /** The same for four. */
    private static void takeOutFour(double[] p, int row, int[] met, double[] g, int at, int apart, int m) {
        int of = at + (1 + m) * W;
        DoubleVector x0 = DoubleVector.fromArray(S, g, of).neg();
        DoubleVector x1 = DoubleVector.fromArray(S, g, of + apart).neg();
        DoubleVector x2 = DoubleVector.fromArray(S, g, of + 2 * apart).neg();
        DoubleVector x3 = DoubleVector.fromArray(S, g, of + 3 * apart).neg();
        for (int n = 0; n <= m; n++) {
            at += W;
            int to = row + met[n] * W;
            DoubleVector left = DoubleVector.fromArray(S, g, at).fma(x0, DoubleVector.fromArray(S, p, to));
            left = DoubleVector.fromArray(S, g, at + apart).fma(x1, left);
            left = DoubleVector.fromArray(S, g, at + 2 * apart).fma(x2, left);
            DoubleVector.fromArray(S, g, at + 3 * apart).fma(x3, left).intoArray(p, to);
        }
    }
}
