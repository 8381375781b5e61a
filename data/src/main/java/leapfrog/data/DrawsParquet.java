package leapfrog.data;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import leapfrog.sample.Fit;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/**
 * Writes the draws of a fit into one Parquet file: a row a draw, with its chain and number, both from 0 on, and a column a quantity. Of names
 * that differ in case alone, DuckDB puts {@code _1}, {@code _2}, … behind the later ones.
 */
final class DrawsParquet {
    private DrawsParquet() {}

    static void write(Path file, Fit fit, boolean overwrite) {
        ExportedDraws draws = ExportedDraws.of(fit);
        WholeFile.write(file, overwrite, hidden -> {
            try (DuckDBConnection database = DuckDb.open();
                    Statement statement = database.createStatement()) {
                copy(draws, database, statement, hidden);
            } catch (SQLException e) {
                throw new IOException(DuckDb.reason(e), e);
            }
        });
    }

    private static void copy(ExportedDraws draws, DuckDBConnection database, Statement statement, Path file)
            throws SQLException {
        List<String> names = draws.names();
        statement.execute(IntStream.range(0, names.size())
                .mapToObj(k -> "q" + k + " DOUBLE")
                .collect(Collectors.joining(", ", "CREATE TABLE draws (chain INTEGER, draw INTEGER, ", ")")));
        try (DuckDBAppender appender = database.createAppender("draws")) {
            double[] row = new double[names.size()];
            for (int chain = 0; chain < draws.draws().chains(); chain++) {
                for (int draw = 0; draw < draws.draws().draws(); draw++) {
                    draws.read(chain, draw, row);
                    appender.beginRow();
                    appender.append(chain);
                    appender.append(draw);
                    for (double value : row) {
                        appender.append(value);
                    }
                    appender.endRow();
                }
            }
        }
        statement.execute(IntStream.range(0, names.size())
                .mapToObj(k -> "q" + k + " AS " + DuckDb.name(names.get(k)))
                .collect(Collectors.joining(
                        ", ",
                        "COPY (SELECT chain, draw, ",
                        " FROM draws) TO " + DuckDb.text(file) + " (FORMAT parquet)")));
    }
}
