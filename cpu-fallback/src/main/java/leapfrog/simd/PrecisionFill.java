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
                scaled(plan, scratch, m, -1, h).mul(tau).add(prior(plan, m, -1)).intoArray(scratch.half, m * W + h);
                for (int n = 0; n <= m; n++) {
                    scaled(plan, scratch, m, n, h)
                            .mul(tau)
                            .add(prior(plan, m, n))
                            .intoArray(scratch.precision, (m * plan.width() + n) * W + h);
                }
            }
        }
    }

    /** The priors' entry of two columns, or of a column and the response, −1. */
    private static double prior(EliminationPlan plan, int m, int n) {
        return m < plan.columns() ? plan.priorProducts()[(1 + m) * (1 + plan.columns()) + 1 + n] : m == n ? 1 : 0;
    }

    /** An entry of Λᵀ XᵀWX Λ, or of Λᵀ XᵀWy. */
    private static DoubleVector scaled(EliminationPlan plan, EliminationScratch scratch, int m, int n, int h) {
        double[] lambda = scratch.lambda;
        DoubleVector sum = DoubleVector.zero(S);
        int at = plan.firstScale()[m];
        for (int i = 0; i < plan.following()[m]; i++) {
            sum = row(plan, scratch, (1 + m + i) * (1 + plan.width()) + 1 + n, n, h)
                    .fma(DoubleVector.fromArray(S, lambda, at * W + h), sum);
            at += plan.nextScale()[m];
        }
        return sum;
    }

    /** Of one row of XᵀW [y, X], from an entry on. */
    private static DoubleVector row(EliminationPlan plan, EliminationScratch scratch, int entry, int n, int h) {
        double[] products = plan.rowProducts();
        if (n < 0) {
            return DoubleVector.broadcast(S, products[entry]);
        }
        DoubleVector sum = DoubleVector.zero(S);
        int at = plan.firstScale()[n];
        for (int i = 0; i < plan.following()[n]; i++) {
            sum = DoubleVector.fromArray(S, scratch.lambda, at * W + h)
                    .fma(DoubleVector.broadcast(S, products[entry + i]), sum);
            at += plan.nextScale()[n];
        }
        return sum;
    }
}
