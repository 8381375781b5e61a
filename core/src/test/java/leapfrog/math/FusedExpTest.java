package leapfrog.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares the exponential with StrictMath's, which is within 1 ulp of the exact one, as ours is: they differ by at most 2. */
class FusedExpTest {
    private static void assertClose(double x) {
        double expected = StrictMath.exp(x);
        assertEquals(expected, FusedExp.of(x), 2 * Math.ulp(expected), "exp " + x);
    }

    @Test
    void agreesOverTheWholeRange() {
        SplittableRandom random = new SplittableRandom(4);
        for (int k = 0; k < 20_000; k++) {
            assertClose(random.nextDouble(-1, 1));
            assertClose(random.nextDouble(-750, 715));
            assertClose(Math.scalb(random.nextDouble(-1, 1), random.nextInt(-1022, 4)));
        }
    }

    @Test
    void agreesAtTheBordersOfItsReduction() {
        for (int n = -1020; n < 1023; n++) {
            double border = (n + 0.5) * Math.log(2);
            assertClose(Math.nextDown(border));
            assertClose(border);
            assertClose(Math.nextUp(border));
        }
        for (double far : new double[] {708, 709.78, 710, 745, 746}) {
            assertClose(far);
            assertClose(Math.nextUp(far));
            assertClose(-far);
            assertClose(-Math.nextUp(far));
        }
    }

    @Test
    void agreesWhereThereIsNothingToCompute() {
        assertEquals(1, FusedExp.of(0));
        assertEquals(1, FusedExp.of(-0.0));
        assertEquals(Double.POSITIVE_INFINITY, FusedExp.of(Double.POSITIVE_INFINITY));
        assertEquals(0, FusedExp.of(Double.NEGATIVE_INFINITY));
        assertEquals(Double.NaN, FusedExp.of(Double.NaN));
    }
}
