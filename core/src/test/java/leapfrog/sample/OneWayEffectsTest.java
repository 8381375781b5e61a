package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import leapfrog.diagnose.QuantitySummary;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;

/**
 * Fits balanced one-way random effects to the dyestuff data (Davies and Goldsmith 1972, table 6.1; lme4's Dyestuff: yields of 5 samples
 * of each of 6 batches) and compares sd and sigma with their exact posterior: with a flat mean integrated out it is prior times
 * σ^(−J(n−1)) v^(−(J−1)/2) exp(−SSW / 2σ² − SSB / 2v), v = σ² + n sd², whose moments a fine grid gives.
 *
 * <p>The centered form, whose chains cannot follow sd into the neck of its funnel at 0, is compared under a prior that keeps away from 0.
 *
 * <p>Bounds: five Monte Carlo errors for 4 comparisons a form, failing a right sampler with probability 5e-6 for a blind seed.
 */
class OneWayEffectsTest {
    private static final double[][] YIELD = {
        {1545, 1440, 1440, 1520, 1580},
        {1540, 1555, 1490, 1560, 1495},
        {1595, 1550, 1605, 1510, 1560},
        {1445, 1440, 1595, 1465, 1545},
        {1595, 1630, 1515, 1635, 1625},
        {1520, 1455, 1450, 1480, 1445}
    };

    private static final double PRIOR_SD = 60;

    @Test
    void noncenteredEffectsAgreeWithTheExactPosterior() throws PartialFitException {
        agrees("noncentered", "sd ~ half_normal(60)", sd -> -sd * sd / (2 * PRIOR_SD * PRIOR_SD));
    }

    @Test
    void centeredEffectsAgreeWithTheExactPosterior() throws PartialFitException {
        agrees("centered", "variance:sd ~ inv_gamma(3, 6000)", sd -> -7 * Math.log(sd / 50) - 6000 / (sd * sd));
    }

    private static void agrees(String form, String prior, DoubleUnaryOperator logPrior) throws PartialFitException {
        double[] yields = new double[30];
        String[] batches = new String[30];
        for (int i = 0; i < 30; i++) {
            yields[i] = YIELD[i / 5][i % 5];
            batches[i] = "ABCDEF".substring(i / 5, i / 5 + 1);
        }
        Table table =
                Table.of(Map.of("yield", new Table.Column.Numbers(yields), "batch", new Table.Column.Text(batches)));
        ModelOptions options = ModelOptions.defaults()
                .with(Priors.of(List.of("Intercept ~ flat", prior, "sigma ~ half_normal(60)")))
                .with(Parametrization.parse(List.of(form)));
        Model model = Model.of(DesignBuilder.build(Formula.parse("yield ~ 1 + (1 | batch)"), table), options);
        Draws draws = ScalarFit.of(model, table, 8, 500, 1500, FitSettings.MetricKind.DIAGONAL)
                .draws();
        double[] exact = exact(logPrior);
        String[] names = {"sd_batch[Intercept]", "sigma"};
        for (int k = 0; k < 2; k++) {
            QuantitySummary summary =
                    QuantitySummary.of(draws.quantity(draws.names().indexOf(names[k])));
            assertEquals(exact[2 * k], summary.mean(), 5 * summary.mcseMean(), names[k]);
            assertEquals(exact[2 * k + 1], summary.sd(), 5 * summary.mcseSd(), names[k]);
        }
    }

    /** Mean and sd of sd, then of sigma, under a log prior density of sd: midpoint sums over 1000 × 1000 cells of (0, 400) × (20, 200). */
    private static double[] exact(DoubleUnaryOperator logPrior) {
        double grand = 0;
        double[] mean = new double[6];
        for (int j = 0; j < 6; j++) {
            for (double y : YIELD[j]) {
                mean[j] += y / 5;
                grand += y / 30;
            }
        }
        double within = 0;
        double between = 0;
        for (int j = 0; j < 6; j++) {
            between += 5 * (mean[j] - grand) * (mean[j] - grand);
            for (double y : YIELD[j]) {
                within += (y - mean[j]) * (y - mean[j]);
            }
        }
        double[] moments = new double[5];
        for (int a = 0; a < 1000; a++) {
            double sd = 0.4 * (a + 0.5);
            for (int s = 0; s < 1000; s++) {
                double sigma = 20 + 0.18 * (s + 0.5);
                double v = sigma * sigma + 5 * sd * sd;
                double log = -24 * Math.log(sigma / 50)
                        - 2.5 * Math.log(v / 5000)
                        - within / (2 * sigma * sigma)
                        - between / (2 * v)
                        - sigma * sigma / (2 * PRIOR_SD * PRIOR_SD)
                        + logPrior.applyAsDouble(sd);
                double weight = Math.exp(log + 20);
                moments[0] += weight;
                moments[1] += weight * sd;
                moments[2] += weight * sd * sd;
                moments[3] += weight * sigma;
                moments[4] += weight * sigma * sigma;
            }
        }
        double sd = moments[1] / moments[0];
        double sigma = moments[3] / moments[0];
        return new double[] {
            sd, Math.sqrt(moments[2] / moments[0] - sd * sd), sigma, Math.sqrt(moments[4] / moments[0] - sigma * sigma)
        };
    }
}
