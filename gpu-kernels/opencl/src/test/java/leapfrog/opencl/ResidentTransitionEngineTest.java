package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import leapfrog.engine.Cancellation;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DrawSink;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Metric;
import leapfrog.engine.Session;
import leapfrog.engine.Stage;
import leapfrog.engine.Stage.MomentRule;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.engine.StageSource;
import leapfrog.engine.StageTask;
import leapfrog.engine.TransitionEngine;
import leapfrog.warmup.Welford;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Holds device-resident chains to an engine's promises: any number of them fits, nothing is lost when they stop. */
@Timeout(120)
class ResidentTransitionEngineTest {
    private static final int DIMENSION = 14;

    /** Stages of chains, one group after the other; keeps draws and outcomes. */
    private static final class Groups implements StageSource {
        private final Deque<StageTask> waiting = new ArrayDeque<>();
        private final List<StageOutcome> outcomes = new ArrayList<>();
        /** Positions chain after chain, of all groups. */
        private final List<List<double[]>> draws = new ArrayList<>();

        void add(Stage stage, double stepSize, int count, Runnable atDraw) {
            List<ChainState> states = new ArrayList<>();
            int first = draws.size();
            for (int c = 0; c < count; c++) {
                draws.add(new ArrayList<>());
                double[] position = new double[DIMENSION];
                for (int d = 0; d < DIMENSION; d++) {
                    position[d] = Math.sin(first + c + 1.7 * d);
                }
                states.add(new ChainState(
                        first + c, position, 0, stepSize, Metric.unit(DIMENSION), DualAveragingState.NONE));
            }
            DrawSink sink = (chain, transition, position, statistics) -> {
                assertEquals(draws.get(first + chain).size(), transition);
                draws.get(first + chain).add(position.clone());
                atDraw.run();
            };
            waiting.add(new StageTask(ChainGroup.plain(0, 5, states), stage, sink));
        }

        @Override
        public Optional<StageTask> next() {
            return Optional.ofNullable(waiting.poll());
        }

        @Override
        public void finished(StageTask task, StageOutcome outcome) {
            outcomes.add(outcome);
        }

        @Override
        public int chains() {
            return draws.size();
        }

        /** Every outcome tells of the draws that were handed out, and of no others. */
        void requireWhole(int groups) {
            assertEquals(groups, outcomes.size());
            for (StageOutcome outcome : outcomes) {
                for (ChainOutcome end : outcome.chains()) {
                    List<double[]> made = draws.get(end.state().chain());
                    assertEquals(made.size(), end.transitions());
                    assertEquals(made.size(), end.state().transition());
                    if (!made.isEmpty()) {
                        assertArrayEquals(made.getLast(), end.state().position());
                    }
                }
            }
        }
    }

    private static Stage stage(int transitions, MomentRule learn, int maxDepth) {
        return new Stage("test", transitions, new Stage.StepSizeRule.Fixed(), learn, maxDepth);
    }

    private static Session open(int chains) {
        return RequiredDevice.resident(1).open(TestProblems.crossed(31), new EngineOptions(chains, 1, ""));
    }

    private static void run(Groups groups, int chains, Cancellation stop) {
        try (Session session = open(chains);
                TransitionEngine engine = session.transitions()) {
            engine.run(groups, stop);
        }
    }

    @Test
    void chainsThatDoNotFitTakeTurns() {
        Groups all = new Groups();
        Groups some = new Groups();
        for (Groups groups : List.of(all, some)) {
            groups.add(stage(37, MomentRule.NONE, 6), 0.2, 7, () -> {});
            groups.add(stage(5, MomentRule.NONE, 6), 0.2, 2, () -> {});
        }
        run(all, 9, Cancellation.NEVER);
        run(some, 2, Cancellation.NEVER);
        for (int c = 0; c < 9; c++) {
            assertEquals(c < 7 ? 37 : 5, all.draws.get(c).size());
            for (int i = 0; i < all.draws.get(c).size(); i++) {
                assertArrayEquals(all.draws.get(c).get(i), some.draws.get(c).get(i));
            }
        }
        all.requireWhole(2);
    }

    @Test
    void treesOfAnyDepthAndBothMetricsGoThroughOneEngine() {
        Groups groups = new Groups();
        groups.add(stage(3, MomentRule.NONE, 3), 0.2, 2, () -> {});
        groups.add(stage(3, MomentRule.NONE, 13), 0.2, 2, () -> {});
        run(groups, 4, Cancellation.NEVER);
        groups.requireWhole(2);
    }

    @Test
    void aCancellationKeepsWholeTransitionsAndTheirMoments() {
        Groups groups = new Groups();
        int[] handedOut = {0};
        groups.add(stage(100_000, MomentRule.VARIANCE, 6), 0.2, 3, () -> handedOut[0]++);
        groups.add(stage(10, MomentRule.NONE, 6), 0.2, 1, () -> {});
        run(groups, 3, () -> handedOut[0] > 100);
        groups.requireWhole(2);
        for (int c = 0; c < 3; c++) {
            List<double[]> draws = groups.draws.get(c);
            assertTrue(draws.size() >= 16 && draws.size() < 100_000, draws.size() + " draws");
            Welford welford = new Welford(MomentRule.VARIANCE, DIMENSION);
            draws.forEach(draw -> welford.add(draw, draw, 0));
            ChainOutcome outcome = groups.outcomes.getFirst().chains().get(c);
            assertEquals(draws.size(), outcome.moments().count());
            assertArrayEquals(welford.moments().squares(), outcome.moments().squares(), 1e-9 * draws.size());
        }
        assertEquals(0, groups.outcomes.getLast().chains().getFirst().transitions());
    }

    @Test
    void aSinkThatThrowsEndsTheRunWithWhatWasHandedOut() {
        Groups groups = new Groups();
        IllegalStateException full = new IllegalStateException("disk full");
        int[] handedOut = {0};
        groups.add(stage(50, MomentRule.VARIANCE, 6), 0.2, 3, () -> {
            if (handedOut[0]++ == 60) {
                throw full;
            }
        });
        assertSame(full, assertThrows(RuntimeException.class, () -> run(groups, 3, Cancellation.NEVER)));
        assertEquals(1, groups.outcomes.size());
        assertEquals(61, groups.draws.stream().mapToInt(List::size).sum());
    }

    @Test
    void aChainThatCannotStartSaysSo() {
        Groups groups = new Groups();
        double[] position = new double[DIMENSION];
        position[1] = 1e4; // a standard deviation of exp(10,000)
        ChainState state = new ChainState(0, position, 0, 1, Metric.unit(DIMENSION), DualAveragingState.NONE);
        groups.draws.add(new ArrayList<>());
        groups.waiting.add(new StageTask(
                ChainGroup.plain(0, 5, List.of(state)), stage(3, MomentRule.NONE, 6), (c, t, p, s) -> {}));
        IllegalStateException error =
                assertThrows(IllegalStateException.class, () -> run(groups, 1, Cancellation.NEVER));
        assertTrue(
                error.getMessage().startsWith("chain 0 of task 0 starts where its log density is"), error::getMessage);
        groups.requireWhole(1);
    }

    @Test
    void aChainWithoutAStepSizeSaysSo() {
        Groups groups = new Groups();
        groups.add(stage(3, MomentRule.NONE, 6), 0, 1, () -> {});
        IllegalStateException error =
                assertThrows(IllegalStateException.class, () -> run(groups, 1, Cancellation.NEVER));
        assertEquals("chain 0 of task 0 has no step size", error.getMessage());
        groups.requireWhole(1);
    }

    /** The data are taken from under the engine, so that its next launch fails while one is computed. */
    @Test
    void aFailureOfTheDeviceKeepsTheDrawsThatItHadMade() {
        Groups groups = new Groups();
        Session session = open(2);
        groups.add(stage(200, MomentRule.VARIANCE, 6), 0.2, 2, session::close);
        try (TransitionEngine engine = session.transitions()) {
            assertThrows(RuntimeException.class, () -> engine.run(groups, Cancellation.NEVER));
        }
        groups.requireWhole(1);
        assertEquals(64, groups.draws.stream().mapToInt(List::size).sum());
    }

    @Test
    void closingReleasesEveryHandle() {
        Groups warm = new Groups();
        warm.add(stage(20, MomentRule.NONE, 6), 0.2, 2, () -> {});
        run(warm, 2, Cancellation.NEVER); // compiles: contexts and programs stay for the process
        int before = Handle.live();
        Groups again = new Groups();
        again.add(stage(20, MomentRule.FISHER, 6), 0.2, 2, () -> {});
        run(again, 2, Cancellation.NEVER);
        assertEquals(before, Handle.live());
    }

    @Test
    void chainsThatCannotFitAreRefusedWithTheSizes() {
        OpenClDevice real = RequiredDevice.find();
        OpenClDevice small = new OpenClDevice(
                real.platform(),
                real.id(),
                real.index(),
                "small device",
                real.driver(),
                real.kind(),
                true,
                1 << 13,
                1 << 12,
                1 << 10,
                1,
                "");
        TaskTables tables = TaskTables.of(TestProblems.crossed(31), ResidentShape.kernels(1));
        DeviceException error =
                assertThrows(DeviceException.class, () -> ResidentPlan.of(small, tables, 1, false, 10, 4));
        assertTrue(error.getMessage().contains("small device has 6.0 KiB to use"), error::getMessage);
        error = assertThrows(DeviceException.class, () -> ResidentPlan.of(small, tables, 32, false, 10, 4));
        assertTrue(
                error.getMessage().contains("1.7 KiB of its own memory, of which small device has 1.0 KiB"),
                error::getMessage);
    }
}
