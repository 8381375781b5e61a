package leapfrog.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import leapfrog.engine.Yardstick;
import org.junit.jupiter.api.Test;

/** Measures limits that every machine has, and no machine exceeds. */
class LimitsTest {
    /** A core makes less than 64 multiply-adds a cycle at less than 10 GHz, and moves less than a terabyte a second. */
    @Test
    void limitsAreOfThisWorld() {
        Limits limits = Limits.ofCore();
        assertTrue(limits.fmaPerNano() > 0 && limits.fmaPerNano() < 640, limits::toString);
        assertTrue(limits.bytesPerNano() > 0 && limits.bytesPerNano() < 1000, limits::toString);
    }

    /** A device that makes 3000 multiply-adds in 100 ns and copies 16000 bytes in 1000. */
    @Test
    void aDevicesLimitsAreWorkByTime() {
        long[] clock = {0};
        Yardstick yardstick = new Yardstick() {
            @Override
            public double multiplyAdds() {
                clock[0] += 100;
                return 3000;
            }

            @Override
            public double copy() {
                clock[0] += 1000;
                return 16_000;
            }

            @Override
            public void close() {}
        };
        assertEquals(
                new Limits(30, 16), Limits.of(yardstick, new Stopwatch(() -> clock[0], 10_000, 5, 50_000, 100_000)));
    }
}
