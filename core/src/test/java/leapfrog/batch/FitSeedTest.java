package leapfrog.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Holds the seeds of fits against what a shell makes of their names. */
class FitSeedTest {
    @Test
    void seedsAreThoseOfTheShellsChecksums() {
        // printf '7\ns00' | sha256sum | cut -c -13, as a decimal number; likewise '-1\nMünchen' in UTF-8.
        assertEquals(602_675_447_805_173L, FitSeed.of(7, "s00"));
        assertEquals(619_739_143_195_168L, FitSeed.of(-1, "München"));
    }
}
