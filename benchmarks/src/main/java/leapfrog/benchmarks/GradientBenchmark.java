package leapfrog.benchmarks;

import java.util.concurrent.TimeUnit;
import leapfrog.bench.GradientLoop;
import leapfrog.engine.EngineOptions;
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
 * Measures one gradient of every chain, constraining, likelihood, priors and pull back together, on a device with the transfers to it and from it. The
 * secondary score {@code points} is the time of one chain-gradient.
 *
 * <p>One fork a variant: compilation differs a little from process to process, so figures that matter are taken with {@code -f 5} and
 * their median. Half a second of warm-up is several thousand batches of the smallest size and, measured, more than the second
 * compilation needs; five short measurements show a machine that is not quiet by their spread.
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
            "-XX:ObjectAlignmentInBytes=64"
        })
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class GradientBenchmark {
    @Param({"simd", "scalar", "opencl"})
    String backend;

    @Param({"4", "16", "64", "256", "4096"})
    int chains;

    @Param({"rows", "cells", "integrated"})
    String data;

    private GradientLoop run;

    /** Counts chain-gradients. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public long points;
    }

    @Setup(Level.Trial)
    public void open() {
        run = new GradientLoop(Backends.named(backend), RadonProblem.of(data), new EngineOptions(chains, 1, ""));
    }

    @Benchmark
    public double gradient(Counter counter) {
        counter.points += chains;
        return run.evaluate();
    }

    @TearDown(Level.Trial)
    public void close() {
        run.close();
    }
}
