package leapfrog.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.QuotedName;
import org.jspecify.annotations.Nullable;

/**
 * Groups the rows of a design by columns of its table.
 *
 * @param name of the columns, {@code county} or {@code state:county}
 * @param rows label to indices into the design's rows, in the order of first rows
 */
record Groups(String name, Map<String, List<Integer>> rows) {
    /** A colon outside of backquotes. */
    private static final String BETWEEN_NAMES = ":(?=(?:[^`]*`[^`]*`)*[^`]*$)";

    /**
     * @param option how messages name it
     * @throws InputException if the table lacks a column, or two combinations would have the same label
     */
    static Groups of(String option, String name, Table table, Design design) {
        List<Column> columns = table.find(name) != null
                ? List.of(column(option, name, table))
                : Arrays.stream(name.split(BETWEEN_NAMES))
                        .map(part -> column(option, part, table))
                        .toList();
        Map<List<String>, List<Integer>> combinations = new LinkedHashMap<>();
        for (int i = 0; i < design.rows(); i++) {
            int row = design.usedRows()[i];
            List<String> labels =
                    columns.stream().map(column -> label(column, row)).toList();
            combinations.computeIfAbsent(labels, _ -> new ArrayList<>()).add(i);
        }
        Map<String, List<Integer>> rows = new LinkedHashMap<>();
        combinations.forEach((labels, of) -> {
            String label = String.join(":", labels);
            if (rows.put(label, of) != null) {
                throw new InputException(option + " " + name + ": two combinations are both called '" + label
                        + "'; write ':' in their names in another way");
            }
        });
        return new Groups(name, rows);
    }

    private static Column column(String option, String name, Table table) {
        Column column = table.find(QuotedName.among(table.names(), name));
        if (column == null) {
            throw new InputException(
                    option + " " + name + ": no such column; there are: " + String.join(", ", table.names())
                            + " (a fit keeps the columns that its formula uses; NEWDATA may be the whole file)");
        }
        return column;
    }

    /** A value as a reader of the table would write it; NA where it is missing. */
    static String label(Column column, int row) {
        return switch (column) {
            case Column.Text(@Nullable String[] values) -> values[row] == null ? "NA" : values[row];
            case Column.Numbers(double[] values) -> {
                double value = values[row];
                if (Double.isNaN(value)) {
                    yield "NA";
                }
                yield value == Math.rint(value) && Math.abs(value) < 1e15
                        ? Long.toString((long) value)
                        : Double.toString(value);
            }
        };
    }
}
