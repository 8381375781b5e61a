package leapfrog.benchmarks;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ModelData.FamilyParameter;
import leapfrog.model.ModelData.Pooled;
import leapfrog.model.ModelData.Prior;
import leapfrog.model.ModelData.Rows;
import leapfrog.model.ModelData.Shape;
import leapfrog.model.ModelData.Term;
import leapfrog.model.ModelData.Totals;
import leapfrog.model.ModelStructure;
import leapfrog.model.ModelStructure.Source;
import leapfrog.model.ModelStructure.TermStructure;
import leapfrog.model.Transform;
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
    private static final int COUNTIES = 85;
    private static final int OBSERVATIONS = 919;

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
        Problem problem = problem(rows);
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

    private static Problem problem(int rows) {
        Random random = new Random(rows);
        boolean reduced = rows < OBSERVATIONS;
        double[] weight = random.ints(rows, 1, 12).asDoubleStream().toArray();
        Rows data = new Rows(
                rows,
                random.doubles(rows, -1, 3).toArray(),
                new double[][] {random.ints(rows, 0, 2).asDoubleStream().toArray()},
                new int[][] {random.ints(rows, 0, COUNTIES).sorted().toArray()},
                new int[] {COUNTIES},
                null,
                reduced ? weight : null,
                null,
                Totals.squares(OBSERVATIONS, reduced ? 400 : 0));
        boolean[] noncentered = new boolean[COUNTIES];
        Transform plain = Transform.IDENTITY;
        Transform exp = Transform.EXP;
        ModelData task = new ModelData(
                "radon-sized",
                5 + 2 * COUNTIES,
                List.of(plain, plain, exp, exp, exp),
                List.of(
                        prior(0, Shape.NORMAL, 100),
                        prior(1, Shape.NORMAL, 100),
                        prior(2, Shape.NORMAL, 5),
                        prior(3, Shape.NORMAL, 5),
                        prior(4, Shape.STUDENT_T, 5)),
                List.of(
                        new Term(-1, 0, 0, COUNTIES, new Pooled(0, 2, 5, noncentered)),
                        new Term(0, 0, COUNTIES, COUNTIES, new Pooled(1, 3, 5 + COUNTIES, noncentered))),
                List.of(),
                List.of(FamilyParameter.estimated(4)),
                data);
        List<TermStructure> terms =
                List.of(new TermStructure(true, 0, Source.POOLED), new TermStructure(false, 0, Source.POOLED));
        return new Problem(new ModelStructure(Likelihood.NORMAL, terms, List.of(), 1, false, reduced), List.of(task));
    }

    /** A prior on one scalar; its normalising constant does not matter here. */
    private static Prior prior(int scalar, Shape shape, double scale) {
        return new Prior(new int[] {scalar}, new double[] {1}, shape, 0, scale, 1, 1, 0);
    }
}
