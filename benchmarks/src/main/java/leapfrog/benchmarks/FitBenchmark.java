package leapfrog.benchmarks;

import java.util.concurrent.TimeUnit;
import leapfrog.engine.EngineOptions;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
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
 * Measures whole fits in a warm process: starting points, warm-up of 1000 transitions, 1000 draws, reported quantities; each fit has a seed of its
 * own. The secondary score {@code leapfrogs} is the time of one leapfrog of one chain, everything included. {@link WholeFit} has effective draws too.
 *
 * <p>A fit takes 0.1 to some seconds, and the first ones compile: ten seconds of warm-up.
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
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@State(Scope.Thread)
public class FitBenchmark {
    @Param({"simd", "scalar", "opencl"})
    String backend;

    @Param({"4", "64"})
    int chains;

    @Param({"rows", "cells", "integrated"})
    String data;

    @Param("1")
    int threads;

    private SessionFit radon;
    private long seed;

    /** Counts leapfrogs of single chains. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public long leapfrogs;
    }

    @Setup(Level.Trial)
    public void open() {
        radon = SessionFit.radon(
                backend, new EngineOptions(chains, threads, ""), !data.equals("rows"), data.equals("integrated"));
    }

    @Benchmark
    public Fit fit(Counter counter) {
        Fit fit = radon.run(FitSettings.defaults(seed++).withChains(chains));
        counter.leapfrogs += fit.run().warmupLeapfrogs() + fit.run().samplingLeapfrogs();
        return fit;
    }

    @TearDown(Level.Trial)
    public void close() {
        radon.close();
    }
}
