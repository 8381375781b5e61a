package leapfrog.benchmarks;

import java.util.Map;
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
 * Measures gradients of a million rows with groups of few and of many levels: of the factor that rows are sorted by, and of one that is
 * crossed with it. The secondary score {@code rows} is the time of one row of one chain.
 *
 * <p>A batch takes up to a tenth of a second: measurements of two seconds hold some dozens.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {
            "--add-modules",
            "jdk.incubator.vector",
            "-XX:+UseSerialGC",
            "-XX:ObjectAlignmentInBytes=64",
            "-Xmx3g"
        })
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 2)
@State(Scope.Thread)
public class CrossedBenchmark {
    private static final int ROWS = 1_000_000;
    private static final int CHAINS = 32;

    @Param({"simd"})
    String backend;

    @Param({"gaussian", "bernoulli"})
    String family;

    /** Whether g is the group that rows are sorted by, or crossed with it. */
    @Param({"sorted", "crossed"})
    String group;

    /** Of g; h has 85. */
    @Param({"8", "48", "900", "15000"})
    int levels;

    private GradientLoop run;

    /** Counts rows of chains. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public long rows;
    }

    @Setup(Level.Trial)
    public void open() {
        String formula = group.equals("sorted") ? "y ~ x1 + (1 | g)" : "y ~ x1 + (1 | h) + (1 | g)";
        run = new GradientLoop(
                Backends.named(backend),
                SimulatedProblem.of(family, formula, ROWS, Map.of("g", levels, "h", 85)),
                new EngineOptions(CHAINS, 1, ""));
    }

    @Benchmark
    public double gradient(Counter counter) {
        counter.rows += (long) CHAINS * ROWS;
        return run.evaluate();
    }

    @TearDown(Level.Trial)
    public void close() {
        run.close();
    }
}
