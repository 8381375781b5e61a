package leapfrog.data;

import java.nio.file.Path;
import java.util.Locale;
import leapfrog.model.Table;

/** Reads a table from a file: Parquet if its name ends with {@code .parquet}, else CSV. */
public final class TableFile {
    private TableFile() {}

    /**
     * Reads all rows.
     *
     * @throws leapfrog.model.InputException if the file cannot be read or is not such a table
     */
    public static Table read(Path file) {
        boolean parquet = file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
        return parquet ? ParquetTable.read(file) : CsvTable.read(file);
    }
}
