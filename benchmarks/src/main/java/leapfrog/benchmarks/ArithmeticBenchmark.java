package leapfrog.benchmarks;

import static leapfrog.engine.Alignment.FIRST;

import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import leapfrog.engine.Alignment;
import leapfrog.nuts.Arithmetic;
import leapfrog.nuts.ScalarArithmetic;
import leapfrog.random.BulkNormals;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import leapfrog.simd.SimdArithmetic;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * Measures the sampler's vector loops at the dimension of the radon hierarchy. The arrays stay in the first-level cache, as those of a
 * chain that is being advanced do. A tenth of a second holds a million calls: more iterations showed no less spread.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 1,
        jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-XX:+UseSerialGC", "-XX:ObjectAlignmentInBytes=64"})
@Warmup(iterations = 4, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 100, timeUnit = TimeUnit.MILLISECONDS)
@State(Scope.Thread)
public class ArithmeticBenchmark {
    private static final int N = Arithmetic.padded(175);
    private static final int LANES = 16;

    @Param({"simd", "scalar"})
    String form;

    private Arithmetic arithmetic;
    private BulkNormals normals;
    private final ChainRandom random = new ChainRandom(1, 0);
    private final double[][] a = new double[8][FIRST + N];
    private final double[][] points = new double[LANES][FIRST + N];
    private final double[] block = Alignment.array(LANES * N);

    @Setup
    public void fill() {
        arithmetic = form.equals("simd") ? new SimdArithmetic() : new ScalarArithmetic();
        normals = new BulkNormals(arithmetic.normals());
        SplittableRandom random = new SplittableRandom(1);
        for (double[] array : a) {
            for (int i = FIRST; i < FIRST + N; i++) {
                array[i] = random.nextDouble();
            }
        }
    }

    @Benchmark
    public void kickDrift() {
        arithmetic.kickDrift(a[0], a[1], a[2], a[3], 1e-3, a[4], a[5], N);
    }

    @Benchmark
    public double kick() {
        return arithmetic.kick(a[1], a[2], a[3], 1e-9, N);
    }

    @Benchmark
    public boolean joinLeaves() {
        return arithmetic.joinLeaves(a[0], a[1], N);
    }

    @Benchmark
    public boolean joinPairs() {
        return arithmetic.joinPairs(a[0], a[1], a[2], a[3], a[6], a[4], N);
    }

    @Benchmark
    public boolean joinSpans() {
        return arithmetic.joinSpans(a[0], a[1], a[2], a[3], a[4], a[5], a[6], N);
    }

    @Benchmark
    public double[] interleave() {
        arithmetic.interleave(points, LANES, N, block, FIRST, LANES);
        return block;
    }

    @Benchmark
    public double[] normals() {
        normals.fill(random, Purpose.MOMENTUM, 1, a[0], FIRST, N);
        return a[0];
    }

    @Benchmark
    public double[][] deinterleave() {
        arithmetic.deinterleave(block, FIRST, LANES, points, LANES, N);
        return points;
    }
}
