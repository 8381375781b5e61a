package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Tests what the time of a run is divided by. */
class EffortTest {
    /** Chains that warm up together and then sample alone, side by side, take as long for both. */
    @Test
    void chainsOfAGroupAreCountedEach() {
        Effort effort = new Effort();
        effort.add(false, 64, 1000, 640);
        for (int chain = 0; chain < 64; chain++) {
            effort.add(true, 1, 1000, 10);
        }
        assertEquals(0.5, effort.warmupShare());
        assertEquals(640, effort.warmupLeapfrogs());
        assertEquals(640, effort.samplingLeapfrogs());
    }

    @Test
    void nothingIsNoShare() {
        assertEquals(0, new Effort().warmupShare());
    }
}
