package leapfrog.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import leapfrog.engine.Cancellation;
import leapfrog.engine.DeviceException;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import leapfrog.warmup.WarmupLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Fits many data sets of which some are wrong, on devices of which some fail. */
class BatchTest {
    private static final FitSettings SETTINGS = FitSettings.defaults(7)
            .withChains(2)
            .with(new WarmupLength.Fixed(40))
            .withDraws(10);

    private final KeptRecords ledger = new KeptRecords();
    private final List<String> notices = new ArrayList<>();
    private BatchProgress progress = new BatchProgress(0, 0);

    private static Recipe recipe(String formula) {
        return new Recipe(formula, Family.GAUSSIAN, List.of(), List.of("auto"), true, false, false);
    }

    private static Table table(int seed, int rows) {
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

    private static Table table(Column y, Column x, Column g) {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", y);
        columns.put("x", x);
        columns.put("z", x);
        columns.put("g", g);
        return Table.of(columns);
    }

    private static PlannedFit planned(String name, Supplier<Table> data) {
        return PlannedFit.named(name, recipe("y ~ x + (1 | g)"), SETTINGS, data);
    }

    private static List<PlannedFit> good(int count) {
        return IntStream.range(0, count)
                .mapToObj(k -> planned(String.format("set%02d", k), () -> table(k, 20)))
                .toList();
    }

    private void run(BackendOpener backend, @Nullable BackendOpener standIn, Cancellation stop, List<PlannedFit> fits) {
        progress = new BatchProgress(fits.size(), ledger.records.size());
        new Batch(
                        backend,
                        ledger,
                        new Batch.Options(2, Refit.NEVER, standIn),
                        new Batch.Surroundings(System::nanoTime, stop, progress, notices::add))
                .run(fits);
    }

    private void run(BackendOpener backend, List<PlannedFit> fits) {
        run(backend, null, Cancellation.NEVER, fits);
    }

    private static List<Object> numbers(KeptRecords of) {
        return of.records.values().stream()
                .map(record -> record instanceof FitRecord.Fitted fitted
                        ? List.of(fitted.summary(), fitted.planned().settings().seed())
                        : (Object) ((FitRecord.Failed) record).reason())
                .toList();
    }

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
        run(UnsteadyBackend.steady(), fits);
        assertEquals(15, ledger.records.size());
        IntStream.range(0, 6).forEach(k -> ledger.fitted("set0" + k));
        assertEquals(9, progress.failed());
        assertEquals(0, progress.left());
        assertTrue(ledger.failure("missing").contains("no row is left"), ledger.failure("missing"));
        assertTrue(ledger.failure("empty").contains("no rows"), ledger.failure("empty"));
        assertTrue(ledger.failure("constant").contains("y"), ledger.failure("constant"));
        assertTrue(ledger.failure("infinite").contains("value Infinity in row 6"), ledger.failure("infinite"));
        assertTrue(ledger.failure("no column").contains("'x'"), ledger.failure("no column"));
        assertEquals("no such file: x.csv", ledger.failure("no file"));
        assertTrue(ledger.failure("broken").contains("an error in leapfrog itself"), ledger.failure("broken"));
    }

    @Test
    void dataThatAreTooMuchForTheDevicesMemoryAreFittedInParts() {
        UnsteadyBackend small = UnsteadyBackend.ofMemory(3);
        run(small, good(10));
        assertEquals(10, ledger.records.size());
        assertEquals(0, progress.failed());
        assertEquals(List.of(10, 5, 2, 3, 5, 2, 3), small.opened);
        KeptRecords whole = new KeptRecords();
        assertEquals(List.of(), notices);
        new BatchTest().into(whole, UnsteadyBackend.steady(), good(10));
        assertEquals(numbers(whole), numbers(ledger));
    }

    private void into(KeptRecords other, BackendOpener backend, List<PlannedFit> fits) {
        run(backend, fits);
        other.records.putAll(ledger.records);
    }

    @Test
    void aDataSetThatIsTooMuchByItselfFails() {
        run(UnsteadyBackend.ofMemory(0), good(2));
        assertEquals("room for 0 data sets alone", ledger.failure("set00"));
        assertEquals(2, progress.failed());
    }

    @Test
    void fitsThatAreTooMuchForTheHeapTogetherAreMadeInParts() {
        UnsteadyBackend small = UnsteadyBackend.ofHeap(3);
        run(small, good(10));
        assertEquals(0, progress.failed());
        KeptRecords whole = new KeptRecords();
        new BatchTest().into(whole, UnsteadyBackend.steady(), good(10));
        assertEquals(numbers(whole), numbers(ledger));
    }

    /** Alone is tried once more, when nothing else is left. */
    @Test
    void aFitThatIsTooMuchForTheHeapByItselfFails() {
        UnsteadyBackend none = UnsteadyBackend.ofHeap(0);
        run(none, good(2));
        assertEquals(List.of(2, 1, 1, 1, 1), none.opened);
        assertEquals(2, progress.failed());
        assertTrue(ledger.failure("set00").startsWith("it needs more memory than the Java heap has"));
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
        run(UnsteadyBackend.steady(), fits);
        assertEquals(7, ledger.records.size());
        assertEquals(2, asked.get());
        assertEquals(2, progress.failed());
        assertTrue(ledger.failure("huge").startsWith("it needs more memory than the Java heap has"));
        assertEquals(1, ledger.fitted("beside others").attempt());
        assertTrue(
                ledger.failure("too many draws").contains("of memory, the Java heap has"),
                ledger.failure("too many draws"));
    }

    /** A data set is 0.4 of what a lot may hold: the third fills it, and a fourth may have been begun beside it. */
    @Test
    void aLotHoldsWhatMemoryHasRoomFor() {
        Batch batch = new Batch(
                UnsteadyBackend.steady(),
                ledger,
                new Batch.Options(2, Refit.NEVER, null),
                new Batch.Surroundings(System::nanoTime, Cancellation.NEVER, progress, notices::add));
        List<String> made = new ArrayList<>();
        try (Harvesters harvesters = new Harvesters(2)) {
            Device device = new Device(UnsteadyBackend.steady(), null, notices::add);
            Lots lots = new Lots(batch, device, harvesters, new Alone(batch), good(10).iterator(), _ -> 0.4);
            while (lots.hasNext()) {
                List<Prepared> lot = lots.next().get();
                assertTrue(lot.size() <= 4 && (lot.size() >= 3 || !lots.hasNext()), lot.size() + " in a lot");
                lot.forEach(prepared -> made.add(prepared.planned().name()));
            }
        }
        made.sort(null);
        assertEquals(good(10).stream().map(PlannedFit::name).toList(), made);
    }

    /** Half of the evaluations that ten fits take: some of them have ended by then. */
    private static int halfTheWork() {
        UnsteadyBackend counter = UnsteadyBackend.steady();
        new BatchTest().run(counter, good(10));
        return counter.evaluations.get() / 2;
    }

    @Test
    void aDeviceThatFailsOnceIsOpenedAgain() {
        UnsteadyBackend device = UnsteadyBackend.failing(halfTheWork(), 1);
        run(device, good(10));
        assertEquals(10, ledger.records.size());
        assertEquals(2, device.opened.size());
        assertTrue(device.opened.getLast() < 10, () -> device.opened + ": nothing was done before it failed");
        assertEquals(List.of("the device failed (it fell off the bus); it is opened once more"), notices);
        KeptRecords undisturbed = new KeptRecords();
        new BatchTest().into(undisturbed, UnsteadyBackend.steady(), good(10));
        assertEquals(numbers(undisturbed), numbers(ledger));
    }

    @Test
    void aDeviceThatFailsAgainIsStoodInFor() {
        UnsteadyBackend standIn = UnsteadyBackend.steady();
        run(UnsteadyBackend.failing(halfTheWork(), 100), standIn, Cancellation.NEVER, good(10));
        assertEquals(10, ledger.records.size());
        assertEquals(1, standIn.opened.size());
        assertEquals(2, notices.size());
        assertTrue(notices.getLast().contains("FROM HERE ON THE PROCESSOR COMPUTES"), notices::toString);
    }

    @Test
    void aDeviceThatFailsAgainEndsABatchThatIsToStopThenWithAllThatWasDone() {
        UnsteadyBackend device = UnsteadyBackend.failing(halfTheWork(), 100);
        assertThrows(DeviceException.class, () -> run(device, good(10)));
        int done = ledger.records.size();
        assertTrue(done > 0 && done < 10, done + " fits were recorded");
        run(UnsteadyBackend.steady(), good(10));
        assertEquals(10, ledger.records.size());
    }

    @Test
    void aDeviceThatNeverWorkedIsNotStoodInFor() {
        BackendOpener none = new BackendOpener() {
            @Override
            public boolean supports(leapfrog.engine.Problem problem, int chains, long transitions) {
                return true;
            }

            @Override
            public leapfrog.sample.OpenBackend open(leapfrog.engine.Problem problem, int chains, long transitions) {
                throw new DeviceException("there is none");
            }
        };
        UnsteadyBackend standIn = UnsteadyBackend.steady();
        assertThrows(DeviceException.class, () -> run(none, standIn, Cancellation.NEVER, good(2)));
        assertEquals(0, standIn.opened.size());
    }

    @Test
    void aFitThatBreaksTheEngineIsFoundAndTheOthersAreMade() {
        List<PlannedFit> fits = new ArrayList<>(good(9));
        fits.add(4, PlannedFit.named("poison", recipe("y ~ z + (1 | g)"), SETTINGS, () -> table(99, 20)));
        run(UnsteadyBackend.poisonedBy("y ~ z + (1 | g)"), fits);
        assertEquals(10, ledger.records.size());
        assertEquals(1, progress.failed());
        assertTrue(ledger.failure("poison").contains("poison"), ledger.failure("poison"));
    }

    @Test
    void badFitsAreMadeOnceMoreWithSmallerSteps() {
        progress = new BatchProgress(4, 0);
        new Batch(
                        UnsteadyBackend.steady(),
                        ledger,
                        new Batch.Options(1, Refit.BAD, null),
                        new Batch.Surroundings(System::nanoTime, Cancellation.NEVER, progress, notices::add))
                .run(good(4));
        assertEquals(4, ledger.records.size());
        ledger.records.values().forEach(record -> {
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
        progress = new BatchProgress(count, 0);
        UnsteadyBackend device = UnsteadyBackend.steady();
        new Batch(
                        device,
                        ledger,
                        new Batch.Options(2, some, null),
                        new Batch.Surroundings(System::nanoTime, Cancellation.NEVER, progress, notices::add))
                .run(fits);
        assertEquals(count, ledger.records.size());
        assertEquals(0, progress.failed());
        assertEquals(
                fits.stream()
                        .filter(fit -> fit.name().hashCode() % 3 == 0)
                        .map(PlannedFit::name)
                        .toList(),
                ledger.records.keySet().stream()
                        .filter(name -> ledger.fitted(name).attempt() == 2)
                        .toList());
        assertEquals(Batch.LOT, device.opened.getFirst());
        KeptRecords alone = new KeptRecords();
        List<PlannedFit> ends = List.of(fits.getFirst(), fits.get(Batch.LOT), fits.getLast());
        new BatchTest().into(alone, UnsteadyBackend.steady(), ends);
        ends.forEach(fit -> assertEquals(
                alone.fitted(fit.name()).summary(), ledger.fitted(fit.name()).summary()));
    }

    @Test
    void aBatchThatIsStoppedGoesOn() {
        run(UnsteadyBackend.steady(), null, () -> progress.recorded() >= 3, good(10));
        int done = ledger.records.size();
        assertTrue(done >= 3 && done < 10, done + " fits were recorded");
        assertEquals(10 - done, progress.left());
        run(UnsteadyBackend.steady(), good(10));
        assertEquals(0, progress.left());
        KeptRecords undisturbed = new KeptRecords();
        new BatchTest().into(undisturbed, UnsteadyBackend.steady(), good(10));
        assertEquals(numbers(undisturbed), numbers(ledger));
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
        Batch batch = new Batch(
                UnsteadyBackend.steady(),
                full,
                new Batch.Options(2, Refit.NEVER, null),
                new Batch.Surroundings(System::nanoTime, Cancellation.NEVER, new BatchProgress(10, 0), notices::add));
        assertEquals(
                "the disk is full",
                assertThrows(LedgerException.class, () -> batch.run(good(10))).getMessage());
        assertEquals(4, kept.records.size());
        run(UnsteadyBackend.steady(), good(10));
        kept.records.forEach((name, record) -> assertEquals(
                ((FitRecord.Fitted) record).summary(), ledger.fitted(name).summary()));
    }
}
