package leapfrog.batch;

import static leapfrog.batch.BatchRun.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import leapfrog.engine.Cancellation;
import org.junit.jupiter.api.Test;

/** Ends batches before they are done, and goes on with them. */
class ResumedBatchTest {
    private final BatchRun batch = new BatchRun();

    @Test
    void aBatchThatIsStoppedGoesOn() {
        batch.run(UnsteadyBackend.steady(), BatchRun.OPTIONS, () -> batch.progress.recorded() >= 3, good(10));
        int done = batch.ledger.records.size();
        assertTrue(done >= 3 && done < 10, done + " fits were recorded");
        assertEquals(10 - done, batch.progress.left());
        batch.run(UnsteadyBackend.steady(), good(10));
        assertEquals(0, batch.progress.left());
        batch.requireUndisturbed(good(10));
    }

    @Test
    void aLedgerThatIsFullEndsTheBatch() {
        KeptRecords kept = new KeptRecords();
        Ledger full = new WatchedLedger(kept, _ -> {
            if (kept.records.size() == 4) {
                throw new LedgerException("the disk is full", new IllegalStateException());
            }
        });
        Batch ending = batch.batch(full, UnsteadyBackend.steady(), BatchRun.OPTIONS, Cancellation.NEVER);
        assertEquals(
                "the disk is full",
                assertThrows(LedgerException.class, () -> ending.run(good(10))).getMessage());
        assertEquals(4, kept.records.size());
        batch.run(UnsteadyBackend.steady(), good(10));
        kept.records.forEach((name, record) -> assertEquals(
                ((FitRecord.Fitted) record).summary(), batch.ledger.fitted(name).summary()));
    }
}
