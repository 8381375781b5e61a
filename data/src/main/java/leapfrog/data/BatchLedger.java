package leapfrog.data;

import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.stream.Collectors;
import leapfrog.batch.FitRecord;
import leapfrog.batch.Ledger;
import leapfrog.model.InputException;
import leapfrog.sample.SummaryRow;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a batch in an embedded DuckDB file in its folder: its settings, a row a fit, and a row a quantity of each fit. A fit is one transaction, so
 * that a process that is killed leaves whole fits alone.
 */
public final class BatchLedger implements Ledger, AutoCloseable {
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS settings (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
            "CREATE TABLE IF NOT EXISTS sets (name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL)",
            "CREATE TABLE IF NOT EXISTS fits (" + FitColumn.declarations() + ")",
            "CREATE TABLE IF NOT EXISTS summary (fit VARCHAR NOT NULL, parameter VARCHAR NOT NULL, "
                    + LedgerRows.numberDeclarations() + ")");

    private final LedgerFile file;
    private final List<Attachment> attachments;
    private @Nullable PreparedStatement insertion;

    private BatchLedger(LedgerFile file, List<Attachment> attachments) {
        this.file = file;
        this.attachments = attachments;
    }

    /** Whether a folder holds a batch. */
    public static boolean isIn(Path folder) {
        return LedgerFile.isIn(folder);
    }

    /**
     * Opens the ledger of a folder, a new one if there is none.
     *
     * @throws InputException if the folder cannot be written, holds other things, or is in use by another process
     */
    public static BatchLedger open(Path folder) {
        return open(folder, List.of());
    }

    /**
     * The same, which keeps more of each fit.
     *
     * @throws InputException as {@link #open(Path)}
     */
    public static BatchLedger open(Path folder, List<Attachment> attachments) {
        List<Attachment> all = List.copyOf(attachments);
        LedgerFile file = LedgerFile.open(folder, database -> {
            try (Statement statement = database.createStatement()) {
                for (String table : TABLES) {
                    statement.execute(table);
                }
            }
            for (Attachment attachment : all) {
                attachment.prepare(database);
            }
        });
        return new BatchLedger(file, all);
    }

    /**
     * Opens a ledger that is there.
     *
     * @throws InputException if there is none, or it is in use by another process
     */
    public static BatchLedger existing(Path folder) {
        if (!isIn(folder)) {
            throw new InputException("'" + folder + "' holds no batch; 'leapfrog batch DATA FORMULA --by COLUMN --out "
                    + folder + "' makes one");
        }
        return open(folder);
    }

    /** The settings that were put, in that order. */
    public Map<String, String> settings() {
        return texts("SELECT name, value FROM settings ORDER BY rowid");
    }

    /** Keeps settings, over those that are there. */
    public void put(Map<String, String> settings) {
        file.write(database -> {
            try (PreparedStatement insert =
                    database.prepareStatement("INSERT OR REPLACE INTO settings VALUES (?, ?)")) {
                for (Map.Entry<String, String> setting : settings.entrySet()) {
                    insert.setString(1, setting.getKey());
                    insert.setString(2, setting.getValue());
                    insert.execute();
                }
            }
        });
    }

    /** The data sets that were put: what tells their contents apart, by name. */
    public Map<String, String> sets() {
        return texts("SELECT name, sha256 FROM sets ORDER BY rowid");
    }

    /** Keeps data sets in the place of those that are there. */
    public void putSets(Map<String, String> sets) {
        file.write(database -> {
            try (Statement statement = database.createStatement()) {
                statement.execute("DELETE FROM sets");
            }
            try (DuckDBAppender appender = database.createAppender("sets")) {
                for (Map.Entry<String, String> set : sets.entrySet()) {
                    appender.beginRow();
                    appender.append(set.getKey());
                    appender.append(set.getValue());
                    appender.endRow();
                }
            }
        });
        // They are many; from here on the log that a killed process leaves is of fits.
        file.write(database -> {
            try (Statement statement = database.createStatement()) {
                statement.execute("CHECKPOINT");
            }
        });
    }

    /** How many fits there are of each status: good, bad, failed. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        texts("SELECT status, count(*) FROM fits GROUP BY status ORDER BY status")
                .forEach((status, count) -> counts.put(status, Integer.valueOf(count)));
        return counts;
    }

    /** The second column of a query by its first, in its order. */
    private Map<String, String> texts(String sql) {
        return file.read(database -> {
            Map<String, String> texts = new LinkedHashMap<>();
            try (Statement statement = database.createStatement();
                    ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    texts.put(rows.getString(1), rows.getString(2));
                }
            }
            return texts;
        });
    }

    /**
     * What a query says, a header line first; whatever it changes is undone.
     *
     * @param number shows numbers that are not whole
     * @throws InputException if it is not a query
     */
    public List<List<String>> query(String sql, DoubleFunction<String> number) {
        return file.query(sql, number);
    }

    @Override
    public Set<String> recorded() {
        return names("SELECT fit FROM fits");
    }

    /**
     * Names of the fits that stay where those of some statuses are made again.
     *
     * @param statuses as in {@link #forget}
     */
    public Set<String> recordedBut(Set<String> statuses) {
        return names("SELECT fit FROM fits WHERE status NOT IN " + listed(statuses));
    }

    private Set<String> names(String query) {
        return file.read(database -> {
            Set<String> names = new HashSet<>();
            try (Statement statement = database.createStatement();
                    ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    names.add(rows.getString(1));
                }
            }
            return names;
        });
    }

    @Override
    public void record(FitRecord fit) {
        List<Attachment.Entry> more = fit instanceof FitRecord.Fitted fitted
                ? attachments.stream().map(attachment -> attachment.of(fitted)).toList()
                : List.of();
        file.write(database -> {
            PreparedStatement insertion = insertion(database);
            FitColumn.fill(insertion, fit);
            insertion.execute();
            if (fit instanceof FitRecord.Fitted fitted) {
                append(database, fitted.planned().name(), fitted.summary());
            }
            for (Attachment.Entry entry : more) {
                entry.write(database);
            }
        });
    }

    /** Kept, for making it takes as long as executing it. Called by one thread at a time. */
    private PreparedStatement insertion(DuckDBConnection database) throws SQLException {
        PreparedStatement made = insertion;
        if (made == null) {
            made = database.prepareStatement(FitColumn.insertion());
            insertion = made;
        }
        return made;
    }

    private static void append(DuckDBConnection database, String fit, List<SummaryRow> summary) throws SQLException {
        try (DuckDBAppender appender = database.createAppender("summary")) {
            for (SummaryRow row : summary) {
                appender.beginRow();
                appender.append(fit);
                appender.append(row.parameter());
                append(appender, LedgerRows.numbers(row));
                appender.endRow();
            }
        }
    }

    private static void append(DuckDBAppender appender, double[] values) throws SQLException {
        for (double value : values) {
            if (Double.isNaN(value)) {
                appender.appendNull();
            } else {
                appender.append(value);
            }
        }
    }

    /**
     * Forgets fits, so that they are made again.
     *
     * @param statuses good, bad, failed
     * @return how many there were
     */
    public int forget(Set<String> statuses) {
        String these = listed(statuses);
        String fits = "(SELECT fit FROM fits WHERE status IN " + these + ")";
        int[] count = new int[1];
        file.write(database -> {
            try (Statement statement = database.createStatement()) {
                for (String table : ofFits(database)) {
                    statement.execute("DELETE FROM " + table + " WHERE fit IN " + fits);
                }
                count[0] = statement.executeUpdate("DELETE FROM fits WHERE status IN " + these);
            }
        });
        return count[0];
    }

    private static String listed(Set<String> statuses) {
        return statuses.stream().map(status -> "'" + status + "'").collect(Collectors.joining(", ", "(", ")"));
    }

    /** The tables besides {@code fits} that have a column {@code fit}. */
    private static List<String> ofFits(DuckDBConnection database) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT table_name FROM information_schema.columns WHERE"
                        + " column_name = 'fit' AND table_name <> 'fits' ORDER BY table_name")) {
            while (rows.next()) {
                tables.add(DuckDb.name(rows.getString(1)));
            }
        }
        return tables;
    }

    @Override
    public void close() {
        file.close();
    }
}
