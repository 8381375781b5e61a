package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import leapfrog.batch.FitRecord;
import leapfrog.batch.Ledger;
import leapfrog.batch.LedgerException;
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
    private static final String FILE = "batch.duckdb";
    private static final Pattern HOLDER = Pattern.compile("PID (\\d+)");
    private static final List<String> TABLES = List.of(
            "CREATE TABLE IF NOT EXISTS settings (name VARCHAR PRIMARY KEY, value VARCHAR NOT NULL)",
            "CREATE TABLE IF NOT EXISTS sets (name VARCHAR NOT NULL, sha256 VARCHAR NOT NULL)",
            "CREATE TABLE IF NOT EXISTS fits (" + FitColumn.declarations() + ")",
            "CREATE TABLE IF NOT EXISTS summary (fit VARCHAR NOT NULL, parameter VARCHAR NOT NULL, "
                    + LedgerRows.numberDeclarations() + ")");

    private final Path folder;
    private final DuckDBConnection database;
    private final List<Attachment> attachments;
    private @Nullable PreparedStatement insertion;

    private BatchLedger(Path folder, DuckDBConnection database, List<Attachment> attachments) {
        this.folder = folder;
        this.database = database;
        this.attachments = List.copyOf(attachments);
    }

    /** Whether a folder holds a batch. */
    public static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
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
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FitFolder.failure(folder, e);
        }
        BatchLedger ledger = connected(folder, attachments);
        try (Statement statement = ledger.database.createStatement()) {
            // A fit is too little for several threads: waking them up takes longer than writing it.
            statement.execute("SET threads TO 1");
            for (String table : TABLES) {
                statement.execute(table);
            }
            for (Attachment attachment : ledger.attachments) {
                attachment.prepare(ledger.database);
            }
            ledger.database.setAutoCommit(false);
        } catch (SQLException e) {
            ledger.close();
            throw new InputException("'" + folder.resolve(FILE) + "' is not a batch's ledger: " + DuckDb.reason(e), e);
        }
        return ledger;
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

    private static BatchLedger connected(Path folder, List<Attachment> attachments) {
        try {
            DuckDBConnection database = DuckDb.open(folder.resolve(FILE));
            return new BatchLedger(folder, database, attachments);
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("lock")) {
                Matcher holder = HOLDER.matcher(message);
                throw new InputException(
                        "'" + folder + "' is in use by another process"
                                + (holder.find() ? " (" + holder.group(1) + ")" : "")
                                + "; one at a time can work on a batch",
                        e);
            }
            throw new InputException("'" + folder.resolve(FILE) + "' cannot be opened: " + DuckDb.reason(e), e);
        }
    }

    /** The settings that were put, in that order. */
    public Map<String, String> settings() {
        Map<String, String> settings = new LinkedHashMap<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, value FROM settings ORDER BY rowid")) {
            while (rows.next()) {
                settings.put(rows.getString(1), rows.getString(2));
            }
            return settings;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    /** Keeps settings, over those that are there. */
    public synchronized void put(Map<String, String> settings) {
        inOneTransaction(() -> {
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
        Map<String, String> sets = new LinkedHashMap<>();
        query("SELECT name, sha256 FROM sets ORDER BY rowid", Double::toString).stream()
                .skip(1)
                .forEach(row -> sets.put(row.getFirst(), row.getLast()));
        return sets;
    }

    /** Keeps data sets in the place of those that are there. */
    public synchronized void putSets(Map<String, String> sets) {
        inOneTransaction(() -> {
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
        inOneTransaction(() -> {
            try (Statement statement = database.createStatement()) {
                statement.execute("CHECKPOINT");
            }
        });
    }

    /** How many fits there are of each status: good, bad, failed. */
    public Map<String, Integer> counts() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        query("SELECT status, count(*) FROM fits GROUP BY status ORDER BY status", Double::toString).stream()
                .skip(1)
                .forEach(row -> counts.put(row.getFirst(), Integer.parseInt(row.getLast())));
        return counts;
    }

    /**
     * What a query says, a header line first; whatever it changes is undone.
     *
     * @param number shows numbers that are not whole
     * @throws InputException if it is not a query
     */
    public synchronized List<List<String>> query(String sql, DoubleFunction<String> number) {
        List<List<String>> lines = new ArrayList<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            int columns = rows.getMetaData().getColumnCount();
            List<String> header = new ArrayList<>();
            for (int k = 1; k <= columns; k++) {
                header.add(rows.getMetaData().getColumnName(k));
            }
            lines.add(header);
            while (rows.next()) {
                List<String> line = new ArrayList<>();
                for (int k = 1; k <= columns; k++) {
                    Object value = rows.getObject(k);
                    line.add(value == null ? "" : value instanceof Double d ? number.apply(d) : value.toString());
                }
                lines.add(line);
            }
            database.rollback();
            return lines;
        } catch (SQLException e) {
            throw new InputException("the query fails: " + DuckDb.reason(e), e);
        }
    }

    @Override
    public Set<String> recorded() {
        Set<String> names = new HashSet<>();
        try (Statement statement = database.createStatement();
                ResultSet rows = statement.executeQuery("SELECT fit FROM fits")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        } catch (SQLException e) {
            throw unreadable(e);
        }
    }

    @Override
    public void record(FitRecord fit) {
        List<Attachment.Entry> more = fit instanceof FitRecord.Fitted fitted
                ? attachments.stream().map(attachment -> attachment.of(fitted)).toList()
                : List.of();
        record(fit, more);
    }

    private synchronized void record(FitRecord fit, List<Attachment.Entry> more) {
        inOneTransaction(() -> {
            PreparedStatement insertion = insertion();
            FitColumn.fill(insertion, fit);
            insertion.execute();
            if (fit instanceof FitRecord.Fitted fitted) {
                append(fitted.planned().name(), fitted.summary());
            }
            for (Attachment.Entry entry : more) {
                entry.write(database);
            }
        });
    }

    /** Kept, for making it takes as long as executing it. */
    private PreparedStatement insertion() throws SQLException {
        PreparedStatement made = insertion;
        if (made == null) {
            made = database.prepareStatement(FitColumn.insertion());
            insertion = made;
        }
        return made;
    }

    private void append(String fit, List<SummaryRow> summary) throws SQLException {
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
    public synchronized int forget(Set<String> statuses) {
        String these = statuses.stream().map(status -> "'" + status + "'").collect(Collectors.joining(", ", "(", ")"));
        String fits = "(SELECT fit FROM fits WHERE status IN " + these + ")";
        int[] count = new int[1];
        inOneTransaction(() -> {
            try (Statement statement = database.createStatement()) {
                for (String table : ofFits()) {
                    statement.execute("DELETE FROM " + table + " WHERE fit IN " + fits);
                }
                count[0] = statement.executeUpdate("DELETE FROM fits WHERE status IN " + these);
            }
        });
        return count[0];
    }

    /** The tables besides {@code fits} that have a column {@code fit}. */
    private List<String> ofFits() throws SQLException {
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

    /** A step of a transaction. */
    private interface Step {
        void run() throws SQLException;
    }

    private void inOneTransaction(Step step) {
        try {
            step.run();
            database.commit();
        } catch (SQLException e) {
            try {
                database.rollback();
            } catch (SQLException other) {
                e.addSuppressed(other);
            }
            throw new LedgerException(
                    "'" + folder.resolve(FILE) + "' cannot be written: " + DuckDb.reason(e)
                            + "; the fits that are recorded are safe, and the same command goes on when there is room",
                    e);
        }
    }

    private InputException unreadable(SQLException e) {
        return new InputException("'" + folder.resolve(FILE) + "' cannot be read: " + DuckDb.reason(e), e);
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new LedgerException("'" + folder.resolve(FILE) + "' cannot be closed: " + DuckDb.reason(e), e);
        }
    }
}
