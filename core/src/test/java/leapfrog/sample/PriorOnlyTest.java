package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import leapfrog.backend.ScalarBackend;
import leapfrog.diagnose.QuantitySummary;
import leapfrog.engine.Cancellation;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.math.LogGamma;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.PriorUse;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Density;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Samples the prior of a model with bounded coefficients, one of them the mean of a group effect, and with priors on a variance and a
 * precision, and compares means and standard deviations with the exact ones.
 *
 * <p>Bound: five Monte Carlo errors for 68 comparisons in all, which a right sampler fails with probability 4e-5 for a blind seed.
 */
class PriorOnlyTest {
    private static final int ROWS = 60;
    private static final int CHAINS = 8;

    private static Table table() {
        Random random = new Random(2);
        double[] y = new double[ROWS];
        double[][] columns = new double[4][ROWS];
        String[] group = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            for (double[] column : columns) {
                column[i] = random.nextGaussian();
            }
            columns[3][i] = 50 + 10 * columns[3][i];
            y[i] = 400 + 30 * random.nextGaussian();
            group[i] = "g" + i % 5;
        }
        return Table.of(Map.of(
                "y", new Table.Column.Numbers(y),
                "x", new Table.Column.Numbers(columns[0]),
                "u", new Table.Column.Numbers(columns[1]),
                "w", new Table.Column.Numbers(columns[2]),
                "v", new Table.Column.Numbers(columns[3]),
                "g", new Table.Column.Text(group)));
    }

    private static Model model(String formula, Parametrization parametrization, String... priors) {
        ModelOptions options = ModelOptions.defaults()
                .with(Priors.of(List.of(priors)))
                .with(parametrization)
                .withoutLikelihood();
        return Model.of(DesignBuilder.build(Formula.parse(formula), table()), options);
    }

    @ParameterizedTest
    @CsvSource({"||, noncentered", "||, g[x]=centered", "|, noncentered"})
    void momentsAreThoseOfThePrior(String bar, String parametrization) throws PartialFitException {
        Model model = model(
                "y ~ x + u + w + v + (1 + x " + bar + " g)",
                Parametrization.parse(List.of(parametrization)),
                "Intercept ~ student_t(10, 1, 2, upper=1)",
                "b_x ~ normal(0, 1, lower=0)",
                "b_u ~ uniform(-1, 2)",
                "b_w ~ gamma(4, 2, lower=0)",
                "variance:sd_g[Intercept] ~ inv_gamma(5, 4)",
                "sd_g[x] ~ uniform(0.5, 2)",
                "precision:sigma ~ gamma(4, 2)");
        assertEquals(
                List.of(
                        "log_b_Intercept",
                        "log_b_x",
                        "logit_b_u",
                        "log_b_w",
                        "b_v",
                        "log_sd_g[Intercept]",
                        "logit_sd_g[x]",
                        "log_sigma"),
                model.coordinates().stream()
                        .filter(name -> !name.startsWith("cpc_"))
                        .limit(8)
                        .toList());
        Draws draws = sample(model, 5);
        // E|T| of ten degrees of freedom: 2 √10 Γ(5.5) / (√π Γ(5) 9); E T² = 10 / 8.
        double folded = 2 * Math.sqrt(10 / Math.PI) * Math.exp(LogGamma.halfStep(5)) / 9;
        PriorUse slope = model.priors().stream()
                .filter(use -> use.source() == PriorUse.Source.DEFAULT)
                .findFirst()
                .orElseThrow();
        assertEquals("b_v", slope.target());
        double defaultSd = ((Density.Normal) slope.density()).sd();
        assertTrue(defaultSd > 5 && defaultSd < 10, "2.5 · 30 / 10 is about " + defaultSd);
        double half = Math.sqrt(2 / Math.PI);
        compare(draws, "b_Intercept", v -> v, 1 - 2 * folded, 4 * (1.25 - folded * folded));
        compare(draws, "b_x", v -> v, half, 1 - 2 / Math.PI);
        compare(draws, "b_u", v -> v, 0.5, 0.75);
        compare(draws, "b_w", v -> v, 2, 1);
        compare(draws, "b_v", v -> v, 0, defaultSd * defaultSd);
        compare(draws, "sd_g[Intercept]", v -> v * v, 1, 1.0 / 3);
        compare(draws, "sd_g[x]", v -> v, 1.25, 2.25 / 12);
        compare(draws, "sigma", v -> 1 / (v * v), 2, 1);
        compare(draws, "coef_g[g0,x]", v -> v, half, 1 - 2 / Math.PI + 1.25 * 1.25 + 2.25 / 12);
        compare(draws, "coef_g[g4,Intercept]", v -> v, 1 - 2 * folded, 4 * (1.25 - folded * folded) + 1);
        if (bar.equals("|")) {
            // lkj(1) of a pair is uniform on (−1, 1).
            compare(draws, "cor_g[Intercept,x]", v -> v, 0, 1.0 / 3);
        }
    }

    /** The raw intercept is the centered one minus 50 b_v: far from both priors' scales, and correlated with b_v. */
    @Test
    void defaultPriorsKeepTheScaleOfTheData() throws PartialFitException {
        Model model = model("y ~ v", Parametrization.noncentered());
        assertEquals(0, model.data().rows().count());
        Draws draws = sample(model, 6);
        Density.Normal intercept = (Density.Normal) model.priors().get(0).density();
        Density.Normal slope = (Density.Normal) model.priors().get(1).density();
        Density.Exponential sigma = (Density.Exponential) model.priors().get(2).density();
        double[] v = ((Table.Column.Numbers) Objects.requireNonNull(table().find("v"))).values();
        double mean = Arrays.stream(v).average().orElseThrow();
        compare(
                draws,
                "b_Intercept",
                b -> b,
                intercept.mean(),
                intercept.sd() * intercept.sd() + mean * mean * slope.sd() * slope.sd());
        compare(draws, "b_v", b -> b, 0, slope.sd() * slope.sd());
        compare(draws, "sigma", s -> s, 1 / sigma.rate(), 1 / (sigma.rate() * sigma.rate()));
        assertEquals(400, intercept.mean(), 20);
        assertTrue(QuantitySummary.of(draws.quantity(0)).essBulk() > 1000, "the intercept moves freely");
    }

    private static void compare(Draws draws, String name, DoubleUnaryOperator quantity, double mean, double variance) {
        double[][] values = draws.quantity(draws.names().indexOf(name));
        for (double[] chain : values) {
            Arrays.setAll(chain, i -> quantity.applyAsDouble(chain[i]));
        }
        QuantitySummary summary = QuantitySummary.of(values);
        assertEquals(mean, summary.mean(), 5 * summary.mcseMean(), "mean of " + name);
        assertEquals(Math.sqrt(variance), summary.sd(), 5 * summary.mcseSd(), "sd of " + name);
        assertTrue(summary.rhat() < 1.01, name + " R-hat " + summary.rhat());
    }

    private static Draws sample(Model model, long seed) throws PartialFitException {
        FitSettings settings = new FitSettings(
                CHAINS, 500, 1000, 1, seed, 0.9, 10, FitSettings.MetricKind.DIAGONAL, FitSettings.Adaptation.CHAIN);
        Recipe recipe = new Recipe(model.design().formula(), Family.GAUSSIAN, List.of(), List.of(), true).ofPriorOnly();
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        try (Session session = new ScalarBackend().open(problem, new EngineOptions(CHAINS, 2, ""))) {
            Sampler sampler =
                    new Sampler(session, new BackendUse("", "", "", List.of()), 0, () -> 0, Cancellation.NEVER);
            Sampler.Request request = new Sampler.Request(model, recipe, table(), settings);
            return sampler.fit(request, new Progress(CHAINS, request.transitionsAfter(null)))
                    .draws();
        }
    }
}
