package leapfrog.benchmarks;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Likelihood;
import leapfrog.opencl.OpenClBackend;
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
 * Measures one batch of gradients on the first OpenCL device, transfers to and from the device included, on data of the size of the radon model: 85
 * counties, two pooled coefficients each, 919 rows or the 145 cells they reduce to. Divide by {@code chains} for the time of one
 * chain's gradient.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// A batch takes 20 µs to a few ms: a second holds hundreds, and five of them show drift of clock or load.
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgs = "--enable-native-access=ALL-UNNAMED")
public class OpenClGradientBenchmark {
    /** Number of points in the batch. */
    @Param({"16", "256", "4096"})
    public int chains;

    /** Rows of the likelihood. */
    @Param({"919", "145"})
    public int rows;

    private Session session;
    private GradientEvaluator evaluator;
    private GradientBatch batch;

    @Setup
    public void open() {
        Problem problem = RadonSized.problem(Likelihood.NORMAL, rows);
        session = new OpenClBackend().open(problem, new EngineOptions(chains, 1, ""));
        evaluator = session.gradients();
        batch = evaluator.batch();
        Random random = new Random(1);
        for (int point = 0; point < chains; point += batch.lanes()) {
            int block = batch.addBlock(0, problem.tasks().getFirst().dimension());
            for (int i = 0; i < batch.length(block); i++) {
                batch.positions()[batch.at(block) + i] = random.nextGaussian();
            }
            batch.store(block);
        }
    }

    @TearDown
    public void close() {
        evaluator.close();
        session.close();
    }

    @Benchmark
    public double[] gradients() {
        evaluator.evaluate(batch);
        return batch.logDensities();
    }

    /** The same, with every block written to the evaluator's memory before and fetched from it after. */
    @Benchmark
    public double[] gradientsStoredAndLoaded() {
        for (int block = 0; block < batch.blocks(); block++) {
            batch.store(block);
        }
        evaluator.evaluate(batch);
        for (int block = 0; block < batch.blocks(); block++) {
            batch.load(block);
        }
        return batch.gradients();
    }
}
