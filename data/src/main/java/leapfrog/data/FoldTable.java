package leapfrog.data;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import leapfrog.batch.FitRecord;
import leapfrog.cv.CrossValidation;
import leapfrog.model.InputException;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Keeps what fits of a cross-validation predict of the rows that they leave out, in a ledger's table {@code predictions}. */
public final class FoldTable extends Attachment {
    private final CrossValidation validation;

    /**
     * Of one cross-validation.
     *
     * @param validation whose fits are planned by the time that they are made or recalled
     */
    public FoldTable(CrossValidation validation) {
        this.validation = validation;
    }

    @Override
    void prepare(DuckDBConnection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            // Rows are those that the model uses, from 1 on.
            statement.execute("CREATE TABLE IF NOT EXISTS predictions (fit VARCHAR NOT NULL, row INTEGER NOT NULL,"
                    + " log_density DOUBLE NOT NULL)");
        }
    }

    @Override
    Entry of(FitRecord.Fitted fit) {
        String name = fit.planned().name();
        int[] rows = validation.rows(name);
        double[] logDensities = validation.logDensities(fit);
        return database -> {
            try (DuckDBAppender appender = database.createAppender("predictions")) {
                for (int i = 0; i < rows.length; i++) {
                    appender.beginRow();
                    appender.append(name);
                    appender.append(rows[i] + 1);
                    appender.append(logDensities[i]);
                    appender.endRow();
                }
            }
        };
    }

    /**
     * Hands what is recorded to its cross-validation.
     *
     * @throws InputException if the ledger has other fits
     */
    public void recall(BatchLedger ledger) {
        Map<String, DoubleStream.Builder> known = new LinkedHashMap<>();
        ledger.query("SELECT fit, log_density FROM predictions ORDER BY fit, row", Double::toString).stream()
                .skip(1)
                .forEach(row -> known.computeIfAbsent(row.getFirst(), _ -> DoubleStream.builder())
                        .add(Double.parseDouble(row.getLast())));
        List<List<String>> fits = ledger.query("SELECT fit, status, message FROM fits", Double::toString);
        try {
            for (List<String> fit : fits.subList(1, fits.size())) {
                String name = fit.getFirst();
                if (fit.get(1).equals("failed")) {
                    validation.recallFailure(name, fit.getLast());
                } else {
                    DoubleStream.Builder of = known.getOrDefault(name, DoubleStream.builder());
                    validation.recall(
                            name, fit.get(1).equals("good"), of.build().toArray());
                }
            }
        } catch (IllegalArgumentException e) {
            throw new InputException("the ledger is of another cross-validation: " + e.getMessage(), e);
        }
    }
}
