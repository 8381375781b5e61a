package leapfrog.data;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import leapfrog.model.Table;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table that DuckDB knows: numbers as doubles, everything else as its text; null is missing, as NaN is. Of columns whose names differ in case
 * alone, DuckDB puts {@code _1}, {@code _2}, … behind the later ones.
 */
final class SqlTable {
    private static final Set<String> NUMBERS = Set.of(
            "TINYINT",
            "SMALLINT",
            "INTEGER",
            "BIGINT",
            "HUGEINT",
            "UTINYINT",
            "USMALLINT",
            "UINTEGER",
            "UBIGINT",
            "UHUGEINT",
            "FLOAT",
            "DOUBLE");

    private SqlTable() {}

    /**
     * Reads all rows, perhaps none.
     *
     * @param source what stands behind FROM
     * @param text names of columns that are text whatever they hold
     */
    static Table read(DuckDBConnection database, String source, Predicate<String> text) throws SQLException {
        List<String> names = new ArrayList<>();
        List<Boolean> numbers = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet columns = statement.executeQuery("DESCRIBE SELECT * FROM " + source)) {
            while (columns.next()) {
                names.add(columns.getString(1));
                String type = columns.getString(2);
                boolean number = NUMBERS.contains(type) || type.startsWith("DECIMAL");
                numbers.add(number && !text.test(names.getLast()));
            }
        }
        return Table.of(columns(database, source, names, numbers));
    }

    private static Map<String, Table.Column> columns(
            DuckDBConnection database, String source, List<String> names, List<Boolean> numbers) throws SQLException {
        String casts = names.stream()
                .map(name -> "CAST(" + DuckDb.name(name) + " AS "
                        + (numbers.get(names.indexOf(name)) ? "DOUBLE" : "VARCHAR") + ")")
                .collect(Collectors.joining(", ", "SELECT ", " FROM " + source));
        double[][] values = new double[names.size()][1024];
        @Nullable String[][] texts = new String[names.size()][1024];
        int rows = 0;
        try (PreparedStatement query = database.prepareStatement(casts);
                ResultSet result = query.executeQuery()) {
            for (; result.next(); rows++) {
                for (int k = 0; k < names.size(); k++) {
                    if (numbers.get(k)) {
                        values[k] = room(values[k], rows);
                        double value = result.getDouble(k + 1);
                        values[k][rows] = result.wasNull() ? Double.NaN : value;
                    } else {
                        texts[k] = rows < texts[k].length ? texts[k] : Arrays.copyOf(texts[k], 2 * rows);
                        texts[k][rows] = result.getString(k + 1);
                    }
                }
            }
        }
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        for (int k = 0; k < names.size(); k++) {
            columns.put(
                    names.get(k),
                    numbers.get(k)
                            ? new Table.Column.Numbers(Arrays.copyOf(values[k], rows))
                            : new Table.Column.Text(Arrays.copyOf(texts[k], rows)));
        }
        return columns;
    }

    private static double[] room(double[] values, int rows) {
        return rows < values.length ? values : Arrays.copyOf(values, 2 * rows);
    }
}
