package leapfrog.benchmarks;

import java.util.concurrent.TimeUnit;
import leapfrog.bench.GradientLoop;
import leapfrog.engine.EngineOptions;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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
 * Measures one batch of gradients on the same device through OpenCL C and through TornadoVM, transfers included, of
 * the radon model. Divide by {@code chains} for the time of one chain's gradient.
 *
 * <p>A call of {@code opencl} is one launch on a processor, one of {@code tornado} two, with two transfers to the device and one back.
 * Needs a JVM with TornadoVM's flags, which the forks take over.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// A batch takes 50 µs to some ms: a second holds hundreds, and five of them show drift of clock or load.
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class TornadoBenchmark {
    @Param({"opencl", "tornado"})
    public String backend;

    /** Number of points in the batch. */
    @Param({"4", "64", "256", "4096"})
    public int chains;

    @Param({"rows", "cells"})
    public String data;

    private GradientLoop run;

    @Setup
    public void open() {
        run = new GradientLoop(Backends.named(backend), RadonProblem.of(data), new EngineOptions(chains, 1, ""));
    }

    @Benchmark
    public double gradients() {
        return run.evaluate();
    }

    @TearDown
    public void close() {
        run.close();
    }
}
