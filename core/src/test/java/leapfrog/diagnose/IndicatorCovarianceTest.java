package leapfrog.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Holds autocovariances by counting bits against sums of the same zeros and ones, at lengths around those of words. */
class IndicatorCovarianceTest {
    @Test
    void countsWhatSumsGive() {
        SplittableRandom random = new SplittableRandom(3);
        int compared = 0;
        for (int length : new int[] {1, 2, 3, 63, 64, 65, 127, 128, 129, 250, 1000}) {
            double[] values = new double[length];
            double[] below = new double[length];
            double last = 0;
            for (int i = 0; i < length; i++) {
                last = 0.8 * last + random.nextGaussian();
                values[i] = last;
                below[i] = last <= -0.5 ? 1 : 0;
            }
            IndicatorCovariance counted = new IndicatorCovariance(values, -0.5);
            ValueCovariance summed = new ValueCovariance(below);
            assertEquals(summed.mean(), counted.mean(), 1e-15);
            for (int lag = 0; lag < length; lag++, compared++) {
                // Each is off by at most a few units in the last place of a mean of numbers up to 1, by transform a few
                // more.
                assertEquals(summed.at(lag), counted.at(lag), 1e-14, "length " + length + ", lag " + lag);
            }
        }
        assertEquals(1 + 2 + 3 + 63 + 64 + 65 + 127 + 128 + 129 + 250 + 1000, compared);
    }
}
