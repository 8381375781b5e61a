package leapfrog.compare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.sample.Draws;
import leapfrog.sample.Recipe;

/** Makes a table of 30 rows with a response for every family, and draws of reported quantities at fixed positions. */
final class SmallTable {
    private static final int ROWS = 30;

    private SmallTable() {}

    static Table table() {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", numbers(i -> Math.sin(3 * i) + 0.3 * Math.cos(i)));
        columns.put("z", numbers(i -> i * 7 % 3 == 0 ? 1 : 0));
        columns.put("c", numbers(i -> i * 5 % 9 * (i % 4 == 0 ? 3 : 1)));
        columns.put("n", numbers(i -> 25 + i % 3));
        columns.put("x", numbers(i -> Math.cos(2 * i)));
        columns.put("s", numbers(i -> 0.2 + i % 5 * 0.1));
        columns.put("w", numbers(i -> i % 6 == 5 ? 0 : 0.5 + i % 3));
        columns.put("g", text(i -> "g" + i * 7 % 5));
        columns.put("h", text(i -> "h" + i * i % 4));
        columns.put("u", text(i -> i == 4 ? "alone" : "u" + i % 3));
        return Table.of(columns);
    }

    private static Column numbers(IntToDoubleFunction value) {
        return new Column.Numbers(IntStream.range(0, ROWS).mapToDouble(value).toArray());
    }

    private static Column text(java.util.function.IntFunction<String> value) {
        return new Column.Text(IntStream.range(0, ROWS).mapToObj(value).toArray(String[]::new));
    }

    static Model model(String formula, String family, boolean reduce, String... priors) {
        return new Recipe(formula, Family.parse(family), List.of(priors), List.of(), reduce).model(table());
    }

    /** A position of unconstrained coordinates, all different. */
    static double[] position(Model model, int number) {
        return IntStream.range(0, model.dimension())
                .mapToDouble(k -> 0.4 * Math.sin(1.7 * k + number) + 0.1)
                .toArray();
    }

    /** The quantities at positions 0, 1, …, in one chain. */
    static Draws draws(Model model, int count) {
        double[] values = new double[count * model.quantities()];
        for (int s = 0; s < count; s++) {
            model.report(position(model, s), 0, values, s * model.quantities());
        }
        return new Draws(model.variables(), count, new double[][] {values});
    }

    /** [rows][draws] */
    static double[][] evaluated(RowLogDensity density) {
        double[][] values = new double[density.rows()][density.chains() * density.draws()];
        density.evaluate(0, values);
        return values;
    }
}
