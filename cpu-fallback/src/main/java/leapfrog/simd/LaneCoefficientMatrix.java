package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;

/** Factors one small matrix in each lane. */
final class LaneCoefficientMatrix implements CoefficientMatrix {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int L = S.length();
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    @Override
    public void factor(MarginalPlan plan, MarginalScratch scratch) {
        for (int h = 0; h < W; h += L) {
            addPriors(h, plan, scratch);
            takeOutGiven(h, plan, scratch);
            for (int i = 0; i < plan.integrated(); i++) {
                factorRow(i, h, plan.columns(), scratch);
                invertRow(i, h, plan, scratch);
            }
            mean(h, plan, scratch);
            differentiate(h, plan, scratch);
            residual(h, plan, scratch);
        }
    }

    @Override
    public void subtract(MarginalPlan plan, MarginalScratch scratch) {
        int width = plan.width();
        for (int m = 0; m < width; m++) {
            for (int n = 0; n <= m; n++) {
                int at = (m * plan.padded() + n) * W;
                DoubleVector all = DoubleVector.broadcast(S, plan.rowProducts()[m * width + n]);
                for (int h = 0; h < W; h += L) {
                    all.sub(DoubleVector.fromArray(S, scratch.sums, at + h)).intoArray(scratch.sums, at + h);
                }
            }
        }
    }

    /** τ times what the levels leave of the products of columns, and that with the priors. */
    private static void addPriors(int h, MarginalPlan plan, MarginalScratch scratch) {
        int width = plan.width();
        DoubleVector tau = DoubleVector.fromArray(S, scratch.tau, h);
        for (int m = 0; m < width; m++) {
            for (int n = 0; n <= m; n++) {
                int entry = m * width + n;
                int at = (m * plan.padded() + n) * W + h;
                DoubleVector left = DoubleVector.fromArray(S, scratch.sums, at).mul(tau);
                left.intoArray(scratch.sums, at);
                DoubleVector all = left.add(plan.priorProducts()[entry]);
                if (n > 0) {
                    all.intoArray(scratch.factor, ((m - 1) * plan.columns() + n - 1) * W + h);
                } else if (m > 0) {
                    all.intoArray(scratch.half, (m - 1) * W + h);
                } else {
                    all.intoArray(scratch.quadratic, h);
                }
            }
        }
    }

    /** Takes the columns of coefficients that are given out of g and q. */
    private static void takeOutGiven(int h, MarginalPlan plan, MarginalScratch scratch) {
        int p = plan.columns();
        int first = plan.integrated();
        for (int k = 0; k < plan.given().count(); k++) {
            takeOut(scratch.given, k, scratch.half, first + k, scratch.quadratic, 0, h);
        }
        for (int k = 0; k < plan.given().count(); k++) {
            int row = (first + k) * p;
            for (int n = 0; n < first + k; n++) {
                takeOut(scratch.given, k, scratch.factor, row + n, scratch.half, n, h);
            }
            for (int l = 0; l <= k; l++) {
                takeOut(scratch.given, l, scratch.factor, row + first + l, scratch.half, first + k, h);
            }
        }
        for (int k = 0; k < plan.given().count(); k++) {
            takeOut(scratch.given, k, scratch.half, first + k, scratch.quadratic, 0, h);
        }
    }

    private static void takeOut(double[] a, int lineOfA, double[] b, int lineOfB, double[] from, int line, int h) {
        DoubleVector product =
                DoubleVector.fromArray(S, a, lineOfA * W + h).mul(DoubleVector.fromArray(S, b, lineOfB * W + h));
        DoubleVector.fromArray(S, from, line * W + h).sub(product).intoArray(from, line * W + h);
    }

    /** Makes the derivatives by coefficients that are given. */
    private static void differentiate(int h, MarginalPlan plan, MarginalScratch scratch) {
        int first = plan.integrated();
        for (int k = 0; k < plan.given().count(); k++) {
            DoubleVector sum = DoubleVector.fromArray(S, scratch.half, (first + k) * W + h);
            int row = (first + k) * plan.columns();
            for (int n = 0; n < first; n++) {
                sum = DoubleVector.fromArray(S, scratch.factor, (row + n) * W + h)
                        .fma(DoubleVector.fromArray(S, scratch.combinations, (1 + n) * W + h), sum);
            }
            sum.intoArray(scratch.byGiven, k * W + h);
        }
    }

    /** Cholesky's row i, and entry i of C⁻¹ g. */
    private static void factorRow(int i, int h, int p, MarginalScratch scratch) {
        double[] c = scratch.factor;
        DoubleVector square = DoubleVector.fromArray(S, c, (i * p + i) * W + h);
        DoubleVector half = DoubleVector.fromArray(S, scratch.half, i * W + h);
        for (int j = 0; j < i; j++) {
            DoubleVector entry = DoubleVector.fromArray(S, c, (i * p + j) * W + h);
            for (int k = 0; k < j; k++) {
                entry = entry.sub(DoubleVector.fromArray(S, c, (i * p + k) * W + h)
                        .mul(DoubleVector.fromArray(S, c, (j * p + k) * W + h)));
            }
            entry = entry.div(DoubleVector.fromArray(S, c, (j * p + j) * W + h));
            entry.intoArray(c, (i * p + j) * W + h);
            square = square.sub(entry.mul(entry));
            half = half.sub(entry.mul(DoubleVector.fromArray(S, scratch.half, j * W + h)));
        }
        DoubleVector diagonal = square.sqrt();
        half = half.div(diagonal);
        diagonal.intoArray(c, (i * p + i) * W + h);
        diagonal.intoArray(scratch.diagonal, i * W + h);
        half.intoArray(scratch.half, i * W + h);
        DoubleVector.fromArray(S, scratch.quadratic, h).sub(half.mul(half)).intoArray(scratch.quadratic, h);
    }

    /** Row i of C⁻¹. */
    private static void invertRow(int i, int h, MarginalPlan plan, MarginalScratch scratch) {
        double[] c = scratch.factor;
        double[] x = scratch.combinations;
        int p = plan.columns();
        int stride = plan.padded();
        DoubleVector inverse =
                DoubleVector.broadcast(S, 1.0).div(DoubleVector.fromArray(S, scratch.diagonal, i * W + h));
        int row = ((i + 1) * stride + 1) * W + h;
        inverse.intoArray(x, row + i * W);
        for (int n = 0; n < i; n++) {
            DoubleVector sum = DoubleVector.zero(S);
            for (int k = n; k < i; k++) {
                sum = DoubleVector.fromArray(S, c, (i * p + k) * W + h)
                        .fma(DoubleVector.fromArray(S, x, ((k + 1) * stride + 1 + n) * W + h), sum);
            }
            sum.mul(inverse).neg().intoArray(x, row + n * W);
        }
    }

    /** −E[β] = −C⁻ᵀ C⁻¹ g, and −β of those that are given. */
    private static void mean(int h, MarginalPlan plan, MarginalScratch scratch) {
        double[] x = scratch.combinations;
        int stride = plan.padded();
        DoubleVector.broadcast(S, 1.0).intoArray(x, h);
        for (int n = 1; n <= plan.integrated(); n++) {
            DoubleVector sum = DoubleVector.zero(S);
            for (int t = n; t <= plan.integrated(); t++) {
                sum = DoubleVector.fromArray(S, x, (t * stride + n) * W + h)
                        .fma(DoubleVector.fromArray(S, scratch.half, (t - 1) * W + h), sum);
            }
            sum.neg().intoArray(x, n * W + h);
        }
        for (int k = 0; k < plan.given().count(); k++) {
            DoubleVector.fromArray(S, scratch.given, k * W + h).neg().intoArray(x, (1 + plan.integrated() + k) * W + h);
        }
    }

    /** Adds up the quadratic forms of all combinations. */
    private static void residual(int h, MarginalPlan plan, MarginalScratch scratch) {
        double[] x = scratch.combinations;
        double[] sums = scratch.sums;
        int stride = plan.padded();
        DoubleVector sum = DoubleVector.zero(S);
        for (int t = 0; t <= plan.integrated(); t++) {
            int last = t == 0 ? plan.columns() : t;
            for (int m = 0; m <= last; m++) {
                DoubleVector own = DoubleVector.fromArray(S, x, (t * stride + m) * W + h);
                DoubleVector row = DoubleVector.fromArray(S, sums, (m * stride + m) * W + h)
                        .mul(own);
                for (int n = 0; n < m; n++) {
                    DoubleVector twice = DoubleVector.fromArray(S, x, (t * stride + n) * W + h)
                            .mul(2.0);
                    row = DoubleVector.fromArray(S, sums, (m * stride + n) * W + h)
                            .fma(twice, row);
                }
                sum = row.fma(own, sum);
            }
        }
        sum.intoArray(scratch.residual, h);
    }
}
