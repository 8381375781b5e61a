package leapfrog.diagnose;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Holds autocovariances by counting bits against sums of the same zeros and ones, at lengths around those of words. */
class IndicatorCovarianceTest {
    private static final int SERIES = 3;

    @Test
    void countsWhatSumsGive() {
        SplittableRandom random = new SplittableRandom(3);
        int compared = 0;
        for (int length : new int[] {1, 2, 3, 63, 64, 65, 127, 128, 129, 250, 1000}) {
            double[] values = new double[SERIES * length];
            double last = 0;
            for (int i = 0; i < values.length; i++) {
                last = 0.8 * last + random.nextGaussian();
                values[i] = last;
            }
            Order order = Order.of(values, new Scratch());
            for (double threshold : new double[] {-0.5, 0.5}) {
                double[] ones = Arrays.stream(values)
                        .map(value -> value <= threshold ? 1 : 0)
                        .toArray();
                int least = (int) Arrays.stream(ones).sum();
                // What there are more of are the zeros.
                double[] fewer = least > values.length / 2
                        ? Arrays.stream(ones).map(one -> 1 - one).toArray()
                        : ones;
                Series series = new Series(fewer, SERIES, length);
                IndicatorCovariance counted = new IndicatorCovariance(order, least, series);
                ValueCovariance summed = new ValueCovariance(series, new Scratch());
                assertArrayEquals(summed.means(), counted.means(), 1e-15);
                for (int lag = 0; lag < length; lag++, compared++) {
                    // Each is off by at most a few units in the last place of a mean of numbers up to 1, by transform a
                    // few more.
                    assertEquals(summed.at(lag), counted.at(lag), 1e-14, "length " + length + ", lag " + lag);
                }
            }
        }
        assertEquals(2 * (1 + 2 + 3 + 63 + 64 + 65 + 127 + 128 + 129 + 250 + 1000), compared);
    }
}
