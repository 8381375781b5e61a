package leapfrog.batch;

import static leapfrog.batch.BatchRun.SETTINGS;
import static leapfrog.batch.BatchRun.good;
import static leapfrog.batch.BatchRun.planned;
import static leapfrog.batch.BatchRun.recipe;
import static leapfrog.batch.BatchRun.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import leapfrog.engine.Cancellation;
import org.junit.jupiter.api.Test;

/** Fits what is too much for memory, the device's or the heap's: together, or by itself. */
class BatchMemoryTest {
    private final BatchRun batch = new BatchRun();

    @Test
    void dataThatAreTooMuchForTheDevicesMemoryAreFittedInParts() {
        UnsteadyBackend small = UnsteadyBackend.ofMemory(3);
        batch.run(small, good(10));
        assertEquals(10, batch.ledger.records.size());
        assertEquals(0, batch.progress.failed());
        assertEquals(List.of(10, 5, 2, 3, 5, 2, 3), small.opened);
        assertEquals(List.of(), batch.notices);
        batch.requireUndisturbed(good(10));
    }

    @Test
    void aDataSetThatIsTooMuchByItselfFails() {
        batch.run(UnsteadyBackend.ofMemory(0), good(2));
        assertEquals("room for 0 data sets alone", batch.ledger.failure("set00"));
        assertEquals(2, batch.progress.failed());
    }

    @Test
    void fitsThatAreTooMuchForTheHeapTogetherAreMadeInParts() {
        UnsteadyBackend small = UnsteadyBackend.ofHeap(3);
        batch.run(small, good(10));
        assertEquals(0, batch.progress.failed());
        batch.requireUndisturbed(good(10));
    }

    /** Alone is tried once more, when nothing else is left. */
    @Test
    void aFitThatIsTooMuchForTheHeapByItselfFails() {
        UnsteadyBackend none = UnsteadyBackend.ofHeap(0);
        batch.run(none, good(2));
        assertEquals(List.of(2, 1, 1, 1, 1), none.opened);
        assertEquals(2, batch.progress.failed());
        assertTrue(batch.ledger.failure("set00").startsWith("it needs more memory than the Java heap has"));
    }

    @Test
    void dataThatAreTooMuchForTheHeapStopNoOthers() {
        List<PlannedFit> fits = new ArrayList<>(good(4));
        AtomicInteger asked = new AtomicInteger();
        fits.add(1, planned("huge", () -> {
            asked.incrementAndGet();
            throw new OutOfMemoryError("Java heap space");
        }));
        AtomicInteger once = new AtomicInteger();
        fits.add(2, planned("beside others", () -> {
            if (once.getAndIncrement() == 0) {
                throw new OutOfMemoryError("Java heap space");
            }
            return table(5, 20);
        }));
        fits.add(
                3,
                PlannedFit.named(
                        "too many draws",
                        recipe("y ~ x + (1 | g)"),
                        SETTINGS.withDraws(Integer.MAX_VALUE / 100),
                        () -> table(1, 20)));
        batch.run(UnsteadyBackend.steady(), fits);
        assertEquals(7, batch.ledger.records.size());
        assertEquals(2, asked.get());
        assertEquals(2, batch.progress.failed());
        assertTrue(batch.ledger.failure("huge").startsWith("it needs more memory than the Java heap has"));
        assertEquals(1, batch.ledger.fitted("beside others").attempt());
        assertTrue(
                batch.ledger.failure("too many draws").contains("of memory, the Java heap has"),
                batch.ledger.failure("too many draws"));
    }

    /** Not for the first time, nor with the settings of the first. */
    @Test
    void aFitThatIsMadeAgainAndHasNoMemoryThenIsStillMadeForTheSecondTime() {
        AtomicInteger sessions = new AtomicInteger();
        UnsteadyBackend full = UnsteadyBackend.opening(_ -> {
            if (sessions.incrementAndGet() == 2) {
                throw new OutOfMemoryError("Java heap space");
            }
        });
        Batch.Options options = new Batch.Options(2, Refit.BAD, null);
        batch.run(full, options, Cancellation.NEVER, good(1));
        assertEquals(3, sessions.get());
        assertEquals(2, batch.ledger.fitted("set00").attempt());
        batch.requireUndisturbed(options, good(1));
    }
}
