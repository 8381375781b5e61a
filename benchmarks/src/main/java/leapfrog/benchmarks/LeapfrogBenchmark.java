package leapfrog.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import leapfrog.engine.Cancellation;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Metric;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.Stage;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageSource;
import leapfrog.engine.StageTask;
import leapfrog.engine.TransitionEngine;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures whole transitions of many chains on one thread: gradients, integrator, tree, random numbers, draws handed out. The secondary
 * score {@code leapfrogs} is the time of one leapfrog of one chain.
 *
 * <p>An invocation is a stage of 20 transitions at a fixed step size after a stage of warm-up in the set-up, some tens of
 * milliseconds; so few invocations make an iteration, and one second of each steadies them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC", "-XX:ObjectAlignmentInBytes=64"})
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class LeapfrogBenchmark {
    @Param({"simd"})
    String backend;

    @Param({"64"})
    int chains;

    @Param({"rows", "cells", "integrated"})
    String data;

    private Session session;
    private TransitionEngine engine;
    private List<ChainState> states;

    /** Counts leapfrogs of single chains. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public long leapfrogs;
    }

    /** Hands out one stage of every chain, and keeps the outcomes. */
    private static final class OneStage implements StageSource {
        private final List<StageTask> waiting = new ArrayList<>();
        private final ChainState[] ends;
        private long leapfrogs;

        OneStage(List<ChainState> states, Stage stage) {
            ends = new ChainState[states.size()];
            for (ChainState state : states) {
                waiting.add(new StageTask(
                        ChainGroup.plain(0, 5, List.of(state)),
                        stage,
                        (chain, transition, position, statistics) -> {}));
            }
        }

        @Override
        public Optional<StageTask> next() {
            return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.removeLast());
        }

        @Override
        public void finished(StageTask task, StageOutcome outcome) {
            StageOutcome.ChainOutcome chain = outcome.chains().getFirst();
            ends[chain.state().chain()] = chain.state();
            leapfrogs += chain.leapfrogs();
        }

        @Override
        public int chains() {
            return ends.length;
        }
    }

    @Setup(Level.Trial)
    public void warmUp() {
        Problem problem = RadonProblem.of(data);
        session = Backends.named(backend).open(problem, new EngineOptions(chains, 1, ""));
        engine = session.transitions();
        int dimension = problem.tasks().getFirst().dimension();
        SplittableRandom random = new SplittableRandom(1);
        states = new ArrayList<>();
        for (int chain = 0; chain < chains; chain++) {
            double[] position = new double[dimension];
            for (int d = 0; d < dimension; d++) {
                position[d] = random.nextDouble() - 0.5;
            }
            states.add(new ChainState(chain, position, 0, 0, Metric.unit(dimension), DualAveragingState.NONE));
        }
        run(new Stage("warm-up", 200, new Stage.StepSizeRule.DualAveraging(0.8, true), Stage.MomentRule.NONE, 10));
    }

    private long run(Stage stage) {
        OneStage source = new OneStage(states, stage);
        engine.run(source, Cancellation.NEVER);
        states = List.of(source.ends);
        return source.leapfrogs;
    }

    @Benchmark
    public long transitions(Counter counter) {
        long leapfrogs = run(new Stage("sampling", 20, new Stage.StepSizeRule.Fixed(), Stage.MomentRule.NONE, 10));
        counter.leapfrogs += leapfrogs;
        return leapfrogs;
    }

    @TearDown(Level.Trial)
    public void close() {
        engine.close();
        session.close();
    }
}
