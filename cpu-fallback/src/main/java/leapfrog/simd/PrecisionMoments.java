package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Makes of C⁻¹ the mean of the coefficients and their covariance P⁻¹, and of these the squares of those that have priors, and the moments of
 * further factors.
 */
final class PrecisionMoments implements EliminationPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void run(EliminationPlan plan, EliminationScratch scratch) {
        int n = plan.width();
        for (int h = 0; h < W; h += L) {
            for (int m = 0; m < n; m++) {
                average(scratch, m, n, h);
                for (int k = 0; k <= m; k++) {
                    multiply(scratch, m, k, n, h);
                }
            }
        }
        GivenElimination.restore(plan, scratch);
        for (int h = 0; h < W; h += L) {
            priors(plan, scratch, h);
            for (int f = 1; f < plan.scales().length; f++) {
                moments(plan, f, scratch, h);
            }
        }
    }

    /** Entry m of C⁻ᵀ C⁻¹ g. */
    private static void average(EliminationScratch scratch, int m, int n, int h) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int i = m; i < n; i++) {
            sum = DoubleVector.fromArray(S, scratch.inverse, (i * n + m) * W + h)
                    .fma(DoubleVector.fromArray(S, scratch.half, i * W + h), sum);
        }
        sum.intoArray(scratch.mean, m * W + h);
    }

    /** Entries m, k and k, m of C⁻ᵀ C⁻¹, and of its half. */
    private static void multiply(EliminationScratch scratch, int m, int k, int n, int h) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int i = m; i < n; i++) {
            sum = DoubleVector.fromArray(S, scratch.inverse, (i * n + m) * W + h)
                    .fma(DoubleVector.fromArray(S, scratch.inverse, (i * n + k) * W + h), sum);
        }
        sum.intoArray(scratch.covariance, (m * n + k) * W + h);
        sum.intoArray(scratch.covariance, (k * n + m) * W + h);
        DoubleVector.zero(S).intoArray(scratch.halved, (k * n + m) * W + h);
        DoubleVector.broadcast(S, k == m ? 0.5 : 1).mul(sum).intoArray(scratch.halved, (m * n + k) * W + h);
    }

    /** Adds what the squares under the priors of the population coefficients are expected to be. */
    private static void priors(EliminationPlan plan, EliminationScratch scratch, int h) {
        double[] products = plan.priorProducts();
        int line = 1 + plan.columns();
        DoubleVector sum = DoubleVector.fromArray(S, scratch.squares, h).add(products[0]);
        for (int m = 0; m < plan.columns(); m++) {
            sum = DoubleVector.fromArray(S, scratch.mean, m * W + h)
                    .fma(DoubleVector.broadcast(S, -2 * products[(1 + m) * line]), sum);
        }
        sum.intoArray(scratch.squares, h);
        for (int m = 0; m < plan.columns(); m++) {
            for (int n = 0; n < plan.columns(); n++) {
                addSquare(plan, scratch, m, n, products[(1 + m) * line + 1 + n], scratch.squares, h);
            }
        }
    }

    private static void moments(EliminationPlan plan, int further, EliminationScratch scratch, int h) {
        FactorScale factor = plan.scales()[further];
        int size = factor.size();
        int first = plan.columns();
        for (int f = 1; f < further; f++) {
            first += plan.scales()[f].size() * plan.scales()[f].levels();
        }
        int end = first + size * factor.levels();
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                int to = (factor.line() + i * size + j) * W + h;
                for (int at = first; at < end; at += size) {
                    addSquare(plan, scratch, at + i, at + j, 1, scratch.moments, to);
                }
            }
        }
    }

    /** Adds so many times what the product of two coefficients is expected to be. */
    private static void addSquare(
            EliminationPlan plan, EliminationScratch scratch, int m, int n, double times, double[] sums, int at) {
        int h = at % W;
        DoubleVector.fromArray(S, scratch.mean, m * W + h)
                .fma(
                        DoubleVector.fromArray(S, scratch.mean, n * W + h),
                        DoubleVector.fromArray(S, scratch.covariance, (m * plan.width() + n) * W + h))
                .fma(DoubleVector.broadcast(S, times), DoubleVector.fromArray(S, sums, at))
                .intoArray(sums, at);
    }
}
