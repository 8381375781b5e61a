package leapfrog.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import leapfrog.backend.ScalarBackend;
import org.junit.jupiter.api.Test;

/**
 * Runs the calibration study small: 60 simulations a model. Over all 40 tests a calibrated sampler has a p below 0.001 / 40 with
 * probability about 0.001 for a blind seed; the seed is fixed.
 */
class CalibrationStudyTest {
    @Test
    void ranksAreUniform() {
        List<CalibrationStudy.Result> all = new ArrayList<>();
        for (CalibrationCase of : CalibrationCase.values()) {
            all.addAll(CalibrationStudy.run(of, 60, 7, new ScalarBackend()));
        }
        assertEquals(40, all.size());
        for (CalibrationStudy.Result result : all) {
            assertTrue(result.p() > 0.001 / all.size(), result::toString);
        }
    }
}
