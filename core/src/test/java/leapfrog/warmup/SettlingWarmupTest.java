package leapfrog.warmup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.Metric;
import leapfrog.engine.Moments;
import leapfrog.engine.Stage;
import leapfrog.engine.Stage.MomentRule;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageOutcome.ChainOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Feeds made-up outcomes to the warm-up that ends by itself: which stages it asks for, and what it takes to end it. */
final class SettlingWarmupTest {
    private static final double[] UNIT = {1, 1};

    /**
     * What a window came to.
     *
     * @param sd of both coordinates
     * @param lift of the log density, whose standard deviation is about 1
     * @param apart how far superchains' log densities are from one another
     */
    private record Outcome(double sd, double logStep, double lift, double apart) {
        static final Outcome CALM = new Outcome(1, 0, 0, 0);
    }

    private static Warmup begin(int chains) {
        return new WarmupLength.Auto().begin(chains, 0.8, 10, MomentRule.VARIANCE);
    }

    private static Warmup.Window window(Warmup warmup, int chains, Outcome of) {
        long count = warmup.stage().transitions();
        List<ChainOutcome> outcomes = new ArrayList<>();
        List<Moments> logDensity = new ArrayList<>();
        for (int chain = 0; chain < chains; chain++) {
            Moments moments = warmup.stage().learn() == MomentRule.NONE
                    ? Moments.NONE
                    : new Moments(count, new double[2], new double[] {
                        (count - 1) * of.sd() * of.sd(), (count - 1) * of.sd() * of.sd()
                    });
            DualAveragingState adaptation = new DualAveragingState(0, count, 0, of.logStep(), of.logStep());
            ChainState state = new ChainState(chain, new double[2], 0, 1, Metric.unit(2), adaptation);
            outcomes.add(new ChainOutcome(state, (int) count, moments, 0));
            double mean = of.lift() + of.apart() * ((8L * chain / chains) % 2 == 0 ? 1 : -1);
            logDensity.add(new Moments(count, new double[] {mean}, new double[] {count - 1}));
        }
        return new Warmup.Window(new StageOutcome(outcomes), logDensity);
    }

    /** The lengths of the stages when outcomes come like this, the last of them again and again; and whether it settled. */
    private static List<Integer> lengths(int chains, boolean settles, Outcome... outcomes) {
        List<Integer> lengths = new ArrayList<>();
        Optional<Warmup> warmup = Optional.of(begin(chains));
        Metric metric = Metric.unit(2);
        while (true) {
            Warmup now = warmup.get();
            Outcome of = outcomes[Math.min(lengths.size(), outcomes.length - 1)];
            lengths.add(now.stage().transitions());
            Warmup.Turn turn = now.after(withMetric(window(now, chains, of), metric), UNIT);
            metric = turn.states().getFirst().metric();
            warmup = turn.next();
            if (warmup.isEmpty()) {
                assertEquals(settles, turn.settled());
                return lengths;
            }
        }
    }

    private static Warmup.Window withMetric(Warmup.Window window, Metric metric) {
        List<ChainOutcome> outcomes = window.outcome().chains().stream()
                .map(chain -> new ChainOutcome(
                        new ChainState(
                                chain.state().chain(),
                                chain.state().position(),
                                0,
                                1,
                                metric,
                                chain.state().adaptation()),
                        chain.transitions(),
                        chain.moments(),
                        0))
                .toList();
        return new Warmup.Window(new StageOutcome(outcomes), window.logDensity());
    }

    @ParameterizedTest
    @ValueSource(ints = {64, 100, 4096})
    void manyCalmChainsTakeTheShortestWindows(int chains) {
        assertEquals(List.of(12, 12, 25, 25, 25), lengths(chains, true, Outcome.CALM));
    }

    @Test
    void fewCalmChainsTakeLongerWindows() {
        assertEquals(List.of(25, 25, 50, 100, 50), lengths(4, true, Outcome.CALM));
        assertEquals(List.of(25, 25, 200, 400, 50), lengths(1, true, Outcome.CALM));
        assertEquals(List.of(12, 12, 25, 25, 50), lengths(16, true, Outcome.CALM));
    }

    /** Of each, 0.8 and 1.2 times what 64 chains are granted, where τ = 1. */
    @ParameterizedTest
    @CsvSource({"0.1, 0, 0", "0, 0.2, 0", "0, 0, 0.3"})
    void whatStillChangesKeepsWarmupGoing(double logSd, double logStep, double lift) {
        for (double share : new double[] {0.8, 1.2}) {
            Outcome changed = new Outcome(Math.exp(share * logSd), share * logStep, share * lift, 0);
            List<Integer> lengths = lengths(64, true, Outcome.CALM, Outcome.CALM, Outcome.CALM, changed);
            assertEquals(
                    share < 1 ? List.of(12, 12, 25, 25, 25) : List.of(12, 12, 25, 25, 25, 25),
                    lengths,
                    () -> "at " + share + " of the threshold");
        }
    }

    /** Among 20 coordinates, 0.3 and 0.4 in one are 0.067 and 0.089 in the root mean square: within its 0.1. */
    @Test
    void oneCoordinateThatMovesIsEnough() {
        assertTrue(calm(0.3).metricSettled());
        assertFalse(calm(0.4).metricSettled());
        assertEquals(0.4 / Math.sqrt(20), calm(0.4).metricRms(), 1e-12);
    }

    private static Calm calm(double logChange) {
        double[] scale = new double[20];
        Arrays.fill(scale, 1);
        scale[7] = Math.exp(-logChange);
        Calm.Level level = new Calm.Level(0, 0);
        List<Moments> moments = List.of(new Moments(1600, new double[1], new double[] {1600}));
        return Calm.between(level, level, Metric.unit(20), new Metric.Diagonal(scale), moments);
    }

    @Test
    void superchainsThatDisagreeKeepWarmupGoing() {
        // B = 8/7 · apart² and W about 1: nested R-hat is 1.05 at apart = 0.30.
        Outcome apart = new Outcome(1, 0, 0, 0.35);
        assertEquals(List.of(12, 12, 25, 25, 25, 25), lengths(64, true, apart, apart, apart, apart, Outcome.CALM));
        assertEquals(List.of(12, 12, 25, 25, 25), lengths(64, true, new Outcome(1, 0, 0, 0.25)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 16, 63, 64, 256, 5000})
    void whatNeverSettlesEndsAfterAThousand(int chains) {
        Outcome[] restless = new Outcome[50];
        for (int k = 0; k < restless.length; k++) {
            restless[k] = new Outcome(Math.pow(2, k % 2), 0, 0, 0);
        }
        List<Integer> lengths = lengths(chains, false, restless);
        assertEquals(1000, lengths.stream().mapToInt(Integer::intValue).sum());
        assertTrue(lengths.stream().allMatch(length -> length >= 12), lengths::toString);
    }

    @Test
    void onlyAMetricThatMovesRestartsTheStepSize() {
        Warmup first = begin(64);
        assertTrue(restarts(first));
        Warmup second = next(first, Outcome.CALM);
        assertFalse(restarts(second));
        assertEquals(MomentRule.VARIANCE, second.stage().learn());
        Warmup third = next(second, new Outcome(5, 0, 0, 0));
        assertTrue(restarts(third));
    }

    private static boolean restarts(Warmup warmup) {
        return warmup.stage().step() instanceof Stage.StepSizeRule.DualAveraging rule && rule.restart();
    }

    private static Warmup next(Warmup warmup, Outcome outcome) {
        return warmup.after(window(warmup, 64, outcome), UNIT).next().orElseThrow();
    }

    @Test
    void whatIsLeftCountsDownFromAThousand() {
        Warmup first = begin(64);
        assertEquals(1000, first.most());
        assertEquals(988, next(first, Outcome.CALM).most());
    }
}
