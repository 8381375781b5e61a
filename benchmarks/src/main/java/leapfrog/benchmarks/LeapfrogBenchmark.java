package leapfrog.benchmarks;

import java.util.List;
import java.util.concurrent.TimeUnit;
import leapfrog.bench.TransitionLoop;
import leapfrog.engine.Backend;
import leapfrog.engine.ChainState;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
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
 * <p>An invocation is the same 20 transitions of warmed-up chains, some tens of milliseconds; so few invocations make an iteration, and one second
 * of each steadies them.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--add-modules",
            "jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "-XX:+UseSerialGC",
            "-XX:+UseCondCardMark",
            "-XX:ObjectAlignmentInBytes=64"
        })
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class LeapfrogBenchmark {
    private static final int TRANSITIONS = 20;

    @Param({"simd", "scalar", "opencl", "opencl-resident"})
    String backend;

    @Param({"4", "64", "1024"})
    int chains;

    @Param({"rows", "cells", "integrated"})
    String data;

    private TransitionLoop run;

    /** Counts leapfrogs of single chains. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public long leapfrogs;
    }

    @Setup(Level.Trial)
    public void open() {
        Problem problem = RadonProblem.of(data);
        Backend opened = Backends.named(backend);
        List<ChainState> warm = TransitionLoop.warm(opened, problem, "", 1);
        run = new TransitionLoop(opened, problem, warm, new EngineOptions(chains, 1, ""), TRANSITIONS);
    }

    @Benchmark
    public long transitions(Counter counter) {
        long leapfrogs = run.run();
        counter.leapfrogs += leapfrogs;
        return leapfrogs;
    }

    @TearDown(Level.Trial)
    public void close() {
        run.close();
    }
}
