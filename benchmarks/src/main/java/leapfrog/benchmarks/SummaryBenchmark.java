package leapfrog.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import leapfrog.diagnose.QuantitySummary;
import leapfrog.diagnose.Scratch;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Measures the summary of a quantity, on one thread: four chains of as many quantities as the radon hierarchy has, from antithetic to mixing
 * as its slowest coordinates do, so that no processor learns the order of one.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(value = 1, jvmArgsAppend = "-XX:+UseSerialGC")
// A round of all quantities takes some ten milliseconds; a few hundred of them compile everything.
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@State(Scope.Thread)
public class SummaryBenchmark {
    private static final int QUANTITIES = 175;
    private static final int CHAINS = 4;

    @Param({"500", "1000"})
    int draws;

    private double[][][] values;
    private final Scratch scratch = new Scratch();

    @Setup
    public void simulate() {
        SplittableRandom random = new SplittableRandom(1);
        values = new double[QUANTITIES][CHAINS][draws];
        for (int quantity = 0; quantity < QUANTITIES; quantity++) {
            double correlation = -0.3 + 0.9 * quantity / (QUANTITIES - 1);
            for (double[] chain : values[quantity]) {
                double last = 0;
                for (int draw = 0; draw < draws; draw++) {
                    last = correlation * last + random.nextGaussian();
                    chain[draw] = last;
                }
            }
        }
    }

    @Benchmark
    @OperationsPerInvocation(QUANTITIES)
    public void summarise(Blackhole result) {
        for (double[][] chains : values) {
            result.consume(QuantitySummary.of(chains, scratch));
        }
    }
}
