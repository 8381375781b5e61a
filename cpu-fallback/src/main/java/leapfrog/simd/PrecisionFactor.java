package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Factors P = C Cᵀ, and makes of it C⁻¹ g, the mean of the coefficients, their covariance P⁻¹, the squares of those that have priors, and the
 * moments of further factors.
 */
final class PrecisionFactor implements EliminationPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void run(EliminationPlan plan, EliminationScratch scratch) {
        int n = plan.width();
        int groups = EliminationScratch.groups(plan);
        for (int h = 0; h < W; h += L) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < i; j++) {
                    less(scratch.precision, i, j, j, n, h)
                            .mul(DoubleVector.fromArray(S, scratch.precision, (j * n + j) * W + h))
                            .intoArray(scratch.precision, (i * n + j) * W + h);
                }
                DoubleVector root = less(scratch.precision, i, i, i, n, h).sqrt();
                root.intoArray(scratch.products, (groups + i) * W + h);
                DoubleVector.broadcast(S, 1.0).div(root).intoArray(scratch.precision, (i * n + i) * W + h);
                solve(scratch, i, n, h);
                invert(scratch, i, n, h);
            }
            for (int m = 0; m < n; m++) {
                average(scratch, m, n, h);
                for (int k = 0; k <= m; k++) {
                    multiply(scratch, m, k, n, h);
                }
            }
            priors(plan, scratch, h);
            for (int f = 1; f < plan.scales().length; f++) {
                moments(plan, f, scratch, h);
            }
        }
    }

    /** Entry i, j of P less the products of the first columns of C. */
    private static DoubleVector less(double[] c, int i, int j, int count, int n, int h) {
        DoubleVector left = DoubleVector.fromArray(S, c, (i * n + j) * W + h);
        for (int k = 0; k < count; k++) {
            left = left.sub(DoubleVector.fromArray(S, c, (i * n + k) * W + h)
                    .mul(DoubleVector.fromArray(S, c, (j * n + k) * W + h)));
        }
        return left;
    }

    /** Entry i of C⁻¹ g, whose square is taken out of q. */
    private static void solve(EliminationScratch scratch, int i, int n, int h) {
        DoubleVector left = DoubleVector.fromArray(S, scratch.half, i * W + h);
        for (int k = 0; k < i; k++) {
            left = left.sub(DoubleVector.fromArray(S, scratch.precision, (i * n + k) * W + h)
                    .mul(DoubleVector.fromArray(S, scratch.half, k * W + h)));
        }
        left = left.mul(DoubleVector.fromArray(S, scratch.precision, (i * n + i) * W + h));
        left.intoArray(scratch.half, i * W + h);
        DoubleVector.fromArray(S, scratch.quadratic, h).sub(left.mul(left)).intoArray(scratch.quadratic, h);
    }

    /** Row i of C⁻¹. */
    private static void invert(EliminationScratch scratch, int i, int n, int h) {
        double[] c = scratch.precision;
        DoubleVector inverse = DoubleVector.fromArray(S, c, (i * n + i) * W + h);
        for (int j = 0; j < i; j++) {
            DoubleVector sum = DoubleVector.zero(S);
            for (int k = j; k < i; k++) {
                sum = DoubleVector.fromArray(S, c, (i * n + k) * W + h)
                        .fma(DoubleVector.fromArray(S, scratch.inverse, (k * n + j) * W + h), sum);
            }
            sum.mul(inverse).neg().intoArray(scratch.inverse, (i * n + j) * W + h);
        }
        inverse.intoArray(scratch.inverse, (i * n + i) * W + h);
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

    /** Entries m, k and k, m of C⁻ᵀ C⁻¹. */
    private static void multiply(EliminationScratch scratch, int m, int k, int n, int h) {
        DoubleVector sum = DoubleVector.zero(S);
        for (int i = m; i < n; i++) {
            sum = DoubleVector.fromArray(S, scratch.inverse, (i * n + m) * W + h)
                    .fma(DoubleVector.fromArray(S, scratch.inverse, (i * n + k) * W + h), sum);
        }
        sum.intoArray(scratch.covariance, (m * n + k) * W + h);
        sum.intoArray(scratch.covariance, (k * n + m) * W + h);
    }

    /** Adds what the squares under the priors of the population coefficients are expected to be. */
    private static void priors(EliminationPlan plan, EliminationScratch scratch, int h) {
        double[] products = plan.priorProducts();
        int line = 1 + plan.columns();
        DoubleVector sum = DoubleVector.fromArray(S, scratch.squares, h).add(products[0]);
        for (int m = 0; m < plan.columns(); m++) {
            sum = DoubleVector.fromArray(S, scratch.mean, m * W + h)
                    .fma(DoubleVector.broadcast(S, -2 * products[(1 + m) * line]), sum);
            for (int n = 0; n < plan.columns(); n++) {
                sum = square(plan, scratch, m, n, h)
                        .fma(DoubleVector.broadcast(S, products[(1 + m) * line + 1 + n]), sum);
            }
        }
        sum.intoArray(scratch.squares, h);
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
                DoubleVector sum = DoubleVector.zero(S);
                for (int at = first; at < end; at += size) {
                    sum = sum.add(square(plan, scratch, at + i, at + j, h));
                }
                sum.intoArray(scratch.moments, (factor.line() + i * size + j) * W + h);
            }
        }
    }

    /** What the product of two coefficients is expected to be. */
    private static DoubleVector square(EliminationPlan plan, EliminationScratch scratch, int m, int n, int h) {
        return DoubleVector.fromArray(S, scratch.mean, m * W + h)
                .fma(
                        DoubleVector.fromArray(S, scratch.mean, n * W + h),
                        DoubleVector.fromArray(S, scratch.covariance, (m * plan.width() + n) * W + h));
    }
}
