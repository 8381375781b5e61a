package leapfrog.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads what a query in DuckDB's SQL says, over files ({@code SELECT * FROM 'sites/*.csv'}) or a database's tables. */
public final class QueryTable {
    private QueryTable() {}

    /**
     * Reads all rows. One thread runs the query, so that rows come in the same order each time.
     *
     * @param database a DuckDB file, which is only read; null for none
     * @throws InputException if it is not a query, or has no rows
     */
    public static Table read(@Nullable Path database, String query) {
        if (database != null && !Files.isRegularFile(database)) {
            throw new InputException("no such database: " + database);
        }
        if (database != null && TableFile.isNamed(database)) {
            throw new InputException(
                    "'" + database + "' is no DuckDB file, whose tables a query reads; a table is named in the query:"
                            + " FROM '" + database + "'");
        }
        String plain = query.strip().replaceFirst(";$", "");
        try (DuckDBConnection connection = DuckDb.open()) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET threads = 1");
                if (database != null) {
                    statement.execute("ATTACH " + DuckDb.text(database) + " AS data (READ_ONLY)");
                    statement.execute("USE data");
                }
            }
            Table table = SqlTable.read(connection, "(" + plain + "\n)", name -> false);
            if (table.rows() == 0) {
                throw new InputException("the query has no rows: " + plain);
            }
            return table;
        } catch (SQLException e) {
            throw new InputException("the query fails: " + DuckDb.reason(e), e);
        }
    }
}
