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
 * Measures one batch of gradients of each likelihood on the first OpenCL device, transfers to and from the device included, on data of the
 * size of the radon model: 919 rows, 85 counties, two pooled coefficients each. Divide by {@code chains} for the time of one
 * chain's gradient.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
// A batch takes 50 µs to 20 ms: a second holds fifty at least, and five of them show drift of clock or load.
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "--enable-native-access=ALL-UNNAMED")
public class OpenClFamilyBenchmark {
    @Param
    public Likelihood likelihood;

    /** Number of points in the batch. */
    @Param({"256", "4096"})
    public int chains;

    private Session session;
    private GradientEvaluator evaluator;
    private GradientBatch batch;

    @Setup
    public void open() {
        Problem problem = RadonSized.problem(likelihood, 919);
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
}
