package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Tests what the time of a run is divided by. */
class EffortTest {
    /** Chains that warm up together and then sample alone, side by side, take as long for both. */
    @Test
    void chainsOfAGroupAreCountedEach() {
        Effort effort = new Effort();
        effort.begin(false, 64, 5000);
        effort.end(false, 64, 6000, 640);
        for (int chain = 0; chain < 64; chain++) {
            effort.begin(true, 1, 6000);
        }
        for (int chain = 0; chain < 64; chain++) {
            effort.end(true, 1, 7000, 10);
        }
        assertEquals(0.5, effort.warmupShare());
        assertEquals(640, effort.warmupLeapfrogs());
        assertEquals(640, effort.samplingLeapfrogs());
    }

    /** Chains that take turns sample for as long as all of them together take. */
    @Test
    void chainsThatWaitAreNotCounted() {
        Effort effort = new Effort();
        effort.begin(false, 6, 0);
        effort.end(false, 6, 1000, 60);
        for (int pair = 0; pair < 3; pair++) {
            effort.begin(true, 1, 1000 + 1000 * pair);
            effort.begin(true, 1, 1000 + 1000 * pair);
            effort.end(true, 1, 2000 + 1000 * pair, 10);
            effort.end(true, 1, 2000 + 1000 * pair, 10);
        }
        assertEquals(0.25, effort.warmupShare());
    }

    /** Two chains, of which one is done with its warm-up after 1000 and the other after 3000, sample for as long. */
    @Test
    void momentsAreSharedByThoseAtWork() {
        Effort effort = new Effort();
        effort.begin(false, 1, 0);
        effort.begin(false, 1, 0);
        effort.end(false, 1, 1000, 10);
        effort.begin(true, 1, 1000);
        effort.end(true, 1, 2000, 10);
        effort.end(false, 1, 3000, 30);
        effort.begin(true, 1, 3000);
        effort.end(true, 1, 4000, 10);
        assertEquals((1000 + 500 + 1000) / 4000.0, effort.warmupShare());
    }

    @Test
    void nothingIsNoShare() {
        assertEquals(0, new Effort().warmupShare());
    }
}
