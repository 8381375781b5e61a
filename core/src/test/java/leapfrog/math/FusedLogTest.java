package leapfrog.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares the logarithm with StrictMath's, which is within 1 ulp of the exact one, as ours is: they differ by at most 2. */
class FusedLogTest {
    private static void assertClose(double x) {
        double expected = StrictMath.log(x);
        assertEquals(expected, FusedLog.of(x), 2 * Math.ulp(expected), "log " + x);
    }

    @Test
    void agreesOverTheWholeRange() {
        SplittableRandom random = new SplittableRandom(3);
        for (int k = 0; k < 20_000; k++) {
            assertClose(random.nextDouble() + 0x1p-60);
            assertClose(1 + 1e-6 * (random.nextDouble() - 0.5));
            assertClose(Math.scalb(1 + random.nextDouble(), random.nextInt(-1022, 1024)));
        }
    }

    @Test
    void agreesAtTheBordersOfItsReduction() {
        double half = Math.sqrt(0.5);
        for (double x : new double[] {half, Math.nextDown(half), 2 * half, 2 * Math.nextDown(half)}) {
            assertClose(x);
        }
        assertClose(Double.MIN_NORMAL);
        assertClose(Double.MAX_VALUE);
        assertClose(Math.nextUp(1.0));
        assertClose(Math.nextDown(1.0));
        assertEquals(0, FusedLog.of(1));
    }
}
