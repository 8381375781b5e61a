package leapfrog.batch;

import static leapfrog.batch.BatchRun.SETTINGS;
import static leapfrog.batch.BatchRun.good;
import static leapfrog.batch.BatchRun.numbers;
import static leapfrog.batch.BatchRun.planned;
import static leapfrog.batch.BatchRun.recipe;
import static leapfrog.batch.BatchRun.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import leapfrog.engine.Cancellation;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import org.junit.jupiter.api.Test;

/** Fits many data sets, of which some are wrong; stops in between, and goes on. */
class BatchTest {
    private final BatchRun batch = new BatchRun();

    @Test
    void seedsAreThoseOfTheShellsChecksums() {
        // printf '7\ns00' | sha256sum | cut -c -13, as a decimal number; likewise '-1\nMünchen' in UTF-8.
        assertEquals(602_675_447_805_173L, FitSeed.of(7, "s00"));
        assertEquals(619_739_143_195_168L, FitSeed.of(-1, "München"));
    }

    @Test
    void whatIsWrongWithADataSetIsSaidOfItAlone() {
        List<PlannedFit> fits = new ArrayList<>(good(3));
        Column.Numbers nothing = new Column.Numbers(new double[0]);
        Column.Text nobody = new Column.Text(new String[0]);
        Column.Numbers one = new Column.Numbers(new double[] {1});
        Column.Text single = new Column.Text(new String[] {"g0"});
        double[] same = new double[8];
        Arrays.fill(same, 3);
        double[] missing = new double[8];
        Arrays.fill(missing, Double.NaN);
        double[] infinite = same.clone();
        infinite[5] = Double.POSITIVE_INFINITY;
        Column.Numbers x = new Column.Numbers(new double[] {1, 2, 3, 4, 5, 6, 7, 8});
        Column.Text g = new Column.Text(new String[] {"a", "a", "b", "b", "a", "a", "b", "b"});
        fits.add(planned("empty", () -> table(nothing, nothing, nobody)));
        fits.add(planned("one row", () -> table(one, one, single)));
        fits.add(planned("constant", () -> table(new Column.Numbers(same), x, g)));
        fits.add(planned("missing", () -> table(new Column.Numbers(missing), x, g)));
        fits.add(planned("infinite", () -> table(new Column.Numbers(infinite), x, g)));
        fits.add(planned("text", () -> table(g, x, g)));
        fits.add(planned("no column", () -> Table.of(Map.of("y", x))));
        fits.add(planned("no file", () -> {
            throw new InputException("no such file: x.csv");
        }));
        fits.add(planned("broken", () -> {
            throw new IllegalArgumentException("a bug");
        }));
        fits.addAll(IntStream.range(3, 6)
                .mapToObj(k -> planned("set0" + k, () -> table(k, 20)))
                .toList());
        batch.run(UnsteadyBackend.steady(), fits);
        assertEquals(15, batch.ledger.records.size());
        IntStream.range(0, 6).forEach(k -> batch.ledger.fitted("set0" + k));
        assertEquals(9, batch.progress.failed());
        assertEquals(0, batch.progress.left());
        assertTrue(batch.ledger.failure("missing").contains("no row is left"), batch.ledger.failure("missing"));
        assertTrue(batch.ledger.failure("empty").contains("no rows"), batch.ledger.failure("empty"));
        assertTrue(batch.ledger.failure("constant").contains("y"), batch.ledger.failure("constant"));
        assertTrue(
                batch.ledger.failure("infinite").contains("value Infinity in row 6"), batch.ledger.failure("infinite"));
        assertTrue(batch.ledger.failure("no column").contains("'x'"), batch.ledger.failure("no column"));
        assertEquals("no such file: x.csv", batch.ledger.failure("no file"));
        assertTrue(
                batch.ledger.failure("broken").contains("an error in leapfrog itself"), batch.ledger.failure("broken"));
    }

    @Test
    void aFitThatBreaksTheEngineIsFoundAndTheOthersAreMade() {
        List<PlannedFit> fits = new ArrayList<>(good(9));
        fits.add(4, PlannedFit.named("poison", recipe("y ~ z + (1 | g)"), SETTINGS, () -> table(99, 20)));
        batch.run(UnsteadyBackend.poisonedBy("y ~ z + (1 | g)"), fits);
        assertEquals(10, batch.ledger.records.size());
        assertEquals(1, batch.progress.failed());
        assertTrue(batch.ledger.failure("poison").contains("poison"), batch.ledger.failure("poison"));
    }

    @Test
    void badFitsAreMadeOnceMoreWithSmallerSteps() {
        Batch.Options options = new Batch.Options(1, Refit.BAD, null);
        batch.run(UnsteadyBackend.steady(), options, Cancellation.NEVER, good(4));
        assertEquals(4, batch.ledger.records.size());
        batch.ledger.records.values().forEach(record -> {
            FitRecord.Fitted fitted = (FitRecord.Fitted) record;
            // 20 draws of two chains are never enough.
            assertEquals(2, fitted.attempt());
            assertEquals(0.95, fitted.fit().settings().targetAccept());
            assertEquals(
                    FitSeed.of(7, fitted.planned().name()),
                    fitted.fit().settings().seed());
        });
    }

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

    @Test
    void aBatchThatIsStoppedGoesOn() {
        batch.run(UnsteadyBackend.steady(), BatchRun.OPTIONS, () -> batch.progress.recorded() >= 3, good(10));
        int done = batch.ledger.records.size();
        assertTrue(done >= 3 && done < 10, done + " fits were recorded");
        assertEquals(10 - done, batch.progress.left());
        batch.run(UnsteadyBackend.steady(), good(10));
        assertEquals(0, batch.progress.left());
        KeptRecords undisturbed = BatchRun.undisturbed(good(10));
        assertEquals(numbers(undisturbed), numbers(batch.ledger));
    }

    @Test
    void aLedgerThatIsFullEndsTheBatch() {
        KeptRecords kept = new KeptRecords();
        Ledger full = new Ledger() {
            @Override
            public Set<String> recorded() {
                return kept.recorded();
            }

            @Override
            public synchronized void record(FitRecord fit) {
                if (kept.records.size() == 4) {
                    throw new LedgerException("the disk is full", new IllegalStateException());
                }
                kept.record(fit);
            }
        };
        Batch ending = batch.into(full, UnsteadyBackend.steady(), BatchRun.OPTIONS, Cancellation.NEVER);
        assertEquals(
                "the disk is full",
                assertThrows(LedgerException.class, () -> ending.run(good(10))).getMessage());
        assertEquals(4, kept.records.size());
        batch.run(UnsteadyBackend.steady(), good(10));
        kept.records.forEach((name, record) -> assertEquals(
                ((FitRecord.Fitted) record).summary(), batch.ledger.fitted(name).summary()));
    }
}
