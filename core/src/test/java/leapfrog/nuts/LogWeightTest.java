package leapfrog.nuts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogWeightTest {
    /** Of Math.exp at arguments up to a few thousand, whose own rounding it magnifies. */
    private static final double RELATIVE = 1e-11;

    @ParameterizedTest
    @CsvSource({"0, 2", "0, 300", "-900, 3", "900, 3", "0, 2000", "-450, 200", "5000, 5000"})
    void sharesAndRatiosAreThoseOfLogarithms(double centre, double spread) {
        SplittableRandom random = new SplittableRandom(7);
        for (int trial = 0; trial < 200; trial++) {
            LogWeight trajectory = new LogWeight();
            trajectory.clear();
            double logTrajectory = add(trajectory, 0, Double.NEGATIVE_INFINITY);
            for (int doubling = 0; doubling < 4; doubling++) {
                LogWeight subtree = new LogWeight();
                subtree.clear();
                double logSubtree = Double.NEGATIVE_INFINITY;
                for (int leaf = 0; leaf < 1 << doubling; leaf++) {
                    // As a trajectory's: not below what counts as a divergence.
                    double logWeight = Math.max(-1000, centre + spread * (2 * random.nextDouble() - 1));
                    logSubtree = add(subtree, logWeight, logSubtree);
                }
                double ratio = Math.exp(logSubtree - logTrajectory);
                assertClose(ratio, trajectory.add(subtree));
                logTrajectory = logOfSum(logTrajectory, logSubtree);
            }
        }
    }

    private static double add(LogWeight sum, double logWeight, double logSum) {
        double after = logOfSum(logSum, logWeight);
        assertClose(Math.exp(logWeight - after), sum.add(logWeight, Math.exp(logWeight)));
        return after;
    }

    private static double logOfSum(double a, double b) {
        double larger = Math.max(a, b);
        return larger + Math.log1p(Math.exp(Math.min(a, b) - larger));
    }

    private static void assertClose(double expected, double actual) {
        if (expected > 1e-100 && expected < 1e100) {
            assertEquals(expected, actual, RELATIVE * expected);
        } else {
            // Of either size choices are certain.
            assertEquals(expected > 1, actual > 1e99);
        }
    }
}
