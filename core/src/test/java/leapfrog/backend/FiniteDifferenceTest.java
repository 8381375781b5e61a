package leapfrog.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Stream;
import leapfrog.model.ModelData;
import leapfrog.model.ModelStructure;
import leapfrog.model.ScalarLogDensity;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Compares the oracle's gradient with differences of its log density, over every likelihood, source, transform and prior: central
 * differences extrapolated twice, whose error is of order h⁶ plus rounding 10⁻¹⁶ |log density| / h.
 */
class FiniteDifferenceTest {
    private static final double STEP = 4e-3;

    @TestFactory
    Stream<DynamicTest> gradientsAreSlopes() {
        assertEquals(34, VerificationShape.all().size());
        return VerificationShape.all().stream()
                .map(shape -> DynamicTest.dynamicTest(shape.name(), () -> {
                    var problem = VerificationProblems.problem(shape);
                    int tasks = 0;
                    for (ModelData task : problem.tasks()) {
                        if (task.rows().count() <= 31 && task.dimension() <= 400) {
                            check(problem.structure(), task);
                            tasks++;
                        }
                    }
                    assertTrue(tasks >= 3);
                }));
    }

    private static void check(ModelStructure structure, ModelData task) {
        ScalarLogDensity density = new ScalarLogDensity(structure, task);
        Random random = new Random(7);
        int n = density.dimension();
        double[] position = new double[n];
        double[] gradient = new double[n];
        double[] ignored = new double[n];
        for (int d = 0; d < n; d++) {
            position[d] = 0.7 * random.nextGaussian();
        }
        double at = density.evaluate(position, 0, gradient, 0);
        assertTrue(Double.isFinite(at), task.name());
        for (int d = 0; d < n; d++) {
            double[] slope = new double[3];
            double h = STEP;
            for (int k = 0; k < 3; k++, h /= 2) {
                double[] moved = position.clone();
                moved[d] = position[d] + h;
                double up = density.evaluate(moved, 0, ignored, 0);
                moved[d] = position[d] - h;
                slope[k] = (up - density.evaluate(moved, 0, ignored, 0)) / (2 * h);
            }
            double once = (4 * slope[1] - slope[0]) / 3;
            double again = (4 * slope[2] - slope[1]) / 3;
            double expected = (16 * again - once) / 15;
            double bound = 1e-9 * (1 + Math.abs(at)) + 1e-8 * Math.abs(expected);
            assertEquals(expected, gradient[d], bound, task.name() + ", coordinate " + d);
        }
    }
}
