package leapfrog.sample;

import java.util.List;
import leapfrog.backend.ScalarBackend;
import leapfrog.engine.Cancellation;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.Table;

/** Fits Gaussian models on the scalar backend. */
final class ScalarFit {
    private ScalarFit() {}

    static Fit of(Model model, Table table, int chains, int warmup, int draws, FitSettings.MetricKind metric)
            throws PartialFitException {
        FitSettings settings =
                new FitSettings(chains, warmup, draws, 1, 5, 0.8, 10, metric, FitSettings.Adaptation.CHAIN);
        Recipe recipe = new Recipe(model.design().formula(), Family.GAUSSIAN, List.of(), List.of(), true);
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        try (Session session = new ScalarBackend().open(problem, new EngineOptions(chains, 1, ""))) {
            Sampler sampler =
                    new Sampler(session, new BackendUse("", "", "", List.of()), 0, () -> 0, Cancellation.NEVER);
            Sampler.Request request = new Sampler.Request(model, recipe, table, settings);
            return sampler.fit(request, new Progress(chains, request.transitionsAfter(null)));
        }
    }
}
