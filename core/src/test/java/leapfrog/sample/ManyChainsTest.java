package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import leapfrog.backend.ScalarBackend;
import leapfrog.engine.Cancellation;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Model;
import leapfrog.model.Radon;
import leapfrog.model.ReferencePosterior;
import leapfrog.model.Table;
import leapfrog.warmup.WarmupLength;
import org.junit.jupiter.api.Test;

/** Fits with many chains that warm up together until adaptation has settled. */
class ManyChainsTest {
    private static FitSettings settings(int chains, int draws) {
        return FitSettings.defaults(17).withChains(chains).withDraws(draws);
    }

    private static Sampler.Request request(Model model, FitSettings settings) {
        Table none = Table.of(
                Map.of("row", new Table.Column.Numbers(new double[model.design().tableRows()])));
        Recipe recipe = new Recipe(model.design().formula(), model.options().family(), List.of(), List.of(), true);
        return new Sampler.Request(model, recipe, none, settings);
    }

    private interface Run {
        Fit on(Sampler sampler) throws PartialFitException;
    }

    private static Fit sampled(Model model, int threads, Run run) throws PartialFitException {
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        try (Session session = new ScalarBackend().open(problem, new EngineOptions(256, threads, ""))) {
            return run.on(new Sampler(session, new BackendUse("", "", "", List.of()), 0, () -> 0, Cancellation.NEVER));
        }
    }

    private static Fit fit(Model model, FitSettings settings, int threads) throws PartialFitException {
        Sampler.Request request = request(model, settings);
        Progress progress = new Progress(settings.chains(), request.transitionsAfter(null));
        Fit fit = sampled(model, threads, sampler -> sampler.fit(request, progress));
        assertEquals(progress.total(), progress.transitions());
        return fit;
    }

    /**
     * 256 chains × 40 draws of the partial radon model against its exact posterior. Over 175 quantities and seven comparisons each, a right
     * sampler fails with probability 1225 · 5.7e-7 = 7e-4 for a seed chosen blindly.
     */
    @Test
    void shortChainsAgreeWithQuadrature() throws PartialFitException {
        Fit fit = fit(Radon.model("partial_2022.mixed", true), settings(256, 40), 2);
        assertTrue(fit.run().warmup().settled());
        assertTrue(
                fit.run().warmup().transitions() <= 200,
                () -> fit.run().warmup().toString());
        ExactPosterior.of(ReferencePosterior.lines("partial_2022")).requireAgreement(fit.draws(), 175);
    }

    @Test
    void aResumedFitIsTheWholeOneBitByBit() throws PartialFitException {
        Model model = Radon.model("pooled", true);
        Fit whole = fit(model, settings(64, 10), 2);
        Fit part = fit(model, settings(64, 4), 1);
        Sampler.Request rest = request(model, settings(64, 10));
        Fit joined =
                sampled(model, 2, sampler -> sampler.resume(rest, part, new Progress(64, rest.transitionsAfter(part))));
        assertEquals(whole.run().warmup(), joined.run().warmup());
        for (int chain = 0; chain < 64; chain++) {
            assertArrayEquals(whole.draws().values()[chain], joined.draws().values()[chain]);
        }
    }

    @Test
    void thisManyChainsWarmUpUntilSettledUnlessToldOtherwise() {
        assertEquals("1000", settings(63, 1).warmup().text());
        assertEquals("auto", settings(64, 1).warmup().text());
        assertEquals(
                "300",
                FitSettings.defaults(1)
                        .with(new WarmupLength.Fixed(300))
                        .withChains(64)
                        .warmup()
                        .text());
        assertEquals("1000", settings(64, 1).withChains(4).warmup().text());
    }
}
