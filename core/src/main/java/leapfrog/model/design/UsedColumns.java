package leapfrog.model.design;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.text.NearestName;
import org.jspecify.annotations.Nullable;

/** Looks up the columns that a formula uses and the rows in which none of them has a missing value. */
final class UsedColumns {
    private static final int MOST_LISTED = 30;

    private final Map<String, Column> columns;
    private final int[] rows;

    private UsedColumns(Map<String, Column> columns, int[] rows) {
        this.columns = columns;
        this.rows = rows;
    }

    /**
     * @param used all expressions of a formula that stand for columns, names and calls
     * @param perhapsConstant expressions that may also use no column: offsets, what is said about the response
     * @throws InputException if a column is not in the table or has an infinite value, or no row is left
     */
    static UsedColumns of(List<Expression> used, List<Expression> perhapsConstant, Table table) {
        Map<String, Column> columns = find(used, perhapsConstant, table);
        columns.forEach(UsedColumns::refuseInfinite);
        int[] rows = rowsWithout(columns, table);
        if (rows.length == 0) {
            throw noRowLeft(columns, table);
        }
        return new UsedColumns(columns, rows);
    }

    /**
     * The columns by name, whatever values they have.
     *
     * @throws InputException if a column is not in the table
     */
    static Map<String, Column> find(List<Expression> used, List<Expression> perhapsConstant, Table table) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (Expression expression : used) {
            if (!collect(expression, table, columns)) {
                throw expression.place().error(expression + " uses no column");
            }
        }
        perhapsConstant.forEach(expression -> collect(expression, table, columns));
        return columns;
    }

    /**
     * Of further rows, of which some columns may not be known.
     *
     * @param needed expressions whose columns must be there, and have a value in each row that is used
     * @param perhaps expressions whose columns may be absent or have missing values
     * @throws InputException as {@link #of}
     */
    static UsedColumns further(List<Expression> needed, List<Expression> perhaps, Table table) {
        Map<String, Column> columns = new LinkedHashMap<>();
        needed.forEach(expression -> collect(expression, table, columns));
        columns.forEach(UsedColumns::refuseInfinite);
        int[] rows = rowsWithout(columns, table);
        if (rows.length == 0) {
            throw noRowLeft(columns, table);
        }
        for (Expression expression : perhaps) {
            if (has(table, expression)) {
                collect(expression, table, columns);
            }
        }
        columns.forEach(UsedColumns::refuseInfinite);
        return new UsedColumns(columns, rows);
    }

    /** Whether a table has all columns of an expression. */
    static boolean has(Table table, Expression expression) {
        return expression.names().stream().allMatch(name -> table.find(name.name()) != null);
    }

    /** The same columns with those of these rows in which an expression has no missing value. */
    UsedColumns where(Expression expression) {
        List<Column> inputs = expression.names().stream().map(this::column).toList();
        return new UsedColumns(
                columns,
                IntStream.of(rows)
                        .filter(row -> inputs.stream().noneMatch(column -> isMissing(column, row)))
                        .toArray());
    }

    /** The table rows without a missing value, ascending. */
    int[] rows() {
        return rows;
    }

    List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** The column of a name, or null where further rows lack it. */
    @Nullable
    Column find(Name name) {
        return columns.get(name.name());
    }

    Column column(Name name) {
        Column column = columns.get(name.name());
        if (column == null) {
            throw new IllegalStateException("not a used column: " + name);
        }
        return column;
    }

    /** Adds the columns that an expression uses and says whether there are any. */
    private static boolean collect(Expression expression, Table table, Map<String, Column> columns) {
        List<Name> names = expression.names();
        for (Name name : names) {
            Column column = table.find(name.name());
            if (column == null) {
                throw name.place()
                        .error("the table has no column '" + name.name() + "'"
                                + suggestion(name.name(), table.names()));
            }
            columns.put(name.name(), column);
        }
        return !names.isEmpty();
    }

    private static String suggestion(String name, List<String> names) {
        String nearest = NearestName.among(name, names);
        List<String> listed = names.subList(0, Math.min(names.size(), MOST_LISTED));
        return (nearest == null ? "" : "; did you mean '" + nearest + "'?")
                + (nearest == null ? "; the columns are: " : " The columns are: ")
                + String.join(", ", listed)
                + (names.size() > MOST_LISTED ? ", … (" + names.size() + " in all)" : "");
    }

    private static void refuseInfinite(String name, Column column) {
        if (column instanceof Column.Numbers(double[] values)) {
            for (int row = 0; row < values.length; row++) {
                if (Double.isInfinite(values[row])) {
                    throw new InputException("column '" + name + "' has the value " + values[row] + " in row "
                            + (row + 1) + "; values must be finite, or missing for the row to be dropped");
                }
            }
        }
    }

    private static boolean isMissing(Column column, int row) {
        return switch (column) {
            case Column.Numbers(double[] values) -> Double.isNaN(values[row]);
            case Column.Text(@Nullable String[] values) -> values[row] == null;
        };
    }

    private static int[] rowsWithout(Map<String, Column> columns, Table table) {
        return IntStream.range(0, table.rows())
                .filter(row -> columns.values().stream().noneMatch(column -> isMissing(column, row)))
                .toArray();
    }

    private static InputException noRowLeft(Map<String, Column> columns, Table table) {
        return new InputException(
                table.rows() == 0
                        ? "the table has no rows"
                        : "no row is left: each of the " + table.rows()
                                + " rows has a missing value in one of the used columns, " + missingCounts(columns));
    }

    private static String missingCounts(Map<String, Column> columns) {
        List<String> counts = new ArrayList<>();
        columns.forEach((name, column) -> {
            long missing = IntStream.range(0, column.length())
                    .filter(row -> isMissing(column, row))
                    .count();
            counts.add(name + " (" + missing + " missing)");
        });
        return counts.stream().limit(MOST_LISTED).collect(Collectors.joining(", "));
    }
}
