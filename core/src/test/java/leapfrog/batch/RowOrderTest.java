package leapfrog.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import leapfrog.model.Family;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import leapfrog.sample.SummaryRow;
import leapfrog.warmup.WarmupLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fits tables whose rows are in another order, as files, queries and shuffles have them: no bit of a fit may differ. */
class RowOrderTest {
    private static final int ROWS = 60;
    private static final FitSettings SETTINGS = FitSettings.defaults(11)
            .withChains(2)
            .with(new WarmupLength.Fixed(30))
            .withDraws(10);

    /** With a missing value and equal rows. */
    private static Table table() {
        SplittableRandom random = new SplittableRandom(3);
        Map<String, double[]> numbers = new LinkedHashMap<>();
        List.of("y", "x", "z", "h", "k", "n", "w").forEach(name -> numbers.put(name, new double[ROWS]));
        String[] group = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            group[i] = i == 7 ? null : "g" + random.nextInt(4);
            numbers.get("x")[i] = random.nextGaussian() + 1e3;
            numbers.get("z")[i] = random.nextInt(2);
            numbers.get("h")[i] = random.nextInt(5);
            numbers.get("k")[i] = random.nextInt(6);
            numbers.get("n")[i] = 6 + random.nextInt(2);
            numbers.get("w")[i] = 0.1 + random.nextDouble();
            numbers.get("y")[i] = numbers.get("x")[i] / 3 + random.nextGaussian();
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        numbers.forEach((name, values) -> columns.put(name, new Column.Numbers(values)));
        columns.put("g", new Column.Text(group));
        int[] some = IntStream.range(0, ROWS + 5).map(i -> i % ROWS).toArray();
        return Table.of(columns).rows(some);
    }

    private static Table shuffled(Table table) {
        List<Integer> order = IntStream.range(0, table.rows()).boxed().collect(java.util.stream.Collectors.toList());
        Collections.shuffle(order, new Random(5));
        return table.rows(order.stream().mapToInt(Integer::intValue).toArray());
    }

    private static Map<String, List<SummaryRow>> summaries(Recipe recipe, Table table) {
        DataSet set = new DataSet("set", () -> table);
        List<PlannedFit> fits = new java.util.ArrayList<>(new Plan(recipe, SETTINGS, 0, List.of(List.of())).fits(set));
        fits.addAll(new Plan(recipe, SETTINGS, 2, List.of(List.of())).fits(set));
        KeptRecords ledger = BatchRun.undisturbed(fits);
        Map<String, List<SummaryRow>> summaries = new LinkedHashMap<>();
        ledger.records.forEach(
                (name, _) -> summaries.put(name, ledger.fitted(name).summary()));
        assertEquals(3, summaries.size());
        return summaries;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gaussian;           y ~ scale(x) + z + (1 + z | g);         true;  false",
                "gaussian;           y ~ center(x) + (1 | g);                true;  true",
                "gaussian;           y ~ x + log(w) + (1 | g) + (1 | h);     false; false",
                "gaussian;           y | weights(w) ~ z + (1 | g);           true;  false",
                "gaussian;           y | se(w, sigma) ~ x;                   true;  false",
                "student_t;          y ~ x + (1 | g);                        true;  false",
                "binomial;           k | trials(n) ~ x + (1 | g);            true;  false",
                "poisson;            k ~ z + offset(log(w)) + (1 | g:h);     true;  false",
                "negative_binomial;  k ~ factor(h) + (1 | g);                true;  false"
            })
    void noBitOfAFitDependsOnTheOrderOfRows(String family, String formula, boolean reduce, boolean marginalize) {
        Recipe recipe =
                new Recipe(formula, Family.parse(family), List.of(), List.of("auto"), reduce, false, marginalize);
        assertEquals(summaries(recipe, table()), summaries(recipe, shuffled(table())));
    }

    @Test
    void aCanonicalOrderIsOfTheContent() {
        Table table = table();
        Table other = shuffled(table);
        assertNotEquals(cell(table, "y", 0), cell(other, "y", 0));
        for (String name : table.names()) {
            for (int row = 0; row < table.rows(); row++) {
                assertEquals(
                        cell(table.inCanonicalOrder(), name, row), cell(other.inCanonicalOrder(), name, row), name);
            }
        }
    }

    private static @Nullable Object cell(Table table, String name, int row) {
        return switch (table.find(name)) {
            case Column.Numbers(double[] values) -> values[row];
            case Column.Text(@Nullable String[] values) -> values[row];
            case null -> throw new IllegalArgumentException(name);
        };
    }
}
