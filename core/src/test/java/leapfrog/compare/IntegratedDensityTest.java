package leapfrog.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.LinearPredictor;
import leapfrog.model.Model;
import leapfrog.model.PopulationColumn;
import leapfrog.sample.Draws;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.junit.jupiter.api.Test;

/**
 * Holds the elimination of effects to the joint normal distribution of all responses: y ~ Normal(μ, K), K = D + M V Mᵀ inverted whole, from
 * which the distribution of one response given all others is read off (Sundararajan and Keerthi 2001).
 */
class IntegratedDensityTest {
    /** K is of 30 rows and conditioned well. */
    private static final double TOLERANCE = 1e-9;

    @Test
    void agreesWithTheJointNormalDistribution() {
        String[] proper = {"b ~ normal(0.3, 1.5)"};
        String[] raw = {"b ~ normal(0.3, 1.5)", "Intercept ~ normal(-0.2, 2)"};
        List<Model> models = List.of(
                SmallTable.model("y ~ x", "gaussian", true, proper),
                SmallTable.model("y ~ x + (1 + x || g)", "gaussian", true, raw),
                SmallTable.model("y | weights(w) ~ x + (1 + x | g)", "gaussian", true, proper),
                SmallTable.model("y ~ x + (1 + x | g) + (1 | h) + offset(z)", "gaussian", true, raw),
                SmallTable.model("y | se(s, sigma) ~ 0 + g + g:x", "gaussian", true, proper),
                SmallTable.model("y ~ g + x + (1 | h)", "gaussian", true, raw),
                SmallTable.model("y ~ g + x + (1 | h)", "gaussian", true, proper),
                SmallTable.model("y | se(s) + weights(w) ~ h + (1 | g)", "gaussian", true, raw),
                SmallTable.model("y ~ x + (1 | g/h)", "gaussian", false, raw));
        for (Model model : models) {
            assertNull(IntegratedDensity.obstacle(model), model.design().formula());
            Draws draws = SmallTable.draws(model, 3);
            double[][] actual = SmallTable.evaluated(IntegratedDensity.of(model, draws));
            assertEquals(30, actual.length);
            for (int s = 0; s < 3; s++) {
                double[] want = new Joint(model, draws.values()[0], s * model.quantities()).logDensities();
                for (int i = 0; i < 30; i++) {
                    String where = model.design().formula() + " row " + i;
                    assertEquals(want[i], actual[i][s], TOLERANCE * Math.max(1, Math.abs(want[i])), where);
                }
            }
        }
    }

    @Test
    void saysWhatCannotBeIntegrated() {
        assertObstacle("poisson", SmallTable.model("c ~ x", "poisson", true));
        assertObstacle("b_x", SmallTable.model("y ~ x", "gaussian", true, "b_x ~ student_t(3, 0, 1)"));
        assertObstacle("b_x", SmallTable.model("y ~ x", "gaussian", true, "b_x ~ normal(0, 1, lower=0)"));
        assertNull(IntegratedDensity.obstacle(SmallTable.model("y ~ x", "gaussian", true, "b_x ~ flat")));
    }

    private static void assertObstacle(String word, Model model) {
        String obstacle = IntegratedDensity.obstacle(model);
        assertNotNull(obstacle);
        assertTrue(obstacle.contains(word), obstacle);
    }

    /** With flat priors what is left of a row that alone knows a level is no distribution. */
    @Test
    void aRowThatAloneKnowsAFlatCoefficientIsImpossibleToPredict() {
        Model model = SmallTable.model("y ~ 0 + u", "gaussian", true, "b ~ flat");
        double[][] values = SmallTable.evaluated(IntegratedDensity.of(model, SmallTable.draws(model, 1)));
        for (int i = 0; i < 30; i++) {
            assertEquals(i == 4, values[i][0] == Double.NEGATIVE_INFINITY, "row " + i);
        }
    }

    /** The responses' joint distribution at one draw's scales. */
    private record Joint(Model model, double[] draw, int at) {
        private double quantity(String name) {
            int k = model.quantityNames().indexOf(name);
            return k < 0 ? Double.NaN : draw[at + k];
        }

        double[] logDensities() {
            Design design = model.design();
            int n = design.rows();
            List<String> names = model.quantityNames();
            int columns = PopulationColumn.of(design).size();
            int first = IntStream.range(0, names.size())
                    .filter(k -> names.get(k).startsWith("coef_"))
                    .findFirst()
                    .orElse(names.size());
            double[][] m = new double[columns + names.size() - first][];
            for (int k = 0; k < columns; k++) {
                m[k] = column(k, names, first);
            }
            for (int k = first; k < names.size(); k++) {
                m[columns + k - first] = predictor(unit(k));
            }
            DMatrixRMaj v = covariance(names, columns, first);
            NormalEffects priors = NormalEffects.of(model);
            DMatrixRMaj k = new DMatrixRMaj(n, n);
            double[] mean = predictor(new double[names.size()]);
            double[] populationMean = populationMean(priors, columns);
            double[] variance = new double[n];
            double[] weight = new double[n];
            for (int i = 0; i < n; i++) {
                double s = design.additions().standardError() == null
                        ? 0
                        : design.additions().standardError()[i];
                double sigma = design.additions().sigma() ? quantity("sigma") : 0;
                variance[i] = s * s + sigma * sigma;
                weight[i] = design.additions().weights() == null
                        ? 1
                        : design.additions().weights()[i];
                for (int c = 0; c < columns; c++) {
                    mean[i] += m[c][i] * populationMean[c];
                }
                for (int l = 0; l < n; l++) {
                    double sum = 0;
                    for (int a = 0; a < m.length; a++) {
                        for (int b = 0; b < m.length; b++) {
                            sum += m[a][i] * v.get(a, b) * m[b][l];
                        }
                    }
                    k.set(i, l, sum);
                }
                // A row of weight 0 has no say.
                k.set(i, i, k.get(i, i) + (weight[i] == 0 ? 1e12 : variance[i] / weight[i]));
            }
            CommonOps_DDRM.invert(k);
            double[] log = new double[n];
            for (int i = 0; i < n; i++) {
                double sum = 0;
                for (int l = 0; l < n; l++) {
                    sum += k.get(i, l) * (design.response()[l] - mean[l]);
                }
                double spread = 1 / k.get(i, i);
                double distance = sum * spread;
                double tau = weight[i] / variance[i];
                log[i] = weight[i] == 0
                        ? 0
                        : -0.5 * Math.log(spread * tau)
                                - 0.5 * distance * distance / spread
                                - 0.5 * weight[i] * Math.log(2 * Math.PI * variance[i]);
            }
            return log;
        }

        private double[] unit(int quantity) {
            double[] unit = new double[draw.length];
            unit[quantity] = 1;
            return unit;
        }

        /** What η changes by with a population coefficient, its groups' deviations being the same. */
        private double[] column(int k, List<String> names, int first) {
            double[] unit = unit(k);
            String effect = names.get(k).substring(2);
            for (int q = first; q < names.size(); q++) {
                unit[q] = names.get(q).endsWith("," + effect + "]") ? 1 : 0;
            }
            return predictor(unit);
        }

        private double[] predictor(double[] quantities) {
            LinearPredictor predictor = LinearPredictor.of(model);
            double[] eta = new double[predictor.rows()];
            predictor.evaluate(quantities, 0, 0, eta.length, eta);
            if (java.util.Arrays.stream(quantities).anyMatch(x -> x != 0)) {
                double[] zero = predictor(new double[quantities.length]);
                for (int i = 0; i < eta.length; i++) {
                    eta[i] -= zero[i];
                }
            }
            return eta;
        }

        private DMatrixRMaj populationCovariance(NormalEffects priors, int columns) {
            DMatrixRMaj precision = new DMatrixRMaj(columns, columns);
            for (int k = 0; k < columns; k++) {
                precision.set(k, k, priors.precision()[k]);
            }
            for (NormalEffects.Sum sum : priors.sums()) {
                for (int a = 0; a < sum.columns().length; a++) {
                    for (int b = 0; b < sum.columns().length; b++) {
                        precision.add(
                                sum.columns()[a],
                                sum.columns()[b],
                                sum.precision() * sum.weights()[a] * sum.weights()[b]);
                    }
                }
            }
            CommonOps_DDRM.invert(precision);
            return precision;
        }

        private double[] populationMean(NormalEffects priors, int columns) {
            double[] right = new double[columns];
            for (int k = 0; k < columns; k++) {
                right[k] = priors.precision()[k] * priors.mean()[k];
            }
            for (NormalEffects.Sum sum : priors.sums()) {
                for (int a = 0; a < sum.columns().length; a++) {
                    right[sum.columns()[a]] += sum.precision() * sum.weights()[a] * sum.mean();
                }
            }
            DMatrixRMaj covariance = populationCovariance(priors, columns);
            double[] mean = new double[columns];
            for (int a = 0; a < columns; a++) {
                for (int b = 0; b < columns; b++) {
                    mean[a] += covariance.get(a, b) * right[b];
                }
            }
            return mean;
        }

        /** Of the population coefficients, then of the groups' deviations. */
        private DMatrixRMaj covariance(List<String> names, int columns, int first) {
            int size = columns + names.size() - first;
            DMatrixRMaj v = new DMatrixRMaj(size, size);
            DMatrixRMaj population = populationCovariance(NormalEffects.of(model), columns);
            for (int a = 0; a < columns; a++) {
                for (int b = 0; b < columns; b++) {
                    v.set(a, b, population.get(a, b));
                }
            }
            for (int a = first; a < names.size(); a++) {
                for (int b = first; b < names.size(); b++) {
                    v.set(columns + a - first, columns + b - first, covariance(names.get(a), names.get(b)));
                }
            }
            return v;
        }

        /** Of {@code coef_g[g1,x]} and {@code coef_g[g1,Intercept]}. */
        private double covariance(String one, String other) {
            int comma = one.lastIndexOf(',');
            int comma2 = other.lastIndexOf(',');
            if (!one.substring(0, comma).equals(other.substring(0, comma2))) {
                return 0;
            }
            String group = one.substring(5, one.indexOf('['));
            String effect = one.substring(comma + 1, one.length() - 1);
            String effect2 = other.substring(comma2 + 1, other.length() - 1);
            double sds = quantity("sd_" + group + "[" + effect + "]") * quantity("sd_" + group + "[" + effect2 + "]");
            if (effect.equals(effect2)) {
                return sds;
            }
            double correlation = quantity("cor_" + group + "[" + effect + "," + effect2 + "]");
            if (Double.isNaN(correlation)) {
                correlation = quantity("cor_" + group + "[" + effect2 + "," + effect + "]");
            }
            return Double.isNaN(correlation) ? 0 : sds * correlation;
        }
    }
}
