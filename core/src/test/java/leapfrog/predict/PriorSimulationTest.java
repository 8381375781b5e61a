package leapfrog.predict;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Kernel;
import leapfrog.model.prior.Priors;
import leapfrog.model.prior.Support;
import leapfrog.sbc.UniformRanks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds draws from priors against the distribution functions that normalise their densities, which know nothing of how draws are made. */
class PriorSimulationTest {
    private static final int DRAWS = 2000;
    private static final int BINS = 40;
    /** A blind seed leaves it once in 10⁴ tests; seeds are fixed. */
    private static final double LEAST_P = 1e-4;

    private static Design design(String formula, Family family) {
        double[] y = new double[24];
        double[] x = new double[24];
        String[] g = new String[24];
        for (int i = 0; i < 24; i++) {
            x[i] = 3 + i * 5 % 7 / 3.0;
            y[i] = family.kind() == Family.Kind.GAUSSIAN ? 1 + i % 5 : i % 5;
            g[i] = "g" + i % 6;
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", new Column.Numbers(y));
        columns.put("x", new Column.Numbers(x));
        columns.put("w", new Column.Numbers(x));
        columns.put("g", new Column.Text(g));
        return DesignBuilder.build(Formula.parse(formula), Table.of(columns), family);
    }

    private static PriorSimulation simulation(String formula, String... priors) {
        Family family = Family.GAUSSIAN;
        return PriorSimulation.of(
                design(formula, family),
                new ModelOptions(family, Priors.of(List.of(priors)), Parametrization.parse(List.of("auto")), true));
    }

    private static double[] draws(PriorSimulation simulation, String quantity) {
        int column = simulation.model().quantityNames().indexOf(quantity);
        double[] draws = new double[DRAWS];
        for (int k = 0; k < DRAWS; k++) {
            draws[k] = simulation.parameters(k)[column];
        }
        return draws;
    }

    private static void requireUniform(double[] draws, DoubleUnaryOperator distribution) {
        int[] counts = new int[BINS];
        for (double draw : draws) {
            counts[(int) (BINS * distribution.applyAsDouble(draw))]++;
        }
        double p = new UniformRanks(draws.length, BINS - 1).pValue(counts);
        assertTrue(p > LEAST_P, () -> "p = " + p);
    }

    /** P(u ≤ x) within a support. */
    private static double below(Kernel kernel, Support within, double x) {
        return Math.exp(kernel.logMass(within.and(new Support(Double.NEGATIVE_INFINITY, x))) - kernel.logMass(within));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "b_x ~ normal(1, 2)",
                "b_x ~ normal(1, 2, lower=2)",
                "b_x ~ normal(1, 2, upper=-0.5)",
                "b_x ~ normal(0, 1, lower=-1, upper=0.3)",
                "b_x ~ student_t(3, 1, 2)",
                "b_x ~ cauchy(-1, 0.5)",
                "b_x ~ uniform(-1, 3)",
                "b_x ~ gamma(3, 2, lower=0)",
                "b_x ~ inv_gamma(3, 2, lower=0)",
                "b_x ~ exponential(3, lower=0)",
            })
    void coefficientsHaveTheirPriors(String prior) {
        var statement = Priors.of(List.of(prior)).statements().getFirst();
        Kernel kernel = java.util.Objects.requireNonNull(statement.density().kernel());
        Support within = statement.density().support();
        requireUniform(draws(simulation("y ~ x", prior), "b_x"), x -> below(kernel, within, x));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sigma ~ half_normal(2)",
                "sigma ~ half_cauchy(0.4)",
                "sigma ~ half_student_t(4, 3)",
                "sigma ~ normal(1, 1)",
                "sigma ~ exponential(0.3)",
                "sigma ~ gamma(0.6, 2)",
                "sigma ~ inv_gamma(2, 3)",
                "sigma ~ uniform(0.5, 3)",
                "variance:sigma ~ inv_gamma(3, 2)",
                "variance:sigma ~ uniform(0.2, 3)",
                "precision:sigma ~ gamma(3, 2)",
            })
    void scalesHaveTheirPriorsCutToWhatIsPositive(String prior) {
        var statement = Priors.of(List.of(prior)).statements().getFirst();
        Kernel kernel = java.util.Objects.requireNonNull(statement.density().kernel());
        Support within = statement.density().support().and(Support.POSITIVE);
        int power = statement.quantity().power();
        requireUniform(draws(simulation("y ~ x", prior), "sigma"), x -> below(kernel, within, Math.pow(x, power)));
    }

    @Test
    void flatPriorsBetweenBoundsAreEven() {
        requireUniform(draws(simulation("y ~ x", "b_x ~ flat(lower=-1, upper=3)"), "b_x"), x -> (x + 1) / 4);
    }

    /** Of a 2 × 2 matrix under lkj(2): P(R ≤ r) = ½ + ¾ (r − r³ / 3). */
    @Test
    void correlationsAreLkj() {
        requireUniform(
                draws(simulation("y ~ x + (1 + x | g)", "cor ~ lkj(2)"), "cor_g[Intercept,x]"),
                r -> 0.5 + 0.75 * (r - r * r * r / 3));
    }

    /** The default of the centered intercept is normal(mean y, 2.5 sd y): at the mean of x the line is there. */
    @Test
    void theCenteredInterceptIsTheLineAtTheMeanOfTheCovariate() {
        PriorSimulation simulation = simulation("y ~ x");
        Design design = simulation.model().design();
        double mean = java.util.Arrays.stream(design.response()).average().orElseThrow();
        double meanX = java.util.Arrays.stream(design.population().getLast().covariate())
                .average()
                .orElseThrow();
        double sd = Math.sqrt(java.util.Arrays.stream(design.response())
                        .map(y -> (y - mean) * (y - mean))
                        .sum()
                / (design.rows() - 1));
        double[] intercepts = draws(simulation, "b_Intercept");
        double[] slopes = draws(simulation, "b_x");
        double[] centered = new double[DRAWS];
        for (int k = 0; k < DRAWS; k++) {
            centered[k] = intercepts[k] + slopes[k] * meanX;
        }
        Kernel normal = new Kernel(leapfrog.model.ModelData.Shape.NORMAL, mean, 2.5 * sd, 0);
        requireUniform(centered, x -> below(normal, Support.LINE, x));
    }

    @Test
    void groupsCoefficientsVaryAroundThePopulationByTheirOwnSd() {
        PriorSimulation simulation = simulation("y ~ x + (1 | g)", "sd ~ half_normal(2)");
        double[] coefficients = draws(simulation, "coef_g[g3,Intercept]");
        double[] means = draws(simulation, "b_Intercept");
        double[] sds = draws(simulation, "sd_g[Intercept]");
        double[] z = new double[DRAWS];
        for (int k = 0; k < DRAWS; k++) {
            z[k] = (coefficients[k] - means[k]) / sds[k];
        }
        Kernel normal = new Kernel(leapfrog.model.ModelData.Shape.NORMAL, 0, 1, 0);
        requireUniform(z, x -> below(normal, Support.LINE, x));
    }

    /** Given the parameters, responses of the first row are normal around its line. */
    @Test
    void responsesAreDrawnGivenTheParameters() {
        PriorSimulation simulation = simulation("y ~ x", "sigma ~ half_normal(2)");
        double[] x = simulation.model().design().population().getLast().covariate();
        double[] z = new double[DRAWS];
        for (int k = 0; k < DRAWS; k++) {
            double[] parameters = simulation.parameters(k);
            double[] responses = simulation.responses(parameters, k);
            z[k] = (responses[0] - parameters[0] - parameters[1] * x[0]) / parameters[2];
        }
        assertEquals(List.of("b_Intercept", "b_x", "sigma"), simulation.model().quantityNames());
        Kernel normal = new Kernel(leapfrog.model.ModelData.Shape.NORMAL, 0, 1, 0);
        requireUniform(z, value -> below(normal, Support.LINE, value));
    }

    @Test
    void aSeedGivesTheSameNumbersAgain() {
        PriorSimulation one = simulation("y ~ x + (1 | g)");
        PriorSimulation other = simulation("y ~ x + (1 | g)");
        assertArrayEquals(one.parameters(3), other.parameters(3));
        assertArrayEquals(one.responses(one.parameters(3), 3), other.responses(other.parameters(3), 3));
    }

    @Test
    void flatPriorsAndWeightsAreRefusedByName() {
        assertEquals(
                "parameters are drawn from their priors, and a flat one has no finite integral: give a proper prior on"
                        + " b_x, sigma",
                assertThrows(InputException.class, () -> simulation("y ~ x", "b ~ flat", "sigma ~ flat"))
                        .getMessage());
        assertEquals(
                "weights have no part in how data arise; leave weights( ) out of the formula",
                assertThrows(InputException.class, () -> simulation("y | weights(w) ~ x"))
                        .getMessage());
        List<String> refused = new ArrayList<>();
        for (String prior : List.of("b_x ~ flat(lower=0)", "Intercept ~ flat")) {
            refused.add(assertThrows(InputException.class, () -> simulation("y ~ x", prior))
                    .getMessage());
        }
        assertTrue(refused.getFirst().endsWith("on b_x"), refused::getFirst);
        assertTrue(refused.getLast().endsWith("on b_Intercept"), refused::getLast);
    }
}
