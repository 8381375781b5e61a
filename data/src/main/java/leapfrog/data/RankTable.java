package leapfrog.data;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import leapfrog.batch.FitRecord;
import leapfrog.sbc.Rank;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Keeps the ranks of true values in a ledger's table {@code ranks}. */
public final class RankTable extends Attachment {
    private final Function<FitRecord.Fitted, List<Rank>> ranks;

    /**
     * The ranks of one study.
     *
     * @param ranks those of a fit
     */
    public RankTable(Function<FitRecord.Fitted, List<Rank>> ranks) {
        this.ranks = ranks;
    }

    @Override
    void prepare(DuckDBConnection database) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS ranks (fit VARCHAR NOT NULL, parameter VARCHAR NOT NULL,"
                    + " truth DOUBLE NOT NULL, rank INTEGER NOT NULL)");
        }
    }

    @Override
    Entry of(FitRecord.Fitted fit) {
        List<Rank> some = ranks.apply(fit);
        return database -> {
            try (DuckDBAppender appender = database.createAppender("ranks")) {
                for (Rank rank : some) {
                    appender.beginRow();
                    appender.append(fit.planned().name());
                    appender.append(rank.quantity());
                    appender.append(rank.truth());
                    appender.append(rank.rank());
                    appender.endRow();
                }
            }
        };
    }

    /**
     * How many true values of each quantity have which rank.
     *
     * @param most the largest rank
     * @return [most + 1] by quantity, in the order in which the first fit had them
     */
    public static Map<String, int[]> counts(BatchLedger ledger, int most) {
        Map<String, int[]> counts = new LinkedHashMap<>();
        ledger
                .query(
                        "SELECT parameter, rank, count(*) FROM ranks GROUP BY parameter, rank"
                                + " ORDER BY min(min(rowid)) OVER (PARTITION BY parameter), rank",
                        Double::toString)
                .stream()
                .skip(1)
                .forEach(row ->
                        counts.computeIfAbsent(row.getFirst(), _ -> new int[most + 1])[Integer.parseInt(row.get(1))] =
                                Integer.parseInt(row.getLast()));
        return counts;
    }
}
