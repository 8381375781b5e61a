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
            DoubleVector product = DoubleVector.broadcast(S, 1.0);
            for (int j = 0; j < plan.levels(); j++) {
                product = condition(plan, scratch, j, h, product);
                if ((j + 1) % group == 0 || j + 1 == plan.levels()) {
                    product.intoArray(scratch.products, j / group * W + h);
                    product = DoubleVector.broadcast(S, 1.0);
                }
                solve(plan, scratch, j, h);
                subtract(plan, scratch, j, h);
            }
        }
    }

    /** Fills C of M = I + τ Λᵀ A Λ; returns the product times its diagonal. */
    private static DoubleVector condition(
            EliminationPlan plan, EliminationScratch scratch, int level, int h, DoubleVector product) {
        int n = plan.effects();
        double[] c = scratch.roots;
        int at = level * n * n;
        DoubleVector result = product;
        for (int i = 0; i < n; i++) {
            for (int j = 0; j <= i; j++) {
                DoubleVector entry = conditioned(plan, scratch, at, i, j, h);
                for (int k = 0; k < j; k++) {
                    entry = entry.sub(DoubleVector.fromArray(S, c, (at + i * n + k) * W + h)
                            .mul(DoubleVector.fromArray(S, c, (at + j * n + k) * W + h)));
                }
                if (i == j) {
                    DoubleVector root = entry.sqrt();
                    result = result.mul(root);
                    entry = DoubleVector.broadcast(S, 1.0).div(root);
                } else {
                    entry = entry.mul(DoubleVector.fromArray(S, c, (at + j * n + j) * W + h));
                }
                entry.intoArray(c, (at + i * n + j) * W + h);
            }
        }
        return result;
    }

    /** An entry of M. */
    private static DoubleVector conditioned(
            EliminationPlan plan, EliminationScratch scratch, int gram, int i, int j, int h) {
        int n = plan.effects();
        double[] lambda = scratch.lambda;
        DoubleVector sum = DoubleVector.zero(S);
        for (int k = i; k < n; k++) {
            DoubleVector row = DoubleVector.zero(S);
            for (int l = j; l < n; l++) {
                row = DoubleVector.fromArray(S, lambda, (1 + l * n + j) * W + h)
                        .fma(DoubleVector.broadcast(S, plan.grams()[gram + k * n + l]), row);
            }
            sum = row.fma(DoubleVector.fromArray(S, lambda, (1 + k * n + i) * W + h), sum);
        }
        return DoubleVector.fromArray(S, scratch.tau, h).fma(sum, DoubleVector.broadcast(S, i == j ? 1.0 : 0.0));
    }

    /** Fills G = C⁻¹ τ Λᵀ [c, B], column by column. */
    private static void solve(EliminationPlan plan, EliminationScratch scratch, int level, int h) {
        int line = 1 + plan.met()[level].length;
        int to = scratch.solvedAt[level];
        for (int m = 0; m < line; m++) {
            for (int k = 0; k < plan.effects(); k++) {
                column(plan, scratch, level, k, m, h).intoArray(scratch.solved, (to + k * line + m) * W + h);
            }
            solve(plan, scratch, level, to + m, line, h);
        }
    }

    /** An effect's product with the response or a column of a level, the column being one times Λ. */
    private static DoubleVector column(
            EliminationPlan plan, EliminationScratch scratch, int level, int effect, int m, int h) {
        int[] met = plan.met()[level];
        double[] products = plan.products()[level];
        int from = effect * (1 + met.length) + m;
        if (m == 0) {
            return DoubleVector.broadcast(S, products[from]);
        }
        int column = met[m - 1];
        int at = plan.firstScale()[column];
        DoubleVector sum = DoubleVector.zero(S);
        for (int i = 0; i < plan.following()[column]; i++) {
            sum = DoubleVector.fromArray(S, scratch.lambda, at * W + h)
                    .fma(DoubleVector.broadcast(S, products[from + i]), sum);
            at += plan.nextScale()[column];
        }
        return sum;
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
        subtract(plan, scratch, level, 0, 0, scratch.quadratic, h);
        for (int m = 0; m < met.length; m++) {
            subtract(plan, scratch, level, 1 + m, 0, scratch.half, met[m] * W + h);
            for (int n = 0; n <= m; n++) {
                subtract(
                        plan,
                        scratch,
                        level,
                        1 + m,
                        1 + n,
                        scratch.precision,
                        (met[m] * plan.width() + met[n]) * W + h);
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
