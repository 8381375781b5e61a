package leapfrog.batch;

import static leapfrog.batch.BatchRun.good;
import static leapfrog.batch.BatchRun.planned;
import static leapfrog.batch.BatchRun.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import leapfrog.engine.Cancellation;
import org.junit.jupiter.api.Test;

/** Fits more data sets than are held at a time. */
class LotsTest {
    private final BatchRun batch = new BatchRun();

    @Test
    void aBatchOfSeveralLotsIsMadeWhole() {
        int count = 2 * Batch.LOT + 70;
        List<PlannedFit> fits = IntStream.range(0, count)
                .mapToObj(k -> planned(String.format("set%04d", k), () -> table(k % 7, 20)))
                .toList();
        // Every third is made once more, with the next lot or after the last one.
        Refit some = fitted -> fitted.attempt() == 1 && fitted.planned().name().hashCode() % 3 == 0
                ? Optional.of(fitted.planned().settings())
                : Optional.empty();
        UnsteadyBackend device = UnsteadyBackend.steady();
        batch.run(device, new Batch.Options(2, some, null), Cancellation.NEVER, fits);
        assertEquals(count, batch.ledger.records.size());
        assertEquals(0, batch.progress.failed());
        assertEquals(
                fits.stream()
                        .filter(fit -> fit.name().hashCode() % 3 == 0)
                        .map(PlannedFit::name)
                        .toList(),
                batch.ledger.records.keySet().stream()
                        .filter(name -> batch.ledger.fitted(name).attempt() == 2)
                        .toList());
        assertEquals(Batch.LOT, device.opened.getFirst());
        List<PlannedFit> ends = List.of(fits.getFirst(), fits.get(Batch.LOT), fits.getLast());
        KeptRecords alone = BatchRun.undisturbed(ends);
        ends.forEach(fit -> assertEquals(
                alone.fitted(fit.name()).summary(),
                batch.ledger.fitted(fit.name()).summary()));
    }

    /** A data set is 0.4 of what a lot may hold: the third fills it, and a fourth may have been begun beside it. */
    @Test
    void aLotHoldsWhatMemoryHasRoomFor() {
        Batch lotwise = batch.batch(batch.ledger, UnsteadyBackend.steady(), BatchRun.OPTIONS, Cancellation.NEVER);
        List<String> made = new ArrayList<>();
        try (Harvesters harvesters = new Harvesters(2)) {
            Device device = new Device(UnsteadyBackend.steady(), null, batch.notices::add);
            Lots lots = new Lots(lotwise, device, harvesters, new Alone(lotwise), good(10).iterator(), _ -> 0.4);
            while (lots.hasNext()) {
                List<Prepared> lot = lots.next().get();
                assertTrue(lot.size() <= 4 && (lot.size() >= 3 || !lots.hasNext()), lot.size() + " in a lot");
                lot.forEach(prepared -> made.add(prepared.planned().name()));
            }
        }
        made.sort(null);
        assertEquals(good(10).stream().map(PlannedFit::name).toList(), made);
    }
}
