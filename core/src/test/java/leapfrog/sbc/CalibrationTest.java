package leapfrog.sbc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.sbc.QuantityRanks.Departure;
import org.junit.jupiter.api.Test;

/** Holds verdicts against shapes of ranks that are known, and Holm's rule against R. */
class CalibrationTest {
    /** 20 ranks of 50 true values each, more or fewer where a shape says. */
    private static int[] shape(int low, int middle, int high) {
        int[] counts = new int[20];
        Arrays.fill(counts, 0, 5, low);
        Arrays.fill(counts, 5, 15, middle);
        Arrays.fill(counts, 15, 20, high);
        return counts;
    }

    @Test
    void theWayInWhichRanksAreUnevenIsSaid() {
        Map<String, int[]> counts = new LinkedHashMap<>();
        counts.put("even", shape(50, 50, 50));
        counts.put("narrow", shape(80, 20, 80));
        counts.put("wide", shape(20, 80, 20));
        counts.put("low", shape(20, 50, 80));
        counts.put("high", shape(80, 50, 20));
        Calibration calibration = Calibration.of(19, counts);
        assertFalse(calibration.calibrated());
        assertEquals(5, calibration.quantities().size());
        assertEquals(4, calibration.uneven().size());
        assertEquals(1, calibration.quantities().getFirst().adjusted(), 1e-9);
        assertEquals(
                List.of(Departure.TOO_NARROW, Departure.TOO_WIDE, Departure.TOO_LOW, Departure.TOO_HIGH),
                calibration.quantities().stream()
                        .skip(1)
                        .map(QuantityRanks::departure)
                        .toList());
        assertTrue(Calibration.of(19, Map.of("even", shape(50, 50, 50))).calibrated());
    }

    /** R 4.2.2: print(p.adjust(c(0.04, 0.001, 0.3, 0.012, 0.2), "holm"), digits = 17). */
    @Test
    void adjustedPValuesAreThoseOfR() {
        assertArrayEquals(
                new double[] {0.12, 0.005, 0.4, 0.048, Double.NaN, 0.4},
                Calibration.holm(new double[] {0.04, 0.001, 0.3, 0.012, Double.NaN, 0.2}),
                1e-15);
    }
}
