package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import leapfrog.backend.LogDensityEvaluator;
import leapfrog.engine.Cancellation;
import leapfrog.model.InputException;
import leapfrog.model.LogDensity;
import leapfrog.model.Scaling;
import org.junit.jupiter.api.Test;

/** Starts chains on densities that are finite in part of the space. */
class InitialPointsTest {
    /** Finite where the first coordinate is above a bound. */
    private record Above(double bound) implements LogDensity {
        @Override
        public int dimension() {
            return 3;
        }

        @Override
        public double evaluate(double[] position, int at, double[] gradient, int gradientAt) {
            for (int d = 0; d < 3; d++) {
                gradient[gradientAt + d] = -position[at + d];
            }
            return position[at] > bound ? 0 : Double.NaN;
        }
    }

    @Test
    void pointsAreUniformOnTheCubeAndKeyedByChain() {
        double[][] many = start(-3, 63);
        double[][] one = start(-3, 1);
        assertArrayEquals(one[0], many[0]);
        double sum = 0;
        for (double[] point : many) {
            for (double coordinate : point) {
                assertTrue(Math.abs(coordinate) < 2);
                sum += coordinate;
            }
        }
        // The mean of 189 uniforms on [-2, 2] has the standard deviation 2 / sqrt(3 · 189) = 0.084.
        assertTrue(Math.abs(sum / 189) < 5 * 0.084);
    }

    @Test
    void startsThatAreNotFiniteAreDrawnAgain() {
        // One try in four succeeds: 100 fail with probability 3e-13.
        double[][] points = start(1, 63);
        for (double[] point : points) {
            assertTrue(point[0] > 1);
        }
        assertArrayEquals(start(1, 7)[6], points[6]);
    }

    @Test
    void fromSixtyFourChainsOnEightShareAPoint() {
        double[][] alone = start(-3, 63);
        double[][] shared = start(-3, 64);
        for (int chain = 0; chain < 64; chain++) {
            assertArrayEquals(alone[chain - chain % 8], shared[chain]);
        }
    }

    @Test
    void givesUpWithAMessage() {
        InputException e = assertThrows(InputException.class, () -> start(2, 3));
        assertTrue(String.valueOf(e.getMessage()).startsWith("chain 0 found no starting point"));
    }

    private static double[][] start(double bound, int chains) {
        LogDensityEvaluator evaluator = new LogDensityEvaluator(List.of(new Above(bound)));
        FitSettings settings = new FitSettings(
                chains, 0, 1, 1, 42, 0.8, 10, FitSettings.MetricKind.DIAGONAL, FitSettings.Adaptation.CHAIN);
        return InitialPoints.of(evaluator, 0, Scaling.none(3), settings, new Progress(chains, 1), Cancellation.NEVER)
                .points();
    }
}
