package leapfrog.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds named columns of one length, as they were read: numbers with NaN, text with null, where a value is missing. */
public final class Table {
    private final int rows;
    private final Map<String, Column> columns;

    private Table(int rows, Map<String, Column> columns) {
        this.rows = rows;
        this.columns = columns;
    }

    /**
     * A table of these columns.
     *
     * @param columns name to column, in order; all of one length
     * @throws InputException if the lengths differ or there is no column
     */
    public static Table of(Map<String, Column> columns) {
        if (columns.isEmpty()) {
            throw new InputException("a table needs at least one column");
        }
        int rows = columns.values().iterator().next().length();
        columns.forEach((name, column) -> {
            if (column.length() != rows) {
                throw new InputException(
                        "column '" + name + "' has " + column.length() + " rows, the first column has " + rows);
            }
        });
        return new Table(rows, new LinkedHashMap<>(columns));
    }

    /** Number of rows, at least 0. */
    public int rows() {
        return rows;
    }

    /** Names of the columns, in order. */
    public List<String> names() {
        return List.copyOf(columns.keySet());
    }

    /** The columns of these names alone, in this order; all must be here. */
    public Table only(List<String> names) {
        Map<String, Column> some = new LinkedHashMap<>();
        for (String name : names) {
            some.put(name, java.util.Objects.requireNonNull(columns.get(name), name));
        }
        return of(some);
    }

    /**
     * These rows alone, in this order; a row may be taken more than once.
     *
     * @param rows indices from 0 on
     */
    public Table rows(int[] rows) {
        Map<String, Column> some = new LinkedHashMap<>();
        columns.forEach((name, column) -> some.put(name, column.rows(rows)));
        return new Table(rows.length, some);
    }

    /** The same rows in an order that their content alone decides. */
    public Table inCanonicalOrder() {
        return CanonicalOrder.of(this);
    }

    /** The column of this name, or null. */
    public @Nullable Column find(String name) {
        return columns.get(name);
    }

    /** One column. The arrays are not copied and must not be changed. */
    public sealed interface Column {
        /** Number of rows. */
        int length();

        /** These rows alone, by their indices. */
        Column rows(int[] rows);

        /** Numbers; NaN is a missing value, infinities are kept for the model to refuse. */
        record Numbers(double[] values) implements Column {
            @Override
            public int length() {
                return values.length;
            }

            @Override
            public Column rows(int[] rows) {
                double[] some = new double[rows.length];
                Arrays.setAll(some, i -> values[rows[i]]);
                return new Numbers(some);
            }
        }

        /** Text; null is a missing value. */
        record Text(@Nullable String[] values) implements Column {
            @Override
            public int length() {
                return values.length;
            }

            @Override
            public Column rows(int[] rows) {
                @Nullable String[] some = new String[rows.length];
                Arrays.setAll(some, i -> values[rows[i]]);
                return new Text(some);
            }
        }
    }
}
