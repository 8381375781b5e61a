package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import leapfrog.batch.CountedProgress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds the line that says how far a batch is against counts and seconds that are known. */
class BatchTextTest {
    /** Fits of earlier runs are done, but have no part in the rate; nothing is said of the time that is left before the first fit. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "500;  100; 20;   7; 3; 12;  fits 130/500, 2.50/s, 7 bad, 3 failed, 2:28 left",
                "300;  0;   1;    1; 0; 25;  fits 2/300, 0.0800/s, 1 bad, 0 failed, 1:02:05 left",
                "500;  100; 0;    0; 0; 0.5; fits 100/500, 0.00/s, 0 bad, 0 failed, ? left",
                "4;    0;   0;    0; 4; 0.5; fits 4/4, 8.00/s, 0 bad, 4 failed, 0:00 left",
                "9000; 0;   1999; 0; 0; 2;   fits 1999/9000, 1000/s, 0 bad, 0 failed, 0:07 left",
                "9000; 0;   2460; 0; 0; 2;   fits 2460/9000, 1230/s, 0 bad, 0 failed, 0:05 left",
            })
    void theLineSaysWhatIsDoneHowFastAndHowLongTheRestTakes(
            int total, int earlier, int good, int bad, int failed, double seconds, String line) {
        assertEquals(line, BatchText.progress(CountedProgress.of(total, earlier, good, bad, failed), seconds));
    }
}
