package leapfrog.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import leapfrog.math.FusedExp;
import org.junit.jupiter.api.Test;

/** Compares exp, logarithms and the logistic function's tails with StrictMath, whose results are within 1 ulp of the exact ones, and between vector lengths. */
class VectorMathTest {
    private static final double[] EDGES = {
        0.0,
        -0.0,
        1.0,
        -1.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        -Double.MIN_VALUE,
        Double.MIN_NORMAL,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        709.78,
        709.79,
        710.5,
        -708.4,
        -720.0,
        -745.1,
        -745.2,
        -746.5
    };
    private static final int WIDEST = Lanes.widest();

    @FunctionalInterface
    private interface Function {
        void apply(ArrayMath math, double[] x, double[] y);
    }

    private static double[] evaluate(Function function, double[] x, int lanes) {
        ArrayMath math = Lanes.make(VectorMath.class, ArrayMath.class, lanes);
        double[] y = new double[x.length];
        double[] in = new double[lanes];
        double[] out = new double[lanes];
        for (int i = 0; i < x.length; i += lanes) {
            System.arraycopy(x, i, in, 0, lanes);
            function.apply(math, in, out);
            System.arraycopy(out, 0, y, i, lanes);
        }
        return y;
    }

    private static double[] exp(double[] x, int lanes) {
        return evaluate((math, in, out) -> math.exp(in, 0, out, 0, 1), x, lanes);
    }

    private static double[] log1p(double[] x, int lanes) {
        return evaluate((math, in, out) -> math.log1p(in, out, new double[lanes], 1), x, lanes);
    }

    private static double[] inverse(double[] x, int lanes) {
        return evaluate((math, in, out) -> math.log1p(in, new double[lanes], out, 1), x, lanes);
    }

    private static double[] log(double[] x, int lanes) {
        return evaluate((math, in, out) -> math.log(in, 0, out, 0, 1), x, lanes);
    }

    private static double[] tail(double[] x, int lanes) {
        return evaluate((math, in, out) -> math.softplus(in, 0, out, new double[lanes], 1), x, lanes);
    }

    private static double[] small(double[] x, int lanes) {
        return evaluate((math, in, out) -> math.softplus(in, 0, new double[lanes], out, 1), x, lanes);
    }

    private static double[] points(int n, DoubleUnaryOperator map) {
        SplittableRandom random = new SplittableRandom(8);
        double[] x = new double[n * WIDEST];
        for (int i = 0; i < x.length; i++) {
            x[i] = map.applyAsDouble(random.nextDouble());
        }
        return x;
    }

    private static double[] edges() {
        double[] x = new double[Math.ceilDiv(EDGES.length, WIDEST) * WIDEST];
        System.arraycopy(EDGES, 0, x, 0, EDGES.length);
        return x;
    }

    /** Both sides are within 1 ulp (ours 1, or 2) of the truth, so they differ by no more than the sum. */
    private static void assertUlps(double[] x, double[] actual, DoubleUnaryOperator expected, int ulps) {
        for (int i = 0; i < x.length; i++) {
            double value = expected.applyAsDouble(x[i]);
            if (Double.isFinite(value)) {
                double error = Math.abs(actual[i] - value) / Math.ulp(value);
                assertTrue(error <= ulps, x[i] + ": " + actual[i] + " for " + value);
            } else {
                assertEquals(value, actual[i], "at " + x[i]);
            }
        }
    }

    @Test
    void exponential() {
        for (double[] x : new double[][] {
            points(5000, u -> 40 * u - 20),
            points(5000, u -> 1500 * u - 750),
            points(2000, u -> 1e-8 * (u - 0.5)),
            edges()
        }) {
            assertUlps(x, exp(x, WIDEST), StrictMath::exp, 2);
        }
    }

    @Test
    void logarithm() {
        for (double[] x : new double[][] {
            points(5000, u -> 4 * u),
            points(5000, u -> StrictMath.exp(1400 * u - 700)),
            points(2000, u -> 1 + 1e-8 * (u - 0.5)),
            edges()
        }) {
            assertUlps(x, log(x, WIDEST), StrictMath::log, 3);
        }
    }

    /** The reference's exp is within 1 ulp, and so is what follows it: the sum of that and of ours. */
    @Test
    void tailsOfTheLogisticFunction() {
        int compared = 0;
        for (double[] x : new double[][] {
            points(5000, u -> 80 * u - 40),
            points(2000, u -> 1e-6 * (u - 0.5)),
            points(5000, u -> 1480 * u - 740),
            edges()
        }) {
            assertUlps(x, tail(x, WIDEST), t -> StrictMath.log1p(StrictMath.exp(-Math.abs(t))), 7);
            assertUlps(
                    x,
                    small(x, WIDEST),
                    t -> {
                        double e = StrictMath.exp(-Math.abs(t));
                        return e / (1 + e);
                    },
                    7);
            compared += x.length;
        }
        assertTrue(compared > 12_000 * WIDEST);
    }

    @Test
    void logarithmOfOneMore() {
        for (double[] x : new double[][] {
            points(5000, u -> 4 * u - 1),
            points(5000, u -> StrictMath.exp(1400 * u - 700)),
            points(2000, u -> 1e-8 * (u - 0.5)),
            points(2000, u -> -StrictMath.exp(-40 * u)),
            edges()
        }) {
            assertUlps(x, log1p(x, WIDEST), StrictMath::log1p, 3);
            assertUlps(x, inverse(x, WIDEST), u -> 1 / (1 + u), 4);
        }
    }

    @Test
    void theSameBitsInVectorsOfAnyLength() {
        double[] x = points(500, u -> 100 * u - 1);
        for (int lanes = 4; lanes <= WIDEST; lanes *= 2) {
            assertArrayEquals(exp(x, WIDEST), exp(x, lanes));
            assertArrayEquals(log1p(x, WIDEST), log1p(x, lanes));
            assertArrayEquals(inverse(x, WIDEST), inverse(x, lanes));
            assertArrayEquals(log(x, WIDEST), log(x, lanes));
            assertArrayEquals(tail(x, WIDEST), tail(x, lanes));
            assertArrayEquals(small(x, WIDEST), small(x, lanes));
        }
    }

    @Test
    void exponentialsHaveTheBitsOfTheScalarOnes() {
        double[] x = new SplittableRandom(7).doubles(16_384, -760, 720).toArray();
        System.arraycopy(EDGES, 0, x, 0, EDGES.length);
        assertArrayEquals(Arrays.stream(x).map(FusedExp::of).toArray(), exp(x, WIDEST));
    }
}
