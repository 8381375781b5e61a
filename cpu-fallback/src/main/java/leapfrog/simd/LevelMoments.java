package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Adds E[ζ ζᵀ] of each level: M⁻¹, the square of E[ζ], and what the spread of the other coefficients adds. */
final class LevelMoments implements EliminationPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void run(EliminationPlan plan, EliminationScratch scratch) {
        for (int h = 0; h < W; h += L) {
            for (int j = 0; j < plan.levels(); j++) {
                predict(plan, scratch, j, h);
                copy(plan, scratch, j, h);
                invert(plan, scratch, j, h);
                for (int i = 0; i < plan.effects(); i++) {
                    spread(plan, scratch, plan.met()[j], i, h);
                    add(plan, scratch, plan.met()[j].length, i, h);
                }
            }
        }
    }

    /** E[ζ] = C⁻ᵀ (G_c − G_B E[b]). */
    private static void predict(EliminationPlan plan, EliminationScratch scratch, int level, int h) {
        int[] met = plan.met()[level];
        int at = scratch.solvedAt[level];
        for (int k = 0; k < plan.effects(); k++) {
            DoubleVector sum = DoubleVector.fromArray(S, scratch.solved, at++ * W + h);
            for (int m : met) {
                sum = sum.sub(DoubleVector.fromArray(S, scratch.solved, at++ * W + h)
                        .mul(DoubleVector.fromArray(S, scratch.mean, m * W + h)));
            }
            sum.intoArray(scratch.zeta, k * W + h);
        }
        solveTransposed(plan, scratch, level, scratch.zeta, 0, 1, h);
    }

    /** M⁻¹ τ Λᵀ B = C⁻ᵀ G_B. */
    private static void copy(EliminationPlan plan, EliminationScratch scratch, int level, int h) {
        int count = plan.met()[level].length;
        int from = scratch.solvedAt[level];
        for (int k = 0; k < plan.effects(); k++) {
            for (int m = 0; m < count; m++) {
                DoubleVector.fromArray(S, scratch.solved, (from + k * (1 + count) + 1 + m) * W + h)
                        .intoArray(scratch.byColumn, (k * count + m) * W + h);
            }
        }
        for (int m = 0; m < count; m++) {
            solveTransposed(plan, scratch, level, scratch.byColumn, m, count, h);
        }
    }

    /** x becomes C⁻ᵀ x; its entries are from a line on, so many lines apart. */
    private static void solveTransposed(
            EliminationPlan plan, EliminationScratch scratch, int level, double[] x, int from, int apart, int h) {
        int n = plan.effects();
        double[] c = scratch.roots;
        int at = level * n * n;
        for (int i = n - 1; i >= 0; i--) {
            DoubleVector sum = DoubleVector.fromArray(S, x, (from + i * apart) * W + h);
            for (int k = i + 1; k < n; k++) {
                sum = sum.sub(DoubleVector.fromArray(S, c, (at + k * n + i) * W + h)
                        .mul(DoubleVector.fromArray(S, x, (from + k * apart) * W + h)));
            }
            sum.mul(DoubleVector.fromArray(S, c, (at + i * n + i) * W + h)).intoArray(x, (from + i * apart) * W + h);
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
                sum.mul(inverse).neg().intoArray(scratch.inverseRoot, (i * n + j) * W + h);
            }
            inverse.intoArray(scratch.inverseRoot, (i * n + i) * W + h);
        }
    }

    /** Row i of what C⁻ᵀ G_B makes of the covariance of the columns. */
    private static void spread(EliminationPlan plan, EliminationScratch scratch, int[] met, int i, int h) {
        for (int m = 0; m < met.length; m++) {
            int row = met[m] * plan.width();
            DoubleVector sum = DoubleVector.zero(S);
            for (int n = 0; n < met.length; n++) {
                sum = DoubleVector.fromArray(S, scratch.covariance, (row + met[n]) * W + h)
                        .fma(DoubleVector.fromArray(S, scratch.byColumn, (i * met.length + n) * W + h), sum);
            }
            sum.intoArray(scratch.spread, m * W + h);
        }
    }

    private static void add(EliminationPlan plan, EliminationScratch scratch, int count, int i, int h) {
        int n = plan.effects();
        DoubleVector zeta = DoubleVector.fromArray(S, scratch.zeta, i * W + h);
        for (int j = 0; j < n; j++) {
            int to = (1 + i * n + j) * W + h;
            DoubleVector sum = DoubleVector.fromArray(S, scratch.zeta, j * W + h)
                    .fma(zeta, DoubleVector.fromArray(S, scratch.moments, to));
            for (int k = Math.max(i, j); k < n; k++) {
                sum = DoubleVector.fromArray(S, scratch.inverseRoot, (k * n + i) * W + h)
                        .fma(DoubleVector.fromArray(S, scratch.inverseRoot, (k * n + j) * W + h), sum);
            }
            for (int m = 0; m < count; m++) {
                sum = DoubleVector.fromArray(S, scratch.spread, m * W + h)
                        .fma(DoubleVector.fromArray(S, scratch.byColumn, (j * count + m) * W + h), sum);
            }
            sum.intoArray(scratch.moments, to);
        }
    }
}
