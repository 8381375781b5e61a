package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import leapfrog.backend.ScalarBackend;
import leapfrog.engine.Cancellation;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Model;
import leapfrog.model.Radon;
import leapfrog.model.Table;
import leapfrog.model.Variable;
import org.junit.jupiter.api.Test;

/** Hands on the draws of fits block by block: the same ones, bit by bit, as a fit in memory has. */
class LayersTest {
    private static final int CHAINS = 9;
    private static final int DRAWS = 250;

    private final Model model = Radon.model("pooled", true);

    /** Joins blocks, and notes how many draws they had. */
    private static final class Collected implements DrawBlocks {
        final List<Integer> counts = new ArrayList<>();
        private List<Variable> variables = List.of();
        private double[][] values = new double[0][];
        private double[][] energies = new double[0][];

        @Override
        public void begin(List<Variable> of, FitSettings settings, int blockDraws) {
            variables = of;
            values = new double[settings.chains()][0];
            energies = new double[settings.chains()][0];
            assertEquals(Plan.BLOCK, blockDraws);
        }

        @Override
        public void write(int count, double[][] block, SamplerStatistics statistics) {
            counts.add(count);
            for (int chain = 0; chain < values.length; chain++) {
                int before = values[chain].length;
                values[chain] = Arrays.copyOf(values[chain], before + count * variables.size());
                System.arraycopy(block[chain], 0, values[chain], before, count * variables.size());
                energies[chain] = Arrays.copyOf(energies[chain], energies[chain].length + count);
                System.arraycopy(
                        statistics.energy(),
                        chain * Plan.BLOCK,
                        energies[chain],
                        energies[chain].length - count,
                        count);
            }
        }

        @Override
        public Kept finish() {
            int draws = counts.stream().mapToInt(Integer::intValue).sum();
            double[] energy =
                    Arrays.stream(energies).flatMapToDouble(Arrays::stream).toArray();
            SamplerStatistics.Held none = new SamplerStatistics.Held(energy.length);
            return new Kept(
                    new Draws(variables, draws, values),
                    new SamplerStatistics.Held(
                            none.logDensity(),
                            none.acceptance(),
                            none.stepSize(),
                            none.depth(),
                            none.leapfrogs(),
                            none.divergent(),
                            energy));
        }
    }

    private interface Run {
        Fit on(Sampler sampler, Sampler.Request request, Progress progress) throws PartialFitException;
    }

    private Fit run(FitSettings settings, int threads, StopAfter stop, Run run) throws PartialFitException {
        Table none = Table.of(
                Map.of("row", new Table.Column.Numbers(new double[model.design().tableRows()])));
        Recipe recipe = new Recipe(model.design().formula(), model.options().family(), List.of(), List.of(), true);
        Sampler.Request request = new Sampler.Request(model, recipe, none, settings);
        Progress progress = new Progress(settings.chains(), request.transitionsAfter(null));
        Cancellation cancellation = () -> progress.transitions() >= stop.transitions();
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        try (Session session = new ScalarBackend().open(problem, new EngineOptions(CHAINS, threads, ""))) {
            BackendUse use = new BackendUse("", "", "", List.of());
            return run.on(new Sampler(session, use, 0, () -> 0, cancellation), request, progress);
        }
    }

    /** When to stop a run. */
    private record StopAfter(long transitions) {
        static final StopAfter NEVER = new StopAfter(Long.MAX_VALUE);
    }

    private static FitSettings settings(int draws, FitSettings.Adaptation adaptation) {
        return new FitSettings(CHAINS, 150, draws, 2, 3, 0.8, 10, FitSettings.MetricKind.DIAGONAL, adaptation);
    }

    private static void assertSame(Fit expected, Fit actual) {
        assertArrayEquals(expected.draws().values(), actual.draws().values());
        assertArrayEquals(expected.statistics().energy(), actual.statistics().energy());
        for (int chain = 0; chain < CHAINS; chain++) {
            assertArrayEquals(
                    expected.end().get(chain).position(),
                    actual.end().get(chain).position());
            assertEquals(
                    expected.end().get(chain).transition(),
                    actual.end().get(chain).transition());
        }
    }

    @Test
    void blocksTogetherAreTheFitInMemory() throws PartialFitException {
        for (FitSettings.Adaptation adaptation : FitSettings.Adaptation.values()) {
            for (int threads = 1; threads <= 3; threads += 2) {
                FitSettings settings = settings(DRAWS, adaptation);
                Fit held = run(
                        settings,
                        threads,
                        StopAfter.NEVER,
                        (sampler, request, progress) -> sampler.fit(request, progress));
                Collected blocks = new Collected();
                Fit handedOn = run(
                        settings,
                        threads,
                        StopAfter.NEVER,
                        (sampler, request, progress) -> sampler.fit(request, progress, blocks));
                assertEquals(List.of(100, 100, 50), blocks.counts);
                assertSame(held, handedOn);
            }
        }
    }

    /** Stopped in the first, second or last block, or just at the end of one; warm-up takes 9 · 150 transitions. */
    @Test
    void whatAllChainsHaveMadeIsKeptAndGoesOn() throws PartialFitException {
        Fit whole = run(
                settings(DRAWS, FitSettings.Adaptation.POOLED),
                1,
                StopAfter.NEVER,
                (sampler, request, progress) -> sampler.fit(request, progress));
        int parts = 0;
        for (int draws : new int[] {30, 100, 130, 200, 240}) {
            Collected blocks = new Collected();
            Fit part = run(
                    settings(DRAWS, FitSettings.Adaptation.POOLED),
                    1,
                    new StopAfter(CHAINS * (150 + 2L * draws)),
                    (sampler, request, progress) -> sampler.fit(request, progress, blocks));
            int kept = part.draws().draws();
            assertTrue(kept > 0 && kept <= draws, () -> kept + " of " + draws);
            assertTrue(part.run().interrupted());
            assertEquals(
                    kept, blocks.counts.stream().mapToInt(Integer::intValue).sum());
            Fit joined = run(
                    settings(DRAWS, FitSettings.Adaptation.POOLED),
                    2,
                    StopAfter.NEVER,
                    (sampler, request, progress) -> sampler.resume(request, part, progress));
            assertSame(whole, joined);
            Collected again = new Collected();
            Fit handedOn = run(
                    settings(DRAWS, FitSettings.Adaptation.POOLED),
                    2,
                    StopAfter.NEVER,
                    (sampler, request, progress) -> sampler.resume(request, part, progress, again));
            assertEquals(List.of(100, 100, 50), again.counts);
            assertSame(whole, handedOn);
            assertEquals(joined.run().samplingLeapfrogs(), handedOn.run().samplingLeapfrogs());
            parts++;
        }
        assertEquals(5, parts);
    }
}
