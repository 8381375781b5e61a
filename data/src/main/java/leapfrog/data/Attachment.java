package leapfrog.data;

import java.sql.SQLException;
import leapfrog.batch.FitRecord;
import org.duckdb.DuckDBConnection;

/** Keeps more of each fit of a ledger than its row and its summary, in the same transaction. */
public abstract sealed class Attachment permits DrawFiles, FoldTable, RankTable {
    /** Something that is kept of one fit. */
    interface Entry {
        void write(DuckDBConnection database) throws SQLException;
    }

    /** Makes what entries go into, where it is not there yet. */
    abstract void prepare(DuckDBConnection database) throws SQLException;

    /** What is kept of a fit; computed before the transaction begins, on any thread. */
    abstract Entry of(FitRecord.Fitted fit);
}
