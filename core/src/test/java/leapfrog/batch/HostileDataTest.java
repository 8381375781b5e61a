package leapfrog.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import leapfrog.model.Family;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import leapfrog.warmup.WarmupLength;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/** Hands batches data sets that nobody would want to fit: each gets its row, and none stops the run. */
class HostileDataTest {
    private static final int BATCHES = 20;
    private static final int SETS = 500;
    private static final List<String> FORMULAS = List.of(
            "y ~ x",
            "y ~ x + (1 | g)",
            "y ~ 0 + g + x",
            "y ~ x * z + (1 + x || g)",
            "y ~ x + (1 + x | g)",
            "y ~ 1 + (1 | g/z)");
    private static final List<Family> FAMILIES = List.of(
            Family.GAUSSIAN,
            Family.GAUSSIAN,
            Family.parse("student_t"),
            Family.parse("poisson"),
            Family.parse("bernoulli"));
    private static final double[] ODD = {
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        0,
        -0.0,
        1,
        -1,
        1e300,
        -1e300,
        1e-300,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        1e15,
        0.5
    };
    private static final String[] NAMES = {null, "", " ", "a", "A", "NA", "a:b", "[x]", "\u0000", "1e5", "🜂"};

    @Provide
    Arbitrary<Long> seeds() {
        return Arbitraries.longs();
    }

    /** Columns that are plain, or of one odd value, or of many. */
    private static Column numbers(SplittableRandom random, int rows) {
        int kind = random.nextInt(8);
        double one = ODD[random.nextInt(ODD.length)];
        double scale = Math.pow(10, random.nextInt(-12, 13));
        double[] values = new double[rows];
        for (int i = 0; i < rows; i++) {
            values[i] = switch (kind) {
                case 0 -> one;
                case 1 -> random.nextInt(3);
                case 2 -> random.nextInt(4) == 0 ? ODD[random.nextInt(ODD.length)] : random.nextGaussian();
                case 3 -> 1e9 + random.nextGaussian();
                case 4 -> i == 0 ? 1e200 : 0;
                default -> scale * random.nextGaussian();
            };
        }
        return new Column.Numbers(values);
    }

    private static Column texts(SplittableRandom random, int rows) {
        String[] values = new String[rows];
        int most = 1 + random.nextInt(NAMES.length);
        for (int i = 0; i < rows; i++) {
            values[i] = random.nextInt(4) == 0 ? "level " + i : NAMES[random.nextInt(most)];
        }
        return new Column.Text(values);
    }

    private static Column any(SplittableRandom random, int rows) {
        return random.nextInt(10) == 0 ? texts(random, rows) : numbers(random, rows);
    }

    private static Table table(SplittableRandom random) {
        int rows = random.nextInt(3) == 0 ? random.nextInt(4) : random.nextInt(30);
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", any(random, rows));
        columns.put("x", any(random, rows));
        if (random.nextInt(20) > 0) {
            columns.put("z", any(random, rows));
        }
        columns.put("g", random.nextInt(4) == 0 ? numbers(random, rows) : texts(random, rows));
        return Table.of(columns);
    }

    private static PlannedFit planned(SplittableRandom random, int k) {
        Recipe recipe = new Recipe(
                FORMULAS.get(random.nextInt(FORMULAS.size())),
                FAMILIES.get(random.nextInt(FAMILIES.size())),
                List.of(),
                List.of("auto"),
                random.nextBoolean(),
                false,
                random.nextBoolean());
        // A posterior that cannot be explored takes trees as deep as they may be.
        FitSettings settings =
                new FitSettings(1, 6, 4, 1, k, 0.8, 4, FitSettings.MetricKind.FISHER, FitSettings.Adaptation.CHAIN);
        Table table = table(random);
        return new PlannedFit("set" + k, recipe, settings.with(new WarmupLength.Fixed(6)), () -> table);
    }

    @Property(tries = BATCHES, seed = "20261121", shrinking = ShrinkingMode.OFF)
    void everyDataSetGetsItsRow(@ForAll("seeds") long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<PlannedFit> fits = new ArrayList<>();
        for (int k = 0; k < SETS; k++) {
            fits.add(planned(random, k));
        }
        BatchRun batch = new BatchRun();
        batch.run(UnsteadyBackend.steady(), fits);
        KeptRecords ledger = batch.ledger;
        assertEquals(SETS, ledger.records.size());
        List<String> ownErrors = ledger.records.values().stream()
                .filter(record -> record instanceof FitRecord.Failed failed
                        && failed.reason().contains("an error in leapfrog itself"))
                .map(record -> record.planned().name() + ", "
                        + record.planned().recipe().formula() + ": " + ((FitRecord.Failed) record).reason())
                .toList();
        assertEquals(List.of(), ownErrors, "seed " + seed);
        int failed = batch.progress.failed();
        assertTrue(
                failed > SETS / 10 && failed < SETS,
                failed + " of " + SETS + " failed: the data are not what they should be");
    }
}
