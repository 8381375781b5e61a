package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import leapfrog.backend.Verification;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.Problem;
import leapfrog.model.ModelData;
import leapfrog.model.ScalarLogDensity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares few chains of many rows with the scalar reference: a few levels have thousands of partial sums, which are added up in stages. */
class LargeDataTest {
    /** A GPU's 4688 partitions of 600,000 rows leave 74 runs, and those 2; a level has a third of them, and one stage. */
    @ParameterizedTest
    @CsvSource({"GPU, 600000, 1", "GPU, 600000, 2", "GPU, 200000, 2", "CPU, 200000, 2"})
    void oneFactorAgreesWithTheScalarReference(DeviceOffer.Kind kind, int rows, int chains) {
        agrees(RequiredDevice.backendOf(kind), TestProblems.logistic(rows), chains);
    }

    @ParameterizedTest
    @CsvSource({"GPU, 200000, 1", "CPU, 200000, 2"})
    void soDoTwo(DeviceOffer.Kind kind, int rows, int chains) {
        agrees(RequiredDevice.backendOf(kind), TestProblems.crossed(rows), chains);
    }

    /** Teams of more members than a run adds up runs too. */
    @ParameterizedTest
    @CsvSource("200000, 128")
    void andTeams(int rows, int team) {
        agrees(RequiredDevice.resident(team), TestProblems.logistic(rows), 2);
    }

    /** Same bits again, and in blocks that are sized for many chains. */
    private static void agrees(Backend backend, Problem problem, int chains) {
        double[][] points = TestProblems.points(problem, chains);
        double[][] actual = TestProblems.evaluate(backend, problem, points, chains);
        assertArrayEquals(actual, TestProblems.evaluate(backend, problem, points, chains));
        assertArrayEquals(actual, TestProblems.evaluate(backend, problem, points, 100));
        ModelData task = problem.tasks().getFirst();
        int dimension = task.dimension();
        for (int p = 0; p < chains; p++) {
            double[] gradient = new double[dimension];
            double expected = new ScalarLogDensity(problem.structure(), task).evaluate(points[p], 0, gradient, 0);
            double bound = Verification.LOG_DENSITY_TOLERANCE * Math.abs(expected);
            assertEquals(expected, actual[p][dimension], bound, "log density of point " + p);
            double error = 0;
            double norm = 0;
            for (int d = 0; d < dimension; d++) {
                error = Math.hypot(error, actual[p][d] - gradient[d]);
                norm = Math.hypot(norm, gradient[d]);
            }
            assertEquals(0, error, Verification.GRADIENT_TOLERANCE * norm, "gradient of point " + p);
        }
    }
}
