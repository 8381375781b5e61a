package leapfrog.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import leapfrog.engine.Cancellation;
import leapfrog.model.Family;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import leapfrog.warmup.WarmupLength;

/** Batches of small generated data sets, and what became of them. */
public final class BatchRun {
    static final FitSettings SETTINGS = FitSettings.defaults(7)
            .withChains(2)
            .with(new WarmupLength.Fixed(40))
            .withDraws(10);

    static final Batch.Options OPTIONS = new Batch.Options(2, Refit.NEVER, null);

    final KeptRecords ledger = new KeptRecords();
    final List<String> notices = new ArrayList<>();

    /** Of the run under way, or the last one. */
    BatchProgress progress = new BatchProgress(0, 0);

    static Recipe recipe(String formula) {
        return new Recipe(formula, Family.GAUSSIAN, List.of(), List.of("auto"), true, false, false);
    }

    static Table table(int seed, int rows) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] y = new double[rows];
        double[] x = new double[rows];
        String[] g = new String[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = random.nextGaussian();
            g[i] = "g" + i % 4;
            y[i] = 1 + x[i] / 2 + i % 4 / 3.0 + random.nextGaussian() / 2;
        }
        return table(new Column.Numbers(y), new Column.Numbers(x), new Column.Text(g));
    }

    /** A table with these columns, and x under the name z too. */
    static Table table(Column y, Column x, Column g) {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", y);
        columns.put("x", x);
        columns.put("z", x);
        columns.put("g", g);
        return Table.of(columns);
    }

    static PlannedFit planned(String name, Supplier<Table> data) {
        return PlannedFit.named(name, recipe("y ~ x + (1 | g)"), SETTINGS, data);
    }

    static List<PlannedFit> good(int count) {
        return IntStream.range(0, count)
                .mapToObj(k -> planned(String.format("set%02d", k), () -> table(k, 20)))
                .toList();
    }

    /** What becomes of fits that nothing disturbs. */
    static KeptRecords undisturbed(List<PlannedFit> fits) {
        return undisturbed(OPTIONS, fits);
    }

    private static KeptRecords undisturbed(Batch.Options options, List<PlannedFit> fits) {
        BatchRun run = new BatchRun();
        run.run(UnsteadyBackend.steady(), options, Cancellation.NEVER, fits);
        return run.ledger;
    }

    /** Requires that what became of these fits, and of no others, is what would have without a disturbance. */
    void requireUndisturbed(Batch.Options options, List<PlannedFit> fits) {
        assertEquals(numbers(undisturbed(options, fits)), numbers(ledger));
    }

    void requireUndisturbed(List<PlannedFit> fits) {
        requireUndisturbed(OPTIONS, fits);
    }

    /** What must not depend on disturbances, of each fit: its seed and all of its summary, or why it failed. */
    private static List<Object> numbers(KeptRecords of) {
        return of.records.values().stream()
                .map(record -> record instanceof FitRecord.Fitted fitted
                        ? List.of(fitted.summary(), fitted.planned().settings().seed())
                        : (Object) ((FitRecord.Failed) record).reason())
                .toList();
    }

    /** A batch whose results go elsewhere. */
    Batch batch(Ledger other, BackendOpener backend, Batch.Options options, Cancellation stop) {
        return new Batch(
                backend, other, options, new Batch.Surroundings(System::nanoTime, stop, progress, notices::add));
    }

    /** Makes fits on the scalar backend. */
    public static void run(Ledger ledger, Refit refit, List<PlannedFit> fits) {
        Batch.Options options = new Batch.Options(2, refit, null);
        new BatchRun()
                .batch(ledger, new ScalarOpener(), options, Cancellation.NEVER)
                .run(fits);
    }

    void run(BackendOpener backend, Batch.Options options, Cancellation stop, List<PlannedFit> fits) {
        progress = new BatchProgress(fits.size(), ledger.records.size());
        batch(ledger, backend, options, stop).run(fits);
    }

    void run(BackendOpener backend, List<PlannedFit> fits) {
        run(backend, OPTIONS, Cancellation.NEVER, fits);
    }
}
