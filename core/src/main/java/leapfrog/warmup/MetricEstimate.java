package leapfrog.warmup;

import leapfrog.engine.Metric;
import leapfrog.engine.Moments;
import leapfrog.engine.Stage.MomentRule;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.ejml.interfaces.decomposition.CholeskyDecomposition_F64;

/** Makes metrics of moments, with the shrinkage of Stan towards 10⁻³ of what is expected. */
public final class MetricEstimate {
    private static final double PRIOR_COUNT = 5;
    private static final double PRIOR_VARIANCE = 1e-3;

    private MetricEstimate() {}

    /**
     * Estimates M⁻¹ = n/(n + 5) · S + 10⁻³ · 5/(n + 5) · U², with S the sample variances (denominator n − 1) or covariance of n positions
     * and U = diag(unit), so that the estimate does not depend on what data are measured in. (Stan has U = I.)
     *
     * @param rule by which the moments were summed: variances make a diagonal metric, a covariance a dense one
     * @param unit [dimension] expected scales
     * @param otherwise what to return where there is no estimate: fewer than two positions, or sums that are not finite
     */
    public static Metric of(Moments moments, MomentRule rule, double[] unit, Metric otherwise) {
        if (moments.count() < 2 || rule == MomentRule.NONE || !finite(moments.squares())) {
            return otherwise;
        }
        if (rule == MomentRule.FISHER) {
            return fisher(moments, otherwise);
        }
        double scale = 1 / (moments.count() - 1.0) * (moments.count() / (moments.count() + PRIOR_COUNT));
        double shift = PRIOR_VARIANCE * (PRIOR_COUNT / (moments.count() + PRIOR_COUNT));
        return rule == MomentRule.COVARIANCE
                ? dense(moments, scale, shift, unit, otherwise)
                : diagonal(moments, scale, shift, unit);
    }

    private static Metric diagonal(Moments moments, double scale, double shift, double[] unit) {
        double[] factor = new double[moments.mean().length];
        for (int d = 0; d < factor.length; d++) {
            factor[d] = Math.sqrt(scale * moments.squares()[d] + shift * unit[d] * unit[d]);
        }
        return new Metric.Diagonal(factor);
    }

    /**
     * M⁻¹ = diag √(var x / var ∂), the diagonal metric that brings the Fisher divergence between the whitened posterior and a standard
     * normal to its least; of a normal, the variances. Source: Seyboldt, Carlson and Carpenter 2026, arXiv:2603.18845.
     */
    private static Metric fisher(Moments moments, Metric otherwise) {
        double[] factor = new double[moments.mean().length / 2];
        for (int d = 0; d < factor.length; d++) {
            factor[d] = Math.sqrt(Math.sqrt(moments.squares()[d] / moments.squares()[factor.length + d]));
            if (!(factor[d] > 0) || !Double.isFinite(factor[d])) {
                return otherwise;
            }
        }
        return new Metric.Diagonal(factor);
    }

    private static Metric dense(Moments moments, double scale, double shift, double[] unit, Metric otherwise) {
        int dimension = moments.mean().length;
        DMatrixRMaj covariance = new DMatrixRMaj(dimension, dimension);
        for (int i = 0; i < covariance.data.length; i++) {
            covariance.data[i] = scale * moments.squares()[i];
        }
        for (int d = 0; d < dimension; d++) {
            covariance.data[d * dimension + d] += shift * unit[d] * unit[d];
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
