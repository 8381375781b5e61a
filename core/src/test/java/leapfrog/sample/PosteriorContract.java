package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leapfrog.diagnose.MonteCarloError;
import leapfrog.diagnose.QuantitySummary;
import leapfrog.engine.Backend;
import leapfrog.engine.Cancellation;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.Radon;
import leapfrog.model.ReferencePosterior;
import leapfrog.model.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares whole fits of the radon models with their exact posteriors ({@code reference/*.posterior.csv}: deterministic quadrature, relative
 * error below 1e-6), on the backend that a subclass names.
 *
 * <p>Bound: each mean, standard deviation and quantile may be off by five of its Monte Carlo standard errors. Over the 349 quantities and
 * five comparisons each, a right sampler fails with probability 1745 · 5.7e-7 = 0.001 for a seed chosen blindly; seeds are fixed. The error of a
 * quantile is not estimated below the spacing of draws, to which half a percent of the standard deviation is added.
 */
public abstract class PosteriorContract {
    private static final double ERRORS = 5;
    private static final int CHAINS = 32;

    /** The backend to sample on. */
    protected abstract Backend backend();

    @ParameterizedTest
    @CsvSource({
        "pooled, pooled, 3, 11",
        "unpooled, unpooled, 171, 12",
        "partial_2022.noncentered, partial_2022, 175, 13",
    })
    final void agreesWithQuadrature(String name, String reference, int quantities, long seed) throws Exception {
        Model model = Radon.model(name, true);
        assertEquals(quantities, model.quantities());
        agrees(model, reference, quantities, seed);
    }

    /**
     * Samples a model and compares what the reference file has of it.
     *
     * @param quantities how many that are
     */
    final void agrees(Model model, String reference, int quantities, long seed) throws PartialFitException {
        Draws draws = sample(model, seed).draws();
        Map<String, double[]> exact = exact(reference);
        assertEquals(quantities, exact.size());
        List<String> names = draws.names();
        assertTrue(names.containsAll(exact.keySet()), () -> exact.keySet() + " among " + names);
        StringBuilder wrong = new StringBuilder();
        exact.forEach((name, expected) -> compare(name, draws.quantity(names.indexOf(name)), expected, wrong));
        assertTrue(wrong.isEmpty(), wrong::toString);
    }

    private static void compare(String name, double[][] chains, double[] exact, StringBuilder wrong) {
        SummaryRow row = new SummaryRow(name, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
        QuantitySummary summary = QuantitySummary.of(chains);
        double spacing = 0.005 * exact[1];
        check(row, "mean", summary.mean(), exact[0], summary.mcseMean(), wrong);
        check(row, "sd", summary.sd(), exact[1], summary.mcseSd(), wrong);
        check(row, "q5", summary.q5(), exact[2], spacing + MonteCarloError.ofQuantile(chains, 0.05), wrong);
        check(row, "q50", summary.q50(), exact[4], spacing + MonteCarloError.ofQuantile(chains, 0.5), wrong);
        check(row, "q95", summary.q95(), exact[6], spacing + MonteCarloError.ofQuantile(chains, 0.95), wrong);
    }

    private static void check(
            SummaryRow row, String what, double actual, double exact, double error, StringBuilder wrong) {
        if (!(Math.abs(actual - exact) <= ERRORS * error)) {
            wrong.append(row.parameter())
                    .append(' ')
                    .append(what)
                    .append(": ")
                    .append(actual)
                    .append(", exactly ")
                    .append(exact)
                    .append(", Monte Carlo error ")
                    .append(error)
                    .append('\n');
        }
    }

    private Fit sample(Model model, long seed) throws PartialFitException {
        FitSettings settings = new FitSettings(
                CHAINS, 500, 150, 1, seed, 0.8, 10, FitSettings.MetricKind.DIAGONAL, FitSettings.Adaptation.CHAIN);
        Recipe recipe = new Recipe(model.design().formula(), Family.GAUSSIAN, List.of(), List.of(), true);
        Table none = Table.of(
                Map.of("row", new Table.Column.Numbers(new double[model.design().tableRows()])));
        try (Session session = backend()
                .open(new Problem(model.structure(), List.of(model.data())), new EngineOptions(CHAINS, 2, ""))) {
            Sampler sampler =
                    new Sampler(session, new BackendUse("", "", "", List.of()), 0, () -> 0, Cancellation.NEVER);
            Sampler.Request request = new Sampler.Request(model, recipe, none, settings);
            return sampler.fit(request, new Progress(CHAINS, request.transitionsAfter(null)));
        }
    }

    private static Map<String, double[]> exact(String name) {
        Map<String, double[]> exact = new HashMap<>();
        ReferencePosterior.lines(name).forEach(line -> {
            // Names have commas: the last seven fields are the numbers.
            String[] fields = line.split(",", -1);
            double[] values = new double[7];
            for (int i = 0; i < 7; i++) {
                values[i] = Double.parseDouble(fields[fields.length - 7 + i]);
            }
            String parameter = String.join(",", List.of(fields).subList(0, fields.length - 7));
            exact.put(parameter.replace("\"", ""), values);
        });
        return exact;
    }
}
