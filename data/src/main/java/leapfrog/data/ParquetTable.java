package leapfrog.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.function.Predicate;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import org.duckdb.DuckDBConnection;

/** Reads a table from a Parquet file. */
final class ParquetTable {
    private ParquetTable() {}

    /**
     * Reads all rows.
     *
     * @param text names of columns that are text whatever they hold
     * @throws InputException if the file cannot be read, is not Parquet, or has no rows
     */
    static Table read(Path file, Predicate<String> text) {
        if (!Files.isRegularFile(file)) {
            throw new InputException(
                    Files.exists(file)
                            ? "'" + file + "' is not a file; a Parquet file is needed"
                            : "no such file: " + file);
        }
        try (DuckDBConnection database = DuckDb.open()) {
            Table table = SqlTable.read(database, "read_parquet(" + DuckDb.text(literal(file)) + ")", text);
            if (table.rows() == 0) {
                throw new InputException(file + " has columns but no rows");
            }
            return table;
        } catch (SQLException e) {
            throw new InputException("'" + file + "' cannot be read as Parquet: " + DuckDb.reason(e), e);
        }
    }

    /** The file's name as a pattern that matches it alone. */
    private static Path literal(Path file) {
        return Path.of(file.toString().replaceAll("[*?\\[]", "[$0]"));
    }
}
