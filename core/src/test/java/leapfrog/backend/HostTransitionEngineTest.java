package leapfrog.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import leapfrog.backend.ScheduledFits.Fit;
import leapfrog.engine.Cancellation;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DeviceException;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Metric;
import leapfrog.engine.Stage.MomentRule;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.model.LogDensity;
import leapfrog.nuts.ScalarArithmetic;
import leapfrog.warmup.WarmupSchedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds the engine to its promises: the same bits however the work is shared, exact continuation, nothing lost when it stops. */
@Timeout(60)
final class HostTransitionEngineTest {
    private static final LogDensity FUNNEL = new Targets.Funnel(5);

    private static WarmupSchedule warmup(int transitions, MomentRule rule) {
        return WarmupSchedule.stan(transitions, 0.8, 8, rule);
    }

    /** Groups of chains that start at fixed places around 0. */
    private static void add(ScheduledFits fits, int groups, int chains, int dimension) {
        for (int g = 0; g < groups; g++) {
            List<ChainState> states = new ArrayList<>();
            for (int c = 0; c < chains; c++) {
                int chain = g * chains + c;
                double[] position = new double[dimension];
                for (int d = 0; d < dimension; d++) {
                    position[d] = Math.sin(1.0 + chain + 3.0 * d);
                }
                states.add(ScheduledFits.start(chain, position));
            }
            fits.add(ChainGroup.plain(g % 3, 71, states));
        }
    }

    /** The funnel, which counts its evaluations. */
    private static LogDensity counted(AtomicInteger evaluated) {
        return new LogDensity() {
            @Override
            public int dimension() {
                return 5;
            }

            @Override
            public double evaluate(double[] position, int at, double[] gradient, int gradientAt) {
                evaluated.incrementAndGet();
                return FUNNEL.evaluate(position, at, gradient, gradientAt);
            }
        };
    }

    private static void run(
            ScheduledFits fits, Supplier<GradientEvaluator> evaluators, int threads, Cancellation stop) {
        try (HostTransitionEngine engine = new HostTransitionEngine(evaluators, threads, new ScalarArithmetic())) {
            engine.run(fits, stop);
        } finally {
            assertTrue(fits.allHandedBack());
        }
    }

    private static List<Fit> funnels(int groups, int chains, int threads, int lanes, int preferred) {
        ScheduledFits fits = new ScheduledFits(warmup(40, MomentRule.VARIANCE), ScheduledFits.sampling(25));
        add(fits, groups, chains, 5);
        run(fits, () -> Targets.evaluator(FUNNEL, lanes, preferred, 2 * lanes), threads, Cancellation.NEVER);
        return fits.fits();
    }

    @ParameterizedTest
    @CsvSource({"2, 1, 16", "3, 1, 16", "1, 8, 16", "2, 8, 16", "3, 8, 5", "1, 1, 1", "2, 3, 2"})
    void bitsDoNotDependOnThreadsLanesOrCohorts(int threads, int lanes, int preferred) {
        for (int chains : new int[] {1, 7}) {
            List<Fit> expected = funnels(9, chains, 1, 1, 1000);
            List<Fit> actual = funnels(9, chains, threads, lanes, preferred);
            for (int g = 0; g < expected.size(); g++) {
                for (int c = 0; c < chains; c++) {
                    assertEquals(25, actual.get(g).draws.get(c).size());
                    assertEquals(expected.get(g).numbers(c), actual.get(g).numbers(c), "group " + g + " chain " + c);
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 16", "2, 8, 16", "3, 2, 2"})
    void norOnWhetherPointsAreEvaluatedOneByOne(int threads, int lanes, int preferred) {
        ScheduledFits fits = new ScheduledFits(warmup(40, MomentRule.VARIANCE), ScheduledFits.sampling(25));
        add(fits, 9, 7, 5);
        run(fits, () -> Targets.alternating(FUNNEL, lanes, preferred), threads, Cancellation.NEVER);
        List<Fit> expected = funnels(9, 7, 1, 1, 1000);
        for (int g = 0; g < expected.size(); g++) {
            for (int c = 0; c < 7; c++) {
                assertEquals(expected.get(g).numbers(c), fits.fits().get(g).numbers(c), "group " + g + " chain " + c);
            }
        }
    }

    /** Chains that are evaluated point by point take turns of 256 gradients, so a stop finds them all nearly as far. */
    @Test
    void chainsThatTakeTurnsStayAbreast() {
        AtomicInteger evaluated = new AtomicInteger();
        LogDensity counting = counted(evaluated);
        ScheduledFits fits = new ScheduledFits(warmup(10, MomentRule.NONE), ScheduledFits.sampling(100_000));
        add(fits, 1, 4, 5);
        run(fits, () -> Targets.alternating(counting, 8, 8), 1, () -> evaluated.get() > 20_000);
        List<ChainOutcome> chains = fits.fits().getFirst().outcomes.getLast().chains();
        long most = chains.stream().mapToLong(ChainOutcome::leapfrogs).max().orElseThrow();
        long least = chains.stream().mapToLong(ChainOutcome::leapfrogs).min().orElseThrow();
        assertTrue(
                most - least <= 256,
                () -> chains.stream()
                        .map(c -> c.leapfrogs() + "/" + c.transitions())
                        .toList()
                        .toString());
        assertTrue(least > 4000, least + " to " + most);
    }

    @Test
    void chainZeroIsTheSameAloneAndAmongFifty() {
        assertEquals(
                funnels(1, 1, 1, 1, 64).getFirst().numbers(0),
                funnels(50, 1, 2, 8, 64).getFirst().numbers(0));
    }

    @Test
    void pooledChainsGetTheSameMetricAndStepSize() {
        List<ChainState> states = funnels(1, 12, 2, 4, 6).getFirst().states();
        double[] scale = ((Metric.Diagonal) states.getFirst().metric()).scale();
        for (ChainState state : states) {
            assertArrayEquals(scale, ((Metric.Diagonal) state.metric()).scale());
            assertEquals(states.getFirst().stepSize(), state.stepSize());
        }
    }

    @Test
    void chainsOfOneGroupRunOnAllThreads() {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        // Both workers must evaluate at the same time once, else the barrier times out and the run fails.
        CyclicBarrier both = new CyclicBarrier(2);
        LogDensity meeting = new LogDensity() {
            @Override
            public int dimension() {
                return 5;
            }

            @Override
            public double evaluate(double[] position, int at, double[] gradient, int gradientAt) {
                if (threads.add(Thread.currentThread())) {
                    try {
                        both.await(30, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }
                return FUNNEL.evaluate(position, at, gradient, gradientAt);
            }
        };
        ScheduledFits fits = new ScheduledFits(warmup(40, MomentRule.VARIANCE), ScheduledFits.sampling(5));
        add(fits, 1, 2, 5);
        run(fits, () -> Targets.evaluator(meeting, 1, 16, 16), 2, Cancellation.NEVER);
        assertEquals(2, threads.size());
    }

    @ParameterizedTest
    @EnumSource(names = {"VARIANCE", "COVARIANCE"})
    void samplingGoesOnAsIfItNeverStopped(MomentRule rule) {
        ScheduledFits whole = new ScheduledFits(warmup(100, rule), ScheduledFits.sampling(40));
        add(whole, 1, 2, 5);
        run(whole, () -> Targets.evaluator(FUNNEL, 4, 8, 8), 1, Cancellation.NEVER);

        ScheduledFits first = new ScheduledFits(warmup(100, rule), ScheduledFits.sampling(15));
        add(first, 1, 2, 5);
        run(first, () -> Targets.evaluator(FUNNEL, 4, 8, 8), 1, Cancellation.NEVER);
        ScheduledFits rest = new ScheduledFits(List.of(), ScheduledFits.sampling(25));
        rest.add(ChainGroup.plain(0, 71, first.fits().getFirst().states()));
        run(rest, () -> Targets.evaluator(FUNNEL, 1, 1, 8), 2, Cancellation.NEVER);

        for (int c = 0; c < 2; c++) {
            List<List<Double>> joined = new ArrayList<>(first.fits().getFirst().numbers(c));
            joined.addAll(rest.fits().getFirst().numbers(c));
            assertEquals(whole.fits().getFirst().numbers(c), joined);
        }
    }

    @Test
    void cancellationHandsBackWholeTransitionsThatCanGoOn() {
        List<Fit> whole = samplingOnly(Cancellation.NEVER, 400);
        AtomicInteger asked = new AtomicInteger();
        List<Fit> stopped = samplingOnly(() -> asked.incrementAndGet() > 500, 400);
        int kept = 0;
        for (int g = 0; g < whole.size(); g++) {
            Fit fit = stopped.get(g);
            int made = fit.draws.getFirst().size();
            kept += made;
            assertTrue(made < 400);
            assertEquals(whole.get(g).numbers(0).subList(0, made), fit.numbers(0));
            for (StageOutcome outcome : fit.outcomes) {
                ChainOutcome chain = outcome.chains().getFirst();
                assertEquals(made, chain.transitions());
                assertEquals(made, chain.state().transition());
                if (made > 0) {
                    assertArrayEquals(
                            fit.draws.getFirst().getLast().position(),
                            chain.state().position());
                }
            }
        }
        assertTrue(kept > 0);
    }

    private static List<Fit> samplingOnly(Cancellation stop, int draws) {
        ScheduledFits fits = new ScheduledFits(List.of(), ScheduledFits.sampling(draws));
        for (int g = 0; g < 6; g++) {
            ChainState start = ScheduledFits.start(g, new double[] {0.1, 0.2, -0.3, 0.4, 0.5});
            fits.add(ChainGroup.plain(
                    0, 8, List.of(new ChainState(g, start.position(), 0, 0.3, start.metric(), start.adaptation()))));
        }
        run(fits, () -> Targets.evaluator(FUNNEL, 2, 2, 2), 2, stop);
        return fits.fits();
    }

    @Test
    void failureKeepsTheDrawsAndStopsAllWorkers() {
        AtomicInteger left = new AtomicInteger(3000);
        DeviceException failure = new DeviceException("device lost");
        LogDensity failing = new LogDensity() {
            @Override
            public int dimension() {
                return 5;
            }

            @Override
            public double evaluate(double[] position, int at, double[] gradient, int gradientAt) {
                if (left.decrementAndGet() < 0) {
                    throw failure;
                }
                return FUNNEL.evaluate(position, at, gradient, gradientAt);
            }
        };
        ScheduledFits fits = new ScheduledFits(warmup(10, MomentRule.NONE), ScheduledFits.sampling(100_000));
        add(fits, 2, 3, 5);
        Supplier<GradientEvaluator> evaluators = () -> Targets.evaluator(failing, 1, 8, 8);
        assertSame(failure, assertThrows(DeviceException.class, () -> run(fits, evaluators, 2, Cancellation.NEVER)));
        int kept = 0;
        for (Fit fit : fits.fits()) {
            List<ChainOutcome> last = fit.outcomes.getLast().chains();
            for (int c = 0; c < last.size(); c++) {
                kept += fit.draws.get(c).size();
                if (fit.draws.get(c).size() > 0) {
                    assertEquals(fit.draws.get(c).size(), last.get(c).transitions());
                }
            }
        }
        assertTrue(kept > 0);
    }

    @Test
    void fixedStageWithoutAStepSizeIsRefused() {
        ScheduledFits fits = new ScheduledFits(List.of(), ScheduledFits.sampling(10));
        fits.add(ChainGroup.plain(0, 1, List.of(ScheduledFits.start(0, new double[5]))));
        assertThrows(
                IllegalStateException.class,
                () -> run(fits, () -> Targets.evaluator(FUNNEL, 1, 1, 1), 1, Cancellation.NEVER));
    }

    @Test
    void startOutsideTheSupportIsRefused() {
        ScheduledFits fits = new ScheduledFits(warmup(5, MomentRule.NONE), ScheduledFits.sampling(10));
        fits.add(ChainGroup.plain(0, 1, List.of(ScheduledFits.start(4, new double[] {Double.NaN, 0, 0, 0, 0}))));
        IllegalStateException refusal = assertThrows(
                IllegalStateException.class,
                () -> run(fits, () -> Targets.evaluator(FUNNEL, 1, 1, 1), 1, Cancellation.NEVER));
        assertTrue(refusal.getMessage().contains("chain 4"), refusal.getMessage());
    }

    @Test
    void evaluatorsAreClosedOnceAndReused() {
        AtomicInteger opened = new AtomicInteger();
        AtomicInteger closed = new AtomicInteger();
        Supplier<GradientEvaluator> evaluators = () -> {
            opened.incrementAndGet();
            GradientEvaluator inner = Targets.evaluator(FUNNEL, 1, 4, 4);
            return new GradientEvaluator() {
                @Override
                public leapfrog.engine.BatchShape shape() {
                    return inner.shape();
                }

                @Override
                public void evaluate(GradientBatch batch) {
                    inner.evaluate(batch);
                }

                @Override
                public void close() {
                    closed.incrementAndGet();
                }
            };
        };
        try (HostTransitionEngine engine = new HostTransitionEngine(evaluators, 3, new ScalarArithmetic())) {
            for (int i = 0; i < 3; i++) {
                ScheduledFits fits = new ScheduledFits(warmup(0, MomentRule.NONE), ScheduledFits.sampling(3));
                add(fits, 4, 1, 5);
                engine.run(fits, Cancellation.NEVER);
            }
        }
        assertEquals(3, opened.get());
        assertEquals(3, closed.get());
    }

    @Test
    void leapfrogsCountEveryGradient() {
        AtomicInteger evaluated = new AtomicInteger();
        LogDensity counting = counted(evaluated);
        ScheduledFits fits = new ScheduledFits(warmup(30, MomentRule.VARIANCE), ScheduledFits.sampling(20));
        add(fits, 3, 2, 5);
        run(fits, () -> Targets.evaluator(counting, 1, 4, 4), 2, Cancellation.NEVER);
        long counted = fits.fits().stream()
                .flatMap(fit -> fit.outcomes.stream())
                .flatMap(outcome -> outcome.chains().stream())
                .mapToLong(ChainOutcome::leapfrogs)
                .sum();
        assertEquals(evaluated.get(), counted);
        assertEquals(
                3 * 2 * 50,
                fits.fits().stream().mapToInt(fit -> fit.transitions).sum());
    }

    /**
     * Means and variances of a Gaussian through the whole of Stan's warm-up. The bounds are five Monte Carlo standard errors at an
     * effective size of half the draws for the mean and a tenth for the square.
     */
    @ParameterizedTest
    @EnumSource(names = {"VARIANCE", "COVARIANCE"})
    void recoversAGaussian(MomentRule rule) {
        double[] mean = {3, -100, 0, 1e-3};
        double[] sd = {1, 50, 1e-3, 0.2};
        ScheduledFits fits = new ScheduledFits(WarmupSchedule.stan(1000, 0.8, 10, rule), ScheduledFits.sampling(1000));
        add(fits, 1, 4, 4);
        run(fits, () -> Targets.evaluator(new Targets.Gaussian(mean, sd), 1, 4, 4), 2, Cancellation.NEVER);
        for (int d = 0; d < mean.length; d++) {
            int coordinate = d;
            double[] z = fits.fits().getFirst().draws.stream()
                    .flatMap(List::stream)
                    .mapToDouble(draw -> (draw.position()[coordinate] - mean[coordinate]) / sd[coordinate])
                    .toArray();
            assertEquals(4000, z.length);
            double average = IntStream.range(0, z.length).mapToDouble(i -> z[i]).sum() / z.length;
            double squares =
                    IntStream.range(0, z.length).mapToDouble(i -> z[i] * z[i]).sum() / z.length;
            assertEquals(0, average, 5 * Math.sqrt(1.0 / 2000));
            assertEquals(1, squares, 5 * Math.sqrt(2.0 / 400));
        }
    }

    /** The learned dense metric is the covariance: n = 500 · 4 nearly independent draws, each entry within five standard errors. */
    @Test
    void pooledDenseMetricIsTheCovariance() {
        ScheduledFits fits =
                new ScheduledFits(WarmupSchedule.stan(1000, 0.8, 10, MomentRule.COVARIANCE), ScheduledFits.sampling(1));
        add(fits, 1, 4, 2);
        run(fits, () -> Targets.evaluator(new Targets.Correlated(0.9), 1, 4, 4), 2, Cancellation.NEVER);
        double[] factor =
                ((Metric.Dense) fits.fits().getFirst().states().getFirst().metric()).factor();
        // A variance's standard error is sqrt(2/n); half of the draws count.
        double bound = 5 * Math.sqrt(2.0 / 1000);
        assertEquals(1, factor[0] * factor[0], bound);
        assertEquals(0.9, factor[0] * factor[2], bound);
        assertEquals(1, factor[2] * factor[2] + factor[3] * factor[3], bound);
    }
}
