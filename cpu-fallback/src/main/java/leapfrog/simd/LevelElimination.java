package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Makes C and G of each level, and takes its share out of P, g and q. */
final class LevelElimination implements EliminationPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void run(EliminationPlan plan, EliminationScratch scratch) {
        int group = EliminationScratch.group(plan);
        for (int h = 0; h < W; h += L) {
            for (int j = 0; j < plan.levels(); j++) {
                if (j % group == 0) {
                    DoubleVector.broadcast(S, 1.0).intoArray(scratch.products, j / group * W + h);
                }
                condition(plan, scratch, j, j / group * W + h);
                solve(plan, scratch, j, h);
                subtract(plan, scratch, j, h);
            }
        }
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

    /** Fills G = C⁻¹ τ Λᵀ [c, B], column by column. */
    private static void solve(EliminationPlan plan, EliminationScratch scratch, int level, int h) {
        int line = 1 + plan.met()[level].length;
        int to = scratch.solvedAt[level];
        for (int m = 0; m < line; m++) {
            for (int k = 0; k < plan.effects(); k++) {
                column(plan, scratch, level, k, m, (to + k * line + m) * W + h);
            }
            solve(plan, scratch, level, to + m, line, h);
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

    /** x becomes C⁻¹ τ Λᵀ x; its entries are from a line on, so many lines apart. */
    private static void solve(EliminationPlan plan, EliminationScratch scratch, int level, int from, int apart, int h) {
        int n = plan.effects();
        double[] c = scratch.roots;
        double[] x = scratch.solved;
        DoubleVector tau = DoubleVector.fromArray(S, scratch.tau, h);
        int at = level * n * n;
        for (int i = 0; i < n; i++) {
            DoubleVector sum = DoubleVector.zero(S);
            for (int k = i; k < n; k++) {
                sum = DoubleVector.fromArray(S, scratch.lambda, (1 + k * n + i) * W + h)
                        .fma(DoubleVector.fromArray(S, x, (from + k * apart) * W + h), sum);
            }
            sum = sum.mul(tau);
            for (int k = 0; k < i; k++) {
                sum = sum.sub(DoubleVector.fromArray(S, c, (at + i * n + k) * W + h)
                        .mul(DoubleVector.fromArray(S, x, (from + k * apart) * W + h)));
            }
            sum.mul(DoubleVector.fromArray(S, c, (at + i * n + i) * W + h)).intoArray(x, (from + i * apart) * W + h);
        }
    }

    private static void subtract(EliminationPlan plan, EliminationScratch scratch, int level, int h) {
        int[] met = plan.met()[level];
        for (int m = 0; m <= met.length; m++) {
            for (int n = 0; n <= m; n++) {
                double[] from = m == 0 ? scratch.quadratic : n == 0 ? scratch.half : scratch.precision;
                int line = m == 0 ? 0 : n == 0 ? met[m - 1] : met[m - 1] * plan.width() + met[n - 1];
                subtract(plan, scratch, level, m, n, from, line * W + h);
            }
        }
    }

    /** Takes the product of two columns of G out of a number. */
    private static void subtract(
            EliminationPlan plan, EliminationScratch scratch, int level, int m, int n, double[] from, int at) {
        int line = 1 + plan.met()[level].length;
        int row = scratch.solvedAt[level];
        int h = at % W;
        double[] g = scratch.solved;
        DoubleVector left = DoubleVector.fromArray(S, from, at);
        for (int k = 0; k < plan.effects(); k++, row += line) {
            left = left.sub(DoubleVector.fromArray(S, g, (row + m) * W + h)
                    .mul(DoubleVector.fromArray(S, g, (row + n) * W + h)));
        }
        left.intoArray(from, at);
    }
}
