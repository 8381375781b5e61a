package leapfrog.data;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * Opens DuckDB in memory, for Parquet alone: the first connection unpacks its native library, which takes most of a second, so
 * nothing else may need it.
 */
final class DuckDb {
    private DuckDb() {}

    static DuckDBConnection open() throws SQLException {
        return (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:", new Properties());
    }

    /** A name in SQL. */
    static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A file's name in SQL. */
    static String text(Path file) {
        return "'" + file.toString().replace("'", "''") + "'";
    }

    /** A message in one line, without what DuckDB calls it. */
    static String reason(SQLException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .findFirst()
                .orElse(e.toString())
                .replaceFirst("^[A-Z][A-Za-z ]* Error: ", "");
    }
}
