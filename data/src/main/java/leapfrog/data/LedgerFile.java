package leapfrog.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import leapfrog.batch.LedgerException;
import leapfrog.model.InputException;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBResultSetMetaData;
import org.duckdb.StatementReturnType;

/** Holds the DuckDB file of a batch's folder open: one process at a time, all that is written in transactions, and every error in words. */
final class LedgerFile implements AutoCloseable {
    private static final String NAME = "batch.duckdb";
    /** Bytes of the three headers that a database begins with; in the first stands DUCK, from byte 8 on. */
    private static final int HEADERS = 3 * 4096;

    private static final int MAGIC = 8;
    private static final int MAGIC_END = 12;

    private static final Pattern HOLDER = Pattern.compile("PID (\\d+)");

    /** Strings, quoted names and comments, in which a semicolon ends nothing. */
    private static final Pattern NO_CODE =
            Pattern.compile("'[^']*'|\"[^\"]*\"|\\$(\\w*)\\$.*?\\$\\1\\$|--[^\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    private static final String ONE_SELECT =
            "only one SELECT is possible, and nothing can be changed; for example: SELECT fit, mean, sd FROM summary";

    private final Path file;
    private final DuckDBConnection database;

    private LedgerFile(Path file, DuckDBConnection database) {
        this.file = file;
        this.database = database;
    }

    /** Steps on the database. */
    interface Steps {
        void run(DuckDBConnection database) throws SQLException;
    }

    /** What is read from the database. */
    interface Reading<T> {
        T from(DuckDBConnection database) throws SQLException;
    }

    static boolean isIn(Path folder) {
        return Files.isRegularFile(folder.resolve(NAME));
    }

    /**
     * Opens the file of a folder, both new if there are none.
     *
     * @param preparation what must be in it, made where it is not
     * @throws InputException if the folder cannot be written, holds other things, or is in use by another process
     */
    static LedgerFile open(Path folder, Steps preparation) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw FitFolder.failure(folder, e);
        }
        LedgerFile opened = new LedgerFile(folder.resolve(NAME), connected(folder));
        try (Statement statement = opened.database.createStatement()) {
            // A fit is too little for several threads: waking them up takes longer than writing it.
            statement.execute("SET threads TO 1");
            preparation.run(opened.database);
            opened.database.setAutoCommit(false);
        } catch (SQLException e) {
            opened.close();
            throw new InputException("'" + opened.file + "' is not a batch's ledger: " + DuckDb.reason(e), e);
        }
        return opened;
    }

    private static DuckDBConnection connected(Path folder) {
        Path file = folder.resolve(NAME);
        boolean fresh = !Files.exists(file);
        try {
            return DuckDb.open(file);
        } catch (SQLException e) {
            String message = String.valueOf(e.getMessage());
            if (message.contains("set lock")) {
                Matcher holder = HOLDER.matcher(message);
                throw new InputException(
                        "'" + folder + "' is in use by another process"
                                + (holder.find() ? " (" + holder.group(1) + ")" : "")
                                + "; one at a time can work on a batch",
                        e);
            }
            if (isTruncated(file)) {
                remove(file);
                if (!fresh) {
                    return connected(folder);
                }
            }
            throw new InputException("'" + file + "' cannot be opened: " + DuckDb.reason(e), e);
        }
    }

    /** Whether that is the beginning of a database, as is left where there was no room for it: it holds nothing. */
    private static boolean isTruncated(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] head = in.readNBytes(HEADERS);
            return head.length < HEADERS
                    && !holdsSomething(file.resolveSibling(NAME + ".wal"))
                    && (head.length == 0
                            || head.length >= MAGIC_END
                                    && new String(head, MAGIC, MAGIC_END - MAGIC, StandardCharsets.US_ASCII)
                                            .equals("DUCK")
                            || IntStream.range(0, head.length).allMatch(i -> head[i] == 0));
        } catch (IOException e) {
            return false;
        }
    }

    private static boolean holdsSomething(Path log) throws IOException {
        return Files.exists(log) && Files.size(log) > 0;
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new InputException("'" + file + "' is no database and cannot be removed", e);
        }
    }

    /** Writes all of it or nothing. */
    synchronized void write(Steps steps) {
        try {
            steps.run(database);
            database.commit();
        } catch (SQLException e) {
            try {
                database.rollback();
            } catch (SQLException other) {
                e.addSuppressed(other);
            }
            throw new LedgerException(
                    "'" + file + "' cannot be written: " + DuckDb.reason(e)
                            + "; the fits that are recorded are safe, and the same command goes on when there is room",
                    e);
        }
    }

    /** Reads what a batch itself has written. */
    synchronized <T> T read(Reading<T> reading) {
        try {
            return reading.from(database);
        } catch (SQLException e) {
            throw new InputException("'" + file + "' cannot be read: " + DuckDb.reason(e), e);
        }
    }

    /**
     * What a query says, a header line first; whatever it changes is undone.
     *
     * @param number shows numbers that are not whole
     * @throws InputException if it is not one query
     */
    synchronized List<List<String>> query(String sql, DoubleFunction<String> number) {
        // To prepare several statements is to run all but the last.
        if (NO_CODE.matcher(sql).replaceAll(" ").replaceFirst("[;\\s]+$", "").contains(";")) {
            throw new InputException(ONE_SELECT);
        }
        List<List<String>> lines = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(sql);
                ResultSet rows = answer(statement)) {
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

    private static ResultSet answer(PreparedStatement statement) throws SQLException {
        DuckDBResultSetMetaData said = statement.getMetaData().unwrap(DuckDBResultSetMetaData.class);
        if (said.getReturnType() != StatementReturnType.QUERY_RESULT) {
            throw new InputException(ONE_SELECT);
        }
        return statement.executeQuery();
    }

    @Override
    public void close() {
        try {
            database.close();
        } catch (SQLException e) {
            throw new LedgerException("'" + file + "' cannot be closed: " + DuckDb.reason(e), e);
        }
    }
}
