package leapfrog.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Times work that moves the clock itself. */
class StopwatchTest {
    private final AtomicLong clock = new AtomicLong();
    private int runs;

    private Stopwatch stopwatch(long least, long most) {
        return new Stopwatch(clock::get, 1000, 5, least, most);
    }

    @Test
    void slowRunsBeforeItIsWarmDoNotCount() {
        double nanos = stopwatch(40_000, 1_000_000).nanos(() -> clock.addAndGet(runs++ < 40 ? 900 : 100));
        assertEquals(100, nanos);
        assertTrue(runs >= 80, "40 runs of 900 and 40 of 100: " + runs);
    }

    @Test
    void itRunsAtLeastAsLongAsItMust() {
        assertEquals(10, stopwatch(50_000, 1_000_000).nanos(() -> clock.addAndGet(10)));
        assertTrue(clock.get() >= 50_000, "ended at " + clock.get());
    }

    @Test
    void whatNeverSettlesEndsWithTheMedianOfTheLast() {
        double nanos = stopwatch(0, 100_000).nanos(() -> clock.addAndGet(1000 + 500 * (runs++ % 5)));
        assertEquals(2000, nanos);
        assertTrue(clock.get() < 110_000, "ended at " + clock.get());
    }
}
