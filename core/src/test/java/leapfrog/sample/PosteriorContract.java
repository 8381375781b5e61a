package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import leapfrog.engine.Backend;
import leapfrog.engine.Cancellation;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.MarginalModel;
import leapfrog.model.Model;
import leapfrog.model.Radon;
import leapfrog.model.ReferencePosterior;
import leapfrog.model.Sampled;
import leapfrog.model.Table;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares whole fits of the radon models with their exact posteriors ({@code reference/*.posterior.csv}: deterministic quadrature, relative
 * error below 1e-6), on the backend that a subclass names.
 *
 * <p>Over the 873 quantities and seven comparisons each, a right sampler fails the bound of {@link ExactPosterior} with probability 6111 ·
 * 5.7e-7 = 0.0035 for a seed chosen blindly; seeds are fixed.
 */
public abstract class PosteriorContract {
    private static final int CHAINS = 32;

    /** The backend to sample on. */
    protected abstract Backend backend();

    @ParameterizedTest
    @CsvSource({
        "pooled, pooled, 3, 11",
        "unpooled, unpooled, 171, 12",
        "partial_2022.noncentered, partial_2022, 175, 13",
        "partial_2022.mixed, partial_2022, 175, 14",
    })
    final void agreesWithQuadrature(String name, String reference, int quantities, long seed) throws Exception {
        Model model = Radon.model(name, true);
        assertEquals(quantities, model.quantities());
        agrees(model, reference, quantities, seed);
    }

    /** Scales alone are sampled, and a coefficient that has a bound; the others are drawn given them. */
    @ParameterizedTest
    @CsvSource({
        "pooled, pooled, 3, 15",
        "unpooled, unpooled, 171, 16",
        "partial_2022.noncentered, partial_2022, 175, 17",
        "pooled.bounded, pooled, 3, 18",
        "partial_2022.bounded, partial_2022, 175, 19",
    })
    final void agreesWithCoefficientsIntegratedOut(String name, String reference, int quantities, long seed)
            throws Exception {
        Model model = Radon.model(name, true);
        Sampled marginal = MarginalModel.of(model);
        if (!integratesOut(name)) {
            assertInstanceOf(
                    Backend.Support.No.class,
                    backend().supports(marginal.structure(), new EngineOptions(CHAINS, 2, "")));
            return;
        }
        ExactPosterior.of(ReferencePosterior.lines(reference))
                .requireAgreement(sample(backend(), model, marginal, seed), quantities);
    }

    /** Whether the backend supports this model with coefficients integrated out. */
    protected boolean integratesOut(String model) {
        return true;
    }

    /**
     * Samples a model and compares what the reference file has of it.
     *
     * @param quantities how many that are
     */
    final void agrees(Model model, String reference, int quantities, long seed) throws PartialFitException {
        ExactPosterior.of(ReferencePosterior.lines(reference))
                .requireAgreement(sample(backend(), model, seed), quantities);
    }

    /** The draws of a whole fit with this seed. */
    static Draws sample(Backend backend, Model model, long seed) throws PartialFitException {
        return sample(backend, model, model, seed);
    }

    private static Draws sample(Backend backend, Model model, Sampled sampled, long seed) throws PartialFitException {
        FitSettings settings = new FitSettings(
                CHAINS, 500, 150, 1, seed, 0.8, 10, FitSettings.MetricKind.DIAGONAL, FitSettings.Adaptation.CHAIN);
        Recipe recipe = new Recipe(
                model.design().formula(),
                model.options().family(),
                List.of(),
                List.of(),
                model.options().reduce());
        Table none = Table.of(
                Map.of("row", new Table.Column.Numbers(new double[model.design().tableRows()])));
        try (Session session = backend.open(
                new Problem(sampled.structure(), List.of(sampled.data())), new EngineOptions(CHAINS, 2, ""))) {
            Sampler sampler =
                    new Sampler(session, new BackendUse("", "", "", List.of()), 0, () -> 0, Cancellation.NEVER);
            Sampler.Request request = new Sampler.Request(model, sampled, recipe, none, settings);
            return sampler.fit(request, new Progress(CHAINS, request.transitionsAfter(null)))
                    .draws();
        }
    }
}
