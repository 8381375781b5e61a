package leapfrog.data;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Properties;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

/**
 * Opens DuckDB: the first connection loads its native library, out of its jar where it is not beside it (most of a second), so nothing but
 * Parquet, queries and batches may need it.
 */
final class DuckDb {
    private DuckDb() {}

    /** A database in memory. */
    static DuckDBConnection open() throws SQLException {
        return connected("");
    }

    /** The database in a file, a new one if there is none. */
    static DuckDBConnection open(Path file) throws SQLException {
        return connected(file.toString());
    }

    private static DuckDBConnection connected(String file) throws SQLException {
        return (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:" + file, new Properties());
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
