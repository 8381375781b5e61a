package leapfrog.compare;

import java.util.List;
import leapfrog.backend.ScalarBackend;
import leapfrog.engine.Cancellation;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.Table;
import leapfrog.sample.BackendUse;
import leapfrog.sample.Draws;
import leapfrog.sample.FitSettings;
import leapfrog.sample.PartialFitException;
import leapfrog.sample.Progress;
import leapfrog.sample.Recipe;
import leapfrog.sample.Sampler;

/** Draws from posteriors on the scalar backend. */
final class Fits {
    private Fits() {}

    static Draws of(Model model, int chains, int warmup, int draws) {
        FitSettings settings = new FitSettings(
                chains, warmup, draws, 1, 11, 0.8, 10, FitSettings.MetricKind.DIAGONAL, FitSettings.Adaptation.CHAIN);
        Recipe recipe = new Recipe(model.design().formula(), Family.GAUSSIAN, List.of(), List.of(), true);
        Table unused = SmallTable.table();
        Sampler.Request request = new Sampler.Request(model, recipe, unused, settings);
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        try (Session session = new ScalarBackend().open(problem, new EngineOptions(chains, 1, ""))) {
            return new Sampler(session, new BackendUse("", "", "", List.of()), 0, () -> 0, Cancellation.NEVER)
                    .fit(request, new Progress(chains, request.transitionsAfter(null)))
                    .draws();
        } catch (PartialFitException e) {
            throw new AssertionError(e);
        }
    }
}
