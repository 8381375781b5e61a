package leapfrog.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import leapfrog.batch.FitRecord;
import leapfrog.batch.FitSeed;
import leapfrog.batch.LedgerException;
import leapfrog.model.InputException;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;
import org.duckdb.DuckDBConnection;

/**
 * Keeps thinned draws of each fit as Parquet in the folder {@code draws} beside a ledger. A file appears whole; it counts when the ledger's table {@code
 * draws} names it, which it does from the fit's transaction on.
 */
public final class DrawFiles extends Attachment {
    /** The folder, and the table. */
    static final String NAME = "draws";

    /** Letters of a file's name before its end; file systems take 255 bytes. */
    private static final int LONGEST = 150;

    private final Path folder;
    private final int wanted;

    /**
     * Files of one batch.
     *
     * @param folder of the ledger
     * @param wanted draws of each fit, of all chains together, at least that many where it has them
     */
    public DrawFiles(Path folder, int wanted) {
        this.folder = folder;
        this.wanted = wanted;
    }

    @Override
    void prepare(DuckDBConnection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS draws (fit VARCHAR NOT NULL, file VARCHAR NOT NULL, draws"
                    + " INTEGER NOT NULL)");
        }
    }

    @Override
    Entry of(FitRecord.Fitted fitted) {
        Fit fit = fitted.fit();
        int each = Math.ceilDiv(wanted, fit.draws().chains());
        Draws thinned = fit.draws().thinned(Math.max(1, fit.draws().draws() / each));
        String file = NAME + "/" + fileName(fitted.planned().name());
        try {
            DrawsParquet.write(folder.resolve(file), fit.with(thinned), true);
        } catch (InputException e) {
            throw new LedgerException(
                    e.getMessage() + "; the fits that are recorded are safe, and the same command goes on when there is"
                            + " room",
                    e);
        }
        return database -> {
            try (PreparedStatement insert = database.prepareStatement("INSERT INTO draws VALUES (?, ?, ?)")) {
                insert.setString(1, fitted.planned().name());
                insert.setString(2, file);
                insert.setInt(3, thinned.chains() * thinned.draws());
                insert.execute();
            }
        };
    }

    /** A fit's name with %XX for each byte that is no letter, digit, or one of {@code ._-}; long ones end with a hash. */
    static String fileName(String fit) {
        StringBuilder name = new StringBuilder();
        for (byte b : fit.getBytes(StandardCharsets.UTF_8)) {
            boolean plain =
                    b >= '0' && b <= '9' || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' || b == '_' || b == '-';
            name.append(plain || b == '.' && !name.isEmpty() ? String.valueOf((char) b) : String.format("%%%02X", b));
        }
        return (name.length() <= LONGEST
                        ? name.toString()
                        : name.substring(0, LONGEST) + "-" + Long.toHexString(FitSeed.of(0, fit)))
                + ".parquet";
    }
}
