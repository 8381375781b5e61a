package leapfrog.bench;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Measures limits that every machine has, and no machine exceeds. */
class LimitsTest {
    /** A core makes less than 64 multiply-adds a cycle at less than 10 GHz, and moves less than a terabyte a second. */
    @Test
    void limitsAreOfThisWorld() {
        Limits limits = Limits.measure();
        assertTrue(limits.fmaPerNano() > 0 && limits.fmaPerNano() < 640, limits::toString);
        assertTrue(limits.bytesPerNano() > 0 && limits.bytesPerNano() < 1000, limits::toString);
    }
}
