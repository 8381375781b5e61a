package leapfrog.model.merge;

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
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Formula;
import leapfrog.sample.Recipe;

/** Makes a table of equal and distinct rows, and sums it in parts. */
public final class Parts {
    private Parts() {}

    /** Of the table. */
    public static final int ROWS = 400;

    /** Groups, covariates with few values and many, counts, trials, weights and standard errors. */
    public static Table table() {
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
    public static Design merged(Recipe recipe, Table table, long seed) {
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

    /** All coefficients sampled, rows reduced, default priors. */
    public static Recipe recipe(String family, String formula) {
        return new Recipe(
                Formula.parse(formula).toString(),
                Family.parse(family),
                List.of(),
                List.of("auto"),
                true,
                false,
                false);
    }
}
