package leapfrog.benchmarks;

import java.util.List;
import leapfrog.engine.Cancellation;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Family;
import leapfrog.model.MarginalModel;
import leapfrog.model.Model;
import leapfrog.model.Sampled;
import leapfrog.model.Table;
import leapfrog.sample.BackendUse;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.PartialFitException;
import leapfrog.sample.Progress;
import leapfrog.sample.Recipe;
import leapfrog.sample.Sampler;

/** Fits one model again and again on one open session. */
final class SessionFit implements AutoCloseable {
    private final Recipe recipe;
    private final Table table;
    private final Model model;
    private final Sampled sampled;
    private final Session session;
    private final BackendUse use;

    /** @param marginalize whether effects are integrated out, which must be possible */
    SessionFit(Recipe recipe, Table table, boolean marginalize, String backend, EngineOptions options) {
        this.recipe = recipe;
        this.table = table;
        model = recipe.model(table);
        sampled = marginalize ? MarginalModel.of(model) : model;
        session = Backends.named(backend).open(new Problem(sampled.structure(), List.of(sampled.data())), options);
        use = new BackendUse(backend, session.device(), "named", List.of());
    }

    /**
     * The partially pooled radon model with the priors of the Stan runs it is compared with, noncentered.
     *
     * @param reduce whether rows are collapsed to cells
     */
    static SessionFit radon(String backend, EngineOptions options, boolean reduce, boolean marginalize) {
        Recipe recipe =
                new Recipe(RadonProblem.FORMULA, Family.GAUSSIAN, RadonProblem.PRIORS, List.of("noncentered"), reduce);
        return new SessionFit(recipe, RadonProblem.table(), marginalize, backend, options);
    }

    Session session() {
        return session;
    }

    /** Warm-up and sampling, up to the reported quantities of every draw. */
    Fit run(FitSettings settings) {
        Sampler.Request request = new Sampler.Request(model, sampled, recipe, table, settings);
        Progress progress = new Progress(settings.chains(), request.transitionsAfter(null));
        try {
            return new Sampler(session, use, 0, System::nanoTime, Cancellation.NEVER).fit(request, progress);
        } catch (PartialFitException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        session.close();
    }
}
