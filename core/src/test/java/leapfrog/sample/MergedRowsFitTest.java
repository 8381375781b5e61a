package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import leapfrog.backend.ScalarBackend;
import leapfrog.engine.Cancellation;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Model;
import leapfrog.model.Table;
import leapfrog.model.merge.Parts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fits rows that were summed in parts: where they are cells, with the draws of a fit of all rows. */
class MergedRowsFitTest {
    private static final int CHAINS = 2;

    private static double[][] draws(Recipe recipe, Model model, Table table) throws PartialFitException {
        FitSettings settings = new FitSettings(
                CHAINS, 60, 20, 1, 3, 0.8, 10, FitSettings.MetricKind.DIAGONAL, FitSettings.Adaptation.CHAIN);
        Sampler.Request request = new Sampler.Request(model, recipe, table, settings);
        Problem problem = new Problem(
                request.sampled().structure(), List.of(request.sampled().data()));
        try (Session session = new ScalarBackend().open(problem, new EngineOptions(CHAINS, 1, ""))) {
            Sampler sampler =
                    new Sampler(session, new BackendUse("", "", "", List.of()), 0, () -> 0, Cancellation.NEVER);
            return sampler.fit(request, new Progress(CHAINS, request.transitionsAfter(null)))
                    .draws()
                    .values();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gaussian;  y ~ d + (1 + d | g);                      true",
                "gaussian;  y | weights(w) ~ d + (1 | g) + (1 | h);   false",
                "gaussian;  y ~ h + (1 + h || g);                     false",
                "poisson;   k ~ d + offset(log(n)) + (1 | g);         false"
            })
    void drawsAreThoseOfAllRowsBitByBit(String family, String formula, boolean marginalize) throws PartialFitException {
        Recipe recipe = Parts.recipe(family, formula).marginalizing(marginalize);
        Table table = Parts.table();
        Model all = recipe.model(table);
        assertEquals(marginalize, recipe.integrates(all));
        double[][] expected = draws(recipe, all, table);
        double[][] actual = draws(recipe, recipe.model(Parts.merged(recipe, table, 4)), table);
        assertTrue(expected[0].length > 0);
        assertArrayEquals(expected, actual);
    }
}
