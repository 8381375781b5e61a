package leapfrog.model.design;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.model.Design.Factor;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;

/** Finds the rows of each level of a column. */
public final class LevelRows {
    private LevelRows() {}

    /**
     * The rows of each level, in the order of the table; levels as of any factor, text by code point, numbers by value. Rows without a value are
     * left out.
     *
     * @throws InputException if there is no such column, or none of its rows has a value
     */
    public static Map<String, int[]> of(Table table, String name) {
        Column column = table.find(name);
        if (column == null) {
            throw new InputException("no column '" + name + "'; columns are: " + String.join(", ", table.names()));
        }
        int[] present = IntStream.range(0, table.rows())
                .filter(row -> switch (column) {
                    case Column.Numbers numbers -> !Double.isNaN(numbers.values()[row]);
                    case Column.Text text -> text.values()[row] != null;
                })
                .toArray();
        if (present.length == 0) {
            throw new InputException("column '" + name + "' has no value in any row");
        }
        Factor factor = Levels.of(name, column, present);
        int[] counts = new int[factor.levels().size()];
        for (int level : factor.level()) {
            counts[level]++;
        }
        int[][] rows = new int[counts.length][];
        for (int level = 0; level < rows.length; level++) {
            rows[level] = new int[counts[level]];
        }
        for (int i = present.length - 1; i >= 0; i--) {
            int level = factor.level()[i];
            rows[level][--counts[level]] = present[i];
        }
        Map<String, int[]> all = new LinkedHashMap<>();
        for (int level = 0; level < rows.length; level++) {
            all.put(factor.levels().get(level), rows[level]);
        }
        return all;
    }
}
