package leapfrog.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
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
 * Measures one gradient of every chain, constraining, likelihood, priors and pull back together. The secondary score {@code points} is
 * the time of one chain-gradient.
 *
 * <p>One fork a variant: compilation differs a little from process to process, so figures that matter are taken with {@code -f 5} and
 * their median. Half a second of warm-up is several thousand batches of the smallest size and, measured, more than the second
 * compilation needs; five short measurements show a machine that is not quiet by their spread.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC", "-XX:ObjectAlignmentInBytes=64"})
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 200, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class GradientBenchmark {
    @Param({"simd", "scalar"})
    String backend;

    @Param({"4", "16", "64", "256", "4096"})
    int chains;

    @Param({"rows", "cells", "integrated"})
    String data;

    private Session session;
    private GradientEvaluator evaluator;
    private GradientBatch batch;

    /** Counts chain-gradients. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.OPERATIONS)
    public static class Counter {
        public long points;
    }

    @Setup(Level.Trial)
    public void open() {
        Problem problem = RadonProblem.of(data);
        session = Backends.named(backend).open(problem, new EngineOptions(chains, 1, ""));
        evaluator = session.gradients();
        int lanes = evaluator.shape().lanes();
        batch = evaluator.batch();
        SplittableRandom random = new SplittableRandom(1);
        for (int at = 0; at < chains; at += lanes) {
            int block = batch.addBlock(0, problem.tasks().getFirst().dimension());
            for (int i = 0; i < batch.length(block); i++) {
                batch.positions()[batch.at(block) + i] = 2 * random.nextDouble() - 1;
            }
            batch.store(block);
        }
    }

    @Benchmark
    public double gradient(Counter counter) {
        evaluator.evaluate(batch);
        counter.points += chains;
        return batch.logDensities()[0];
    }

    @TearDown(Level.Trial)
    public void close() {
        evaluator.close();
        session.close();
    }
}
