package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Factors P = C Cᵀ, and makes C⁻¹ and C⁻¹ g, whose square it takes out of q. */
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
                    factor(scratch.precision, i, j, n, h);
                }
                factor(scratch, i, n, (groups + i) * W + h);
                solve(scratch, i, n, h);
                invert(scratch, i, n, h);
            }
        }
    }

    /** An entry of C below the diagonal. */
    private static void factor(double[] c, int i, int j, int n, int h) {
        DoubleVector entry = DoubleVector.fromArray(S, c, (i * n + j) * W + h);
        for (int k = 0; k < j; k++) {
            entry = entry.sub(DoubleVector.fromArray(S, c, (i * n + k) * W + h)
                    .mul(DoubleVector.fromArray(S, c, (j * n + k) * W + h)));
        }
        entry.mul(DoubleVector.fromArray(S, c, (j * n + j) * W + h)).intoArray(c, (i * n + j) * W + h);
    }

    /** The inverse of an entry on the diagonal; the entry is a product of its own. */
    private static void factor(EliminationScratch scratch, int i, int n, int product) {
        int h = product % W;
        double[] c = scratch.precision;
        DoubleVector entry = DoubleVector.fromArray(S, c, (i * n + i) * W + h);
        for (int k = 0; k < i; k++) {
            DoubleVector left = DoubleVector.fromArray(S, c, (i * n + k) * W + h);
            entry = entry.sub(left.mul(left));
        }
        DoubleVector root = entry.sqrt();
        root.intoArray(scratch.products, product);
        DoubleVector.broadcast(S, 1.0).div(root).intoArray(c, (i * n + i) * W + h);
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
}
