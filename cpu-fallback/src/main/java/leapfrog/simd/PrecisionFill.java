package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Fills P, g and q with priors and τ times the products over all rows, those of further factors' columns times Λ on both sides. */
final class PrecisionFill implements EliminationPass {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void run(EliminationPlan plan, EliminationScratch scratch) {
        for (int h = 0; h < W; h += L) {
            DoubleVector tau = DoubleVector.fromArray(S, scratch.tau, h);
            tau.mul(plan.rowProducts()[0]).add(plan.priorProducts()[0]).intoArray(scratch.quadratic, h);
            for (int m = 0; m < plan.width(); m++) {
                fill(plan, scratch, m, -1, scratch.half, m * W + h);
                for (int n = 0; n <= m; n++) {
                    fill(plan, scratch, m, n, scratch.precision, (m * plan.width() + n) * W + h);
                }
            }
        }
    }

    /** Writes the entry of two columns, or of a column and the response, −1: the priors' and τ times that of Λᵀ XᵀWX Λ, or of Λᵀ XᵀWy. */
    private static void fill(EliminationPlan plan, EliminationScratch scratch, int m, int n, double[] to, int at) {
        int h = at % W;
        double[] products = plan.rowProducts();
        double[] lambda = scratch.lambda;
        int entry = (1 + m) * (1 + plan.width()) + 1 + n;
        int count = n < 0 ? 1 : plan.following()[n];
        DoubleVector sum = DoubleVector.zero(S);
        int scale = plan.firstScale()[m] * W + h;
        for (int i = 0; i < plan.following()[m]; i++) {
            DoubleVector row = DoubleVector.zero(S);
            // Line 0 of Λ is 1.
            int of = (n < 0 ? 0 : plan.firstScale()[n]) * W + h;
            for (int l = 0; l < count; l++) {
                row = DoubleVector.fromArray(S, lambda, of).fma(DoubleVector.broadcast(S, products[entry + l]), row);
                of += n < 0 ? 0 : plan.nextScale()[n] * W;
            }
            sum = row.fma(DoubleVector.fromArray(S, lambda, scale), sum);
            scale += plan.nextScale()[m] * W;
            entry += 1 + plan.width();
        }
        sum.mul(DoubleVector.fromArray(S, scratch.tau, h))
                .add(prior(plan, m, n))
                .intoArray(to, at);
    }

    private static double prior(EliminationPlan plan, int m, int n) {
        return m < plan.columns() ? plan.priorProducts()[(1 + m) * (1 + plan.columns()) + 1 + n] : m == n ? 1 : 0;
    }
}
