package leapfrog.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import leapfrog.backend.ScalarBackend;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Evaluations;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;

/** Compares densities and gradients of the vector kernels with those of the scalar density. */
final class ScalarAgreement {
    private static final int POINTS = 200;

    private ScalarAgreement() {}

    /**
     * At coordinates from −reach to reach. Far out, with standard deviations of {@code exp(reach)}, it is the scalar density, which subtracts
     * what nearly is the same, that loses digits.
     */
    static void assertAgrees(Problem problem, double reach) throws Exception {
        int dimension = problem.tasks().getFirst().dimension();
        double[][] points = points(dimension, reach);
        Evaluations expected;
        try (Session session = new ScalarBackend().open(problem, new EngineOptions(1, 1, ""));
                GradientEvaluator evaluator = session.gradients()) {
            expected = Evaluations.at(evaluator, 0, points);
        }
        double[][] actual = SimdGradientEvaluatorTest.evaluate(
                Plan.of(problem.structure(), problem.tasks().getFirst(), Striping.USUAL), 4, 1, points);
        for (int p = 0; p < POINTS; p++) {
            double logDensity = expected.logDensities()[p];
            assertEquals(logDensity, actual[p][dimension], 1e-12 * Math.max(1, Math.abs(logDensity)), "point " + p);
            double norm = 0;
            for (double slope : expected.gradients()[p]) {
                norm = Math.hypot(norm, slope);
            }
            for (int d = 0; d < dimension; d++) {
                assertEquals(
                        expected.gradients()[p][d], actual[p][d], 1e-11 * Math.max(1, norm), p + ", coordinate " + d);
            }
        }
    }

    private static double[][] points(int dimension, double reach) {
        SplittableRandom random = new SplittableRandom(11);
        double[][] points = new double[POINTS][dimension];
        for (double[] point : points) {
            for (int d = 0; d < dimension; d++) {
                point[d] = random.nextDouble(-reach, reach);
            }
        }
        return points;
    }
}
