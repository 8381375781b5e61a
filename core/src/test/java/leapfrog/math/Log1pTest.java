package leapfrog.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Compares with StrictMath's, which is within 1 ulp of the exact value; ours is within 2: they differ by at most 3. */
class Log1pTest {
    private static void assertClose(double x) {
        double expected = StrictMath.log1p(x);
        assertEquals(expected, Log1p.of(x), 3 * Math.ulp(expected), "log1p " + x);
    }

    @Test
    void agreesOverTheWholeRange() {
        SplittableRandom random = new SplittableRandom(3);
        for (int k = 0; k < 50_000; k++) {
            assertClose(random.nextDouble());
            assertClose(Math.exp(-40 * random.nextDouble()));
            assertClose(Math.scalb(1 + random.nextDouble(), random.nextInt(-60, 60)));
            assertClose(Math.scalb(1 + random.nextDouble(), random.nextInt(-1022, 1024)));
        }
    }

    @Test
    void agreesWhereOnePlusTheArgumentIsRoundedMost() {
        for (int k = -60; k < 60; k++) {
            double x = Math.scalb(1.0, k);
            assertClose(x);
            assertClose(Math.nextUp(x));
            assertClose(Math.nextDown(x));
        }
    }

    @Test
    void keepsWhatIsNoNumber() {
        assertEquals(0, Log1p.of(0));
        assertEquals(Double.MIN_VALUE, Log1p.of(Double.MIN_VALUE));
        assertEquals(Double.POSITIVE_INFINITY, Log1p.of(Double.POSITIVE_INFINITY));
        assertEquals(Double.NaN, Log1p.of(Double.NaN));
        assertClose(Double.MAX_VALUE);
    }
}
