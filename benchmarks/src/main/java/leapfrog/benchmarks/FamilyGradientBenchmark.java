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
 * Measures gradients of every family, of a regression with six terms and a hierarchy with four (two of the population, two of 85 groups): on rows
 * as they are, whose covariates are continuous, or on what rows reduce to whose covariates are 0 or 1. The secondary score {@code rows} is the time of one row of one chain: divide by the terms for that of a term.
 *
 * <p>Two seconds of warm-up, as the larger kernels take the second compiler that long; a batch takes 0.1 to 20 ms.
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
@Warmup(iterations = 4, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class FamilyGradientBenchmark {
    @Param({"simd", "scalar", "opencl"})
    String backend;

    @Param({"4", "256", "4096"})
    int chains;

    /** Gaussian with known errors beside sigma stands as {@code gaussian_se}. */
    @Param({"gaussian", "gaussian_se", "student_t", "bernoulli", "binomial", "poisson", "negative_binomial"})
    String family;

    @Param({"regression", "hierarchy"})
    String model;

    @Param({"1000", "10000"})
    int rows;

    @Param({"false", "true"})
    boolean reduced;

    private GradientLoop run;

    /** Counts rows of chains. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public long rows;
    }

    @Setup(Level.Trial)
    public void open() {
        String response = switch (family) {
            case "gaussian_se" -> "y | se(s, sigma)";
            case "binomial" -> "y | trials(n)";
            default -> "y";
        };
        String predictor = model.equals("regression") ? "x1 + x2 + x3 + x4 + x5" : "x1 + (1 + x1 | g)";
        run = new GradientLoop(
                Backends.named(backend),
                SimulatedProblem.of(
                        family.replace("_se", ""), response + " ~ " + predictor, rows, Map.of("g", 85), reduced),
                new EngineOptions(chains, 1, ""));
    }

    @Benchmark
    public double gradient(Counter counter) {
        counter.rows += (long) chains * rows;
        return run.evaluate();
    }

    @TearDown(Level.Trial)
    public void close() {
        run.close();
    }
}
