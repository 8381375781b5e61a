package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Random;
import leapfrog.diagnose.QuantitySummary;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Fits a regression with flat priors whose covariates are far from 0, on very different scales and nearly collinear, and compares it with the exact
 * posterior: with SSR the residual sum of squares of least squares, b is Student's t with n − p − 1 degrees of freedom around the least
 * squares estimate, with covariance SSR / (n − p − 3) · (XᵀX)⁻¹, p coefficients in all.
 *
 * <p>Bounds: five Monte Carlo errors for 8 comparisons a metric, failing a right sampler with probability 5e-6 for a blind seed. Internally
 * the coefficients are near independent, so draws are near independent too: an effective size of half their number; in raw
 * coordinates it is a few per cent.
 */
class FlatRegressionTest {
    private static final int ROWS = 120;
    private static final int CHAINS = 8;
    private static final int DRAWS = 500;

    @ParameterizedTest
    @EnumSource
    void samplesAsFastAsAny(FitSettings.MetricKind metric) throws PartialFitException {
        Random random = new Random(9);
        double[] earn = new double[ROWS];
        double[] height = new double[ROWS];
        double[] span = new double[ROWS];
        for (int i = 0; i < ROWS; i++) {
            height[i] = 67 + 4 * random.nextGaussian();
            span[i] = 1000 * height[i] + 200 * random.nextGaussian();
            earn[i] = 5000 + 400 * height[i] + 9000 * random.nextGaussian();
        }
        Table table = Table.of(Map.of(
                "earn", new Table.Column.Numbers(earn),
                "height", new Table.Column.Numbers(height),
                "span", new Table.Column.Numbers(span)));
        ModelOptions options =
                ModelOptions.defaults().with(Priors.of(List.of("Intercept ~ flat", "b ~ flat", "sigma ~ flat")));
        Model model = Model.of(DesignBuilder.build(Formula.parse("earn ~ height + span"), table), options);
        Draws draws = ScalarFit.of(model, table, CHAINS, 300, DRAWS, metric).draws();

        DMatrixRMaj x = new DMatrixRMaj(ROWS, 3);
        for (int i = 0; i < ROWS; i++) {
            x.set(i, 0, 1);
            x.set(i, 1, height[i]);
            x.set(i, 2, span[i]);
        }
        DMatrixRMaj inverse = new DMatrixRMaj(3, ROWS);
        CommonOps_DDRM.pinv(x, inverse);
        DMatrixRMaj least = new DMatrixRMaj(3, 1);
        CommonOps_DDRM.mult(inverse, DMatrixRMaj.wrap(ROWS, 1, earn), least);
        DMatrixRMaj residuals = DMatrixRMaj.wrap(ROWS, 1, earn.clone());
        CommonOps_DDRM.multAdd(-1, x, least, residuals);
        double squares = CommonOps_DDRM.dot(residuals, residuals);
        DMatrixRMaj covariance = new DMatrixRMaj(3, 3);
        CommonOps_DDRM.multTransB(inverse, inverse, covariance);
        assertEquals(List.of("b_Intercept", "b_height", "b_span", "sigma"), draws.names());
        for (int k = 0; k < 3; k++) {
            QuantitySummary summary = QuantitySummary.of(draws.quantity(k));
            double sd = Math.sqrt(squares / (ROWS - 3 - 3) * covariance.get(k, k));
            String name = draws.names().get(k);
            assertEquals(least.get(k), summary.mean(), 5 * summary.mcseMean(), name);
            assertEquals(sd, summary.sd(), 5 * summary.mcseSd(), name);
            assertTrue(summary.essBulk() > 0.5 * CHAINS * DRAWS, name + " " + summary.essBulk());
        }
    }
}
