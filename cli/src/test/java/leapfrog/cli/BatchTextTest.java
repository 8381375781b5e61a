package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import leapfrog.batch.CountedProgress;
import org.junit.jupiter.api.Test;

/** Holds the line that says how far a batch is against counts and seconds that are known. */
class BatchTextTest {
    /** 30 fits of this run in 12 seconds; 370 are left. */
    @Test
    void fitsOfEarlierRunsAreDoneButHaveNoPartInTheRate() {
        assertEquals(
                "fits 130/500, 2.50/s, 7 bad, 3 failed, 2:28 left",
                BatchText.progress(CountedProgress.of(500, 100, 20, 7, 3), 12));
    }

    /** 2 fits in 25 seconds; 298 are left. */
    @Test
    void aSlowBatchSaysHours() {
        assertEquals(
                "fits 2/300, 0.0800/s, 1 bad, 0 failed, 1:02:05 left",
                BatchText.progress(CountedProgress.of(300, 0, 1, 1, 0), 25));
    }

    @Test
    void nothingIsSaidOfTheTimeThatIsLeftBeforeTheFirstFit() {
        assertEquals(
                "fits 100/500, 0.00/s, 0 bad, 0 failed, ? left",
                BatchText.progress(CountedProgress.of(500, 100, 0, 0, 0), 0.5));
    }

    @Test
    void nothingIsLeftAtTheEnd() {
        assertEquals(
                "fits 4/4, 8.00/s, 0 bad, 4 failed, 0:00 left",
                BatchText.progress(CountedProgress.of(4, 0, 0, 0, 4), 0.5));
    }
}
