package leapfrog.math;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Checks the normal quantile function against values of high accuracy. */
class NormalQuantileTest {
    /**
     * p, quantile: Newton iterations on mpmath 1.3.0's erfc with 60 digits, at the double nearest p. R 4.2.2's qnorm agrees within 4
     * units of its last place. The values straddle the borders of the three approximations, |p − ½| = 0.425 and p = exp(−25).
     */
    private static final double[][] KNOWN = {
        {0.5, 0.0},
        {0.500001, 2.5066282747057051991e-6},
        {0.3, -0.52440051270804081597},
        {0.7, 0.52440051270804065631},
        {0.075, -1.4395314709384559349},
        {0.0749999, -1.4395321773759005864},
        {0.925, 1.4395314709384562291},
        {0.05, -1.644853626951472688},
        {0.001, -3.0902323061678135354},
        {1e-5, -4.2648907939228246102},
        {0.9999, 3.7190164854557083867},
        {1e-10, -6.3613409024040561991},
        {1.5e-11, -6.6465708874771128614},
        {0x1p-36, -6.6510353798930105467},
        {1e-11, -6.7060231554951362961},
        {0x1p-40, -7.0477002566644087254},
        {1e-12, -7.0344838253011319326},
        {0x1p-53, -8.2095361516013868556},
        {1 - 0x1p-53, 8.2095361516013868556},
    };

    /** The source claims about 1 part in 10¹⁶; a few roundings come on top. */
    @Test
    void agreesWithValuesOfHighAccuracy() {
        for (double[] known : KNOWN) {
            assertEquals(known[1], NormalQuantile.of(known[0]), 8e-16 * Math.abs(known[1]), "p = " + known[0]);
        }
    }

    @Test
    void isOddAndIncreasing() {
        double previous = Double.NEGATIVE_INFINITY;
        for (int k = 0; k < 1 << 14; k++) {
            double u = (k + 0.5) * 0x1p-15;
            double z = NormalQuantile.of(u);
            assertEquals(-z, NormalQuantile.of(1 - u));
            assertTrue(z > previous);
            previous = z;
        }
    }

    /** Random numbers all but never reach the far tails; these do. */
    @Test
    void manyAtOnceHaveTheSameBits() {
        double[] uniforms = Arrays.stream(KNOWN).mapToDouble(known -> known[0]).toArray();
        double[] expected = new double[uniforms.length + 3];
        for (int i = 0; i < uniforms.length; i++) {
            expected[3 + i] = NormalQuantile.of(uniforms[i]);
        }
        double[] actual = new double[expected.length];
        new NormalQuantiles(uniforms.length).fill(uniforms, actual, 3, uniforms.length);
        assertArrayEquals(expected, actual);
    }
}
