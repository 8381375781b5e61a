package leapfrog.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import leapfrog.backend.Verification;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Likelihood;
import leapfrog.model.ModelData;
import leapfrog.model.ScalarLogDensity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds every likelihood to the scalar reference far out: η near ±40 and ±700, scales and shapes from e⁻¹² to e¹², counts of 0. */
class SimdTailsTest {
    private static final double[] INTERCEPTS = {-700, -40, 0, 40, 700};
    private static final double[] LOGARITHMS = {-12, -2, 2, 12};
    /** Of {@link Hierarchies}: the intercept, and the first parameter of the family. */
    private static final int INTERCEPT = 0;

    private static final int FAMILY = 6;

    @ParameterizedTest
    @EnumSource
    void agreesWithTheReferenceFarOut(Likelihood likelihood) {
        Problem problem = Hierarchies.of(likelihood);
        ModelData data = problem.tasks().getFirst();
        List<double[]> points = points(data, likelihood.parameters().size());
        ScalarLogDensity reference = new ScalarLogDensity(problem.structure(), data);
        double[] expected = new double[data.dimension()];
        try (Session session = new SimdBackend().open(problem, new EngineOptions(points.size(), 1, ""));
                GradientEvaluator evaluator = session.gradients()) {
            for (double[] point : points) {
                double logDensity = reference.evaluate(point, 0, expected, 0);
                assertTrue(Double.isFinite(logDensity));
                double[] gradient = new double[point.length];
                double actual = evaluate(evaluator, point, gradient);
                double bound = Verification.LOG_DENSITY_TOLERANCE * Math.max(1, Math.abs(logDensity));
                assertEquals(logDensity, actual, bound);
                assertClose(expected, gradient);
            }
        }
        assertEquals(INTERCEPTS.length * LOGARITHMS.length * LOGARITHMS.length, points.size());
    }

    private static List<double[]> points(ModelData data, int parameters) {
        Random random = new Random(12);
        List<double[]> points = new ArrayList<>();
        for (double intercept : INTERCEPTS) {
            for (double first : LOGARITHMS) {
                for (double second : LOGARITHMS) {
                    double[] point = random.doubles(data.dimension(), -1, 1).toArray();
                    point[INTERCEPT] += intercept;
                    if (parameters > 0) {
                        point[FAMILY] = first;
                    }
                    if (parameters > 1) {
                        point[FAMILY + 1] = second;
                    }
                    points.add(point);
                }
            }
        }
        return points;
    }

    private static double evaluate(GradientEvaluator evaluator, double[] point, double[] gradient) {
        GradientBatch batch = new GradientBatch(evaluator.shape().lanes());
        int block = batch.addBlock(0, point.length);
        for (int d = 0; d < point.length; d++) {
            batch.positions()[batch.at(block) + d * batch.lanes()] = point[d];
        }
        evaluator.evaluate(batch);
        for (int d = 0; d < point.length; d++) {
            gradient[d] = batch.gradients()[batch.at(block) + d * batch.lanes()];
        }
        return batch.logDensities()[0];
    }

    private static void assertClose(double[] expected, double[] actual) {
        double error = 0;
        double norm = 0;
        for (int d = 0; d < expected.length; d++) {
            error = Math.hypot(error, actual[d] - expected[d]);
            norm = Math.hypot(norm, expected[d]);
        }
        assertTrue(error <= Verification.GRADIENT_TOLERANCE * Math.max(1, norm), error + " of " + norm);
    }
}
