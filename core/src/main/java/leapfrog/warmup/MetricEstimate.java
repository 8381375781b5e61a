package leapfrog.warmup;

import leapfrog.engine.Metric;
import leapfrog.engine.Moments;
import leapfrog.engine.Stage.MomentRule;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/** Makes metrics of moments, with the shrinkage of Stan towards 10⁻³. */
public final class MetricEstimate {
    private static final double PRIOR_COUNT = 5;
    private static final double PRIOR_VARIANCE = 1e-3;

    private MetricEstimate() {}

    /**
     * Estimates M⁻¹ = n/(n + 5) · S + 10⁻³ · 5/(n + 5) · I, with S the sample variances (denominator n − 1) or covariance of n positions.
     *
     * @param rule by which the moments were summed: variances make a diagonal metric, a covariance a dense one
     * @param otherwise what to return where there is no estimate: fewer than two positions, or sums that are not finite
     */
    public static Metric of(Moments moments, MomentRule rule, Metric otherwise) {
        if (moments.count() < 2 || rule == MomentRule.NONE || !finite(moments.squares())) {
            return otherwise;
        }
        double scale = 1 / (moments.count() - 1.0) * (moments.count() / (moments.count() + PRIOR_COUNT));
        double shift = PRIOR_VARIANCE * (PRIOR_COUNT / (moments.count() + PRIOR_COUNT));
        return rule == MomentRule.COVARIANCE
                ? dense(moments, scale, shift, otherwise)
                : diagonal(moments, scale, shift);
    }

    private static Metric diagonal(Moments moments, double scale, double shift) {
        double[] factor = new double[moments.mean().length];
        for (int d = 0; d < factor.length; d++) {
            factor[d] = Math.sqrt(scale * moments.squares()[d] + shift);
        }
        return new Metric.Diagonal(factor);
    }

    private static Metric dense(Moments moments, double scale, double shift, Metric otherwise) {
        int dimension = moments.mean().length;
        DMatrixRMaj covariance = new DMatrixRMaj(dimension, dimension);
        for (int i = 0; i < covariance.data.length; i++) {
            covariance.data[i] = scale * moments.squares()[i] + (i / dimension == i % dimension ? shift : 0);
        }
        CholeskyDecomposition_F64<DMatrixRMaj> cholesky = DecompositionFactory_DDRM.chol(dimension, true);
        if (!cholesky.decompose(covariance)) {
            return otherwise;
        }
        return new Metric.Dense(dimension, cholesky.getT(null).data);
    }

    private static boolean finite(double[] values) {
        for (double value : values) {
            if (!Double.isFinite(value)) {
                return false;
            }
        }
        return true;
    }
}
