package leapfrog.batch;

import static leapfrog.batch.BatchRun.SETTINGS;
import static leapfrog.batch.BatchRun.good;
import static leapfrog.batch.BatchRun.planned;
import static leapfrog.batch.BatchRun.recipe;
import static leapfrog.batch.BatchRun.table;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.engine.Cancellation;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import org.junit.jupiter.api.Test;

/** Fits many data sets, of which some are wrong, or fitted badly. */
class BatchTest {
    private final BatchRun batch = new BatchRun();

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
}
