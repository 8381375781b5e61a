package leapfrog.batch;

import static leapfrog.batch.BatchRun.good;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import leapfrog.engine.Cancellation;
import leapfrog.engine.DeviceException;
import leapfrog.engine.Problem;
import leapfrog.sample.OpenBackend;
import org.junit.jupiter.api.Test;

/** Fits on devices that fail in the middle of a batch. */
class FailingDeviceTest {
    private final BatchRun batch = new BatchRun();

    /** Half of the evaluations that ten fits take: some of them have ended by then. */
    private static int halfTheWork() {
        UnsteadyBackend counter = UnsteadyBackend.steady();
        new BatchRun().run(counter, good(10));
        return counter.evaluations.get() / 2;
    }

    private static Batch.Options standingIn(BackendOpener standIn) {
        return new Batch.Options(2, Refit.NEVER, standIn);
    }

    @Test
    void aDeviceThatFailsOnceIsOpenedAgain() {
        UnsteadyBackend device = UnsteadyBackend.failing(halfTheWork(), 1);
        batch.run(device, good(10));
        assertEquals(10, batch.ledger.records.size());
        assertEquals(2, device.opened.size());
        assertTrue(device.opened.getLast() < 10, () -> device.opened + ": nothing was done before it failed");
        assertEquals(List.of("the device failed (it fell off the bus); it is opened once more"), batch.notices);
        batch.requireUndisturbed(good(10));
    }

    @Test
    void aDeviceThatFailsAgainIsStoodInFor() {
        UnsteadyBackend standIn = UnsteadyBackend.steady();
        batch.run(UnsteadyBackend.failing(halfTheWork(), 100), standingIn(standIn), Cancellation.NEVER, good(10));
        assertEquals(10, batch.ledger.records.size());
        assertEquals(1, standIn.opened.size());
        assertEquals(2, batch.notices.size());
        assertTrue(batch.notices.getLast().contains("FROM HERE ON THE PROCESSOR COMPUTES"), batch.notices::toString);
    }

    @Test
    void aDeviceThatFailsAgainEndsABatchThatIsToStopThenWithAllThatWasDone() {
        UnsteadyBackend device = UnsteadyBackend.failing(halfTheWork(), 100);
        assertThrows(DeviceException.class, () -> batch.run(device, good(10)));
        int done = batch.ledger.records.size();
        assertTrue(done > 0 && done < 10, done + " fits were recorded");
        batch.run(UnsteadyBackend.steady(), good(10));
        assertEquals(10, batch.ledger.records.size());
    }

    @Test
    void aDeviceThatNeverWorkedIsNotStoodInFor() {
        BackendOpener none = new BackendOpener() {
            @Override
            public boolean supports(Problem problem, int chains, long transitions) {
                return true;
            }

            @Override
            public OpenBackend open(Problem problem, int chains, long transitions) {
                throw new DeviceException("there is none");
            }
        };
        UnsteadyBackend standIn = UnsteadyBackend.steady();
        assertThrows(DeviceException.class, () -> batch.run(none, standingIn(standIn), Cancellation.NEVER, good(2)));
        assertEquals(0, standIn.opened.size());
    }
}
