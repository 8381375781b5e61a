package leapfrog.diagnose;

import static java.lang.Double.NEGATIVE_INFINITY;
import static java.lang.Double.NaN;
import static java.lang.Double.POSITIVE_INFINITY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Checks quantiles against R's {@code quantile(x, p)}. */
class QuantilesTest {
    @Test
    void interpolateAsR() {
        double[] values = {-3, 0.5, 1, 7};
        assertEquals(-3, Quantiles.of(values, 0));
        assertEquals(-2.475, Quantiles.of(values, 0.05), 1e-15);
        assertEquals(0.75, Quantiles.of(values, 0.5), 1e-15);
        assertEquals(5.2, Quantiles.of(values, 0.9), 1e-15);
        assertEquals(7, Quantiles.of(values, 1));
    }

    @Test
    void ofInfiniteValuesAreInfiniteWhereTheyAreKnown() {
        double[] values = {NEGATIVE_INFINITY, NEGATIVE_INFINITY, 0, POSITIVE_INFINITY, POSITIVE_INFINITY};
        assertEquals(NEGATIVE_INFINITY, Quantiles.of(values, 0.1));
        assertEquals(NEGATIVE_INFINITY, Quantiles.of(values, 0.4));
        assertEquals(0, Quantiles.of(values, 0.5));
        assertEquals(POSITIVE_INFINITY, Quantiles.of(values, 0.6));
        assertEquals(POSITIVE_INFINITY, Quantiles.of(values, 0.9));
        assertEquals(NaN, Quantiles.of(new double[] {NEGATIVE_INFINITY, POSITIVE_INFINITY}, 0.5));
    }
}
