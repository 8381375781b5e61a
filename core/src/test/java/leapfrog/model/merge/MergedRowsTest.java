package leapfrog.model.merge;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.ScalarLogDensity;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Formula;
import leapfrog.sample.Recipe;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums the rows of tables in parts, in any order, and holds the models of the sums against those of all rows. */
class MergedRowsTest {
    private static final int ROWS = 400;

    private static Table table() {
        Random random = new Random(8);
        Map<String, double[]> numbers = new LinkedHashMap<>();
        List.of("y", "x", "z", "d", "h", "k", "n", "w", "s").forEach(name -> numbers.put(name, new double[ROWS]));
        String[] group = new String[ROWS];
        for (int i = 0; i < ROWS; i++) {
            group[i] = "g" + random.nextInt(6);
            numbers.get("x")[i] = 50 + 3 * random.nextGaussian();
            numbers.get("z")[i] = random.nextGaussian();
            numbers.get("d")[i] = random.nextInt(3);
            numbers.get("h")[i] = random.nextInt(4);
            numbers.get("k")[i] = random.nextInt(5);
            numbers.get("n")[i] = 5 + random.nextInt(2);
            numbers.get("w")[i] = 1 + random.nextInt(2);
            numbers.get("s")[i] = 0.5 + random.nextInt(3);
            numbers.get("y")[i] = 1000 + 2 * numbers.get("x")[i] + numbers.get("d")[i] + random.nextGaussian();
        }
        Map<String, Column> columns = new LinkedHashMap<>();
        numbers.forEach((name, values) -> columns.put(name, new Column.Numbers(values)));
        columns.put("g", new Column.Text(group));
        return Table.of(columns);
    }

    /** A first row of each combination of g, h and d: all levels there are. */
    private static int[] coding(Table table) {
        String[] g = ((Column.Text) table.find("g")).values();
        double[] h = ((Column.Numbers) table.find("h")).values();
        double[] d = ((Column.Numbers) table.find("d")).values();
        Set<List<Object>> seen = new LinkedHashSet<>();
        return IntStream.range(0, table.rows())
                .filter(i -> seen.add(List.of(g[i], h[i], d[i])))
                .toArray();
    }

    /** The sums of parts of a table, made in an order, cut and merged as a seed says. */
    private static Design merged(Recipe recipe, Table table, long seed) {
        Random random = new Random(seed);
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, table.rows()).boxed().toList());
        Collections.shuffle(order, random);
        int[] coding = coding(table);
        List<MergedRows> parts = new ArrayList<>();
        for (int from = 0; from < order.size(); ) {
            int to = Math.min(order.size(), from + 1 + random.nextInt(150));
            int[] rows = IntStream.concat(
                            Arrays.stream(coding),
                            order.subList(from, to).stream().mapToInt(i -> i))
                    .toArray();
            MergedRows part = new MergedRows(recipe.family());
            part.add(recipe.design(table.rows(rows)), coding.length);
            parts.add(part);
            from = to;
        }
        assertTrue(parts.size() > 2);
        Collections.shuffle(parts, random);
        Map<LevelKey, LevelSums> all = new HashMap<>();
        for (MergedRows part : parts) {
            part.sums().forEach((key, sums) -> all.merge(key, sums.compressed(), LevelSums::merge));
        }
        return MergedRows.design(recipe.design(table.rows(coding)), all);
    }

    private static Recipe recipe(String family, String formula) {
        return new Recipe(
                Formula.parse(formula).toString(),
                Family.parse(family),
                List.of(),
                List.of("auto"),
                true,
                false,
                false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gaussian;          y ~ d + (1 + d | g);                                    18",
                "gaussian;          y ~ factor(d) + (1 | g:h);                              72",
                "gaussian;          I(0.1 * y) ~ d;                                          3",
                "gaussian;          y ~ x + (1 + x || g);                                   12",
                "gaussian;          y ~ x * z + I(x^2) + offset(3 * z) + (1 + z | g);       36",
                "gaussian;          y ~ x + factor(d) + factor(d):z + (1 + factor(d) | g);  0",
                "gaussian;          y ~ 0 + g + g:x;                                        12",
                "gaussian;          y | weights(w) ~ x + (1 | g);                           24",
                "gaussian;          y | se(s) ~ x + (1 | g);                                36",
                "gaussian;          y | se(s, sigma) ~ d + (1 | g);                        400",
                "student_t;         k ~ d + (1 | g);                                         0",
                "bernoulli;         I(w - 1) ~ d;                                            0",
                "binomial;          k | trials(n) ~ d + (1 | g);                             0",
                "poisson;           k ~ d + offset(log(n)) + (1 | g);                        0",
                "negative_binomial; k | weights(w) ~ d;                                      0"
            })
    void modelsOfTheSumsAreThoseOfAllRows(String family, String formula, int rows) {
        Recipe recipe = recipe(family, formula);
        Table table = table();
        Design design = merged(recipe, table, 1);
        assertEquals(ROWS, Math.rint(design.observations()));
        assertTrue(rows == 0 ? design.rows() < ROWS : design.rows() == rows, () -> design.rows() + " rows");
        Model all = recipe.model(table);
        Model few = recipe.model(design);
        assertEquals(all.coordinates(), few.coordinates());
        assertEquals(all.structure().likelihood(), few.structure().likelihood());
        assertEquals(all.reduction().rows(), few.reduction().rows());
        assertArrayEquals(
                all.scaling().unit(),
                few.scaling().unit(),
                1e-9 * Arrays.stream(all.scaling().unit()).max().orElseThrow());
        int dimension = all.data().dimension();
        Random random = new Random(2);
        for (int k = 0; k < 5; k++) {
            double[] position = random.doubles(dimension, -1, 1).toArray();
            double[] expected = new double[dimension];
            double[] actual = new double[dimension];
            double density = new ScalarLogDensity(all.structure(), all.data()).evaluate(position, 0, expected, 0);
            double less = new ScalarLogDensity(few.structure(), few.data()).evaluate(position, 0, actual, 0);
            // Both are sums of 400 terms of one sign whose columns are rounded a few times: some hundred units of 2⁻⁵³.
            assertEquals(density, less, 1e-11 * Math.abs(density));
            double norm = Math.sqrt(Arrays.stream(expected).map(u -> u * u).sum());
            assertArrayEquals(expected, actual, 1e-10 * norm);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "gaussian; y ~ d + (1 + d | g)",
                "gaussian; y | weights(w) ~ factor(d):h",
                "poisson; k ~ d + (1 | g)"
            })
    void whereRowsAreCellsNoBitDependsOnOrderOrParts(String family, String formula) {
        Recipe recipe = recipe(family, formula);
        Design first = merged(recipe, table(), 1);
        for (int seed = 2; seed < 6; seed++) {
            Design other = merged(recipe, table(), seed);
            assertArrayEquals(first.response(), other.response());
            assertArrayEquals(first.repeats().count(), other.repeats().count());
            assertArrayEquals(first.repeats().squares(), other.repeats().squares());
            assertArrayEquals(
                    first.population().getLast().covariate(),
                    other.population().getLast().covariate());
        }
    }

    @Test
    void aCombinationOfLevelsThatNeverVariesStaysExact() {
        Table table = table();
        double[] x = ((Column.Numbers) table.find("x")).values();
        String[] g = ((Column.Text) table.find("g")).values();
        for (int i = 0; i < ROWS; i++) {
            x[i] = g[i].equals("g0") ? 0.1 : x[i];
        }
        Recipe recipe = recipe("gaussian", "y ~ x + z + (1 | g)");
        Design design = merged(recipe, table, 3);
        double[] merged = design.population().get(1).covariate();
        assertNotNull(merged);
        int[] level = design.factors().getFirst().level();
        int found = 0;
        for (int i = 0; i < merged.length; i++) {
            found += level[i] == 0 && merged[i] == 0.1 ? 1 : 0;
        }
        assertEquals(3, found);
    }
}
