package leapfrog.data;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Predicate;
import leapfrog.model.InputException;
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
        return read(file, name -> false);
    }

    /**
     * Reads all rows of a table that belongs to another: columns that are text there are text here, even if they look like numbers, so
     * that the label {@code 001} keeps its zeros.
     *
     * @throws leapfrog.model.InputException as {@link #read(Path)}
     */
    public static Table readLike(Table other, Path file) {
        return read(file, name -> other.find(name) instanceof Table.Column.Text);
    }

    /** Whether a file's name is a table's, whatever it holds. */
    public static boolean isNamed(Path file) {
        return file.toString().matches("(?i).*[.](csv|parquet)");
    }

    private static Table read(Path file, Predicate<String> text) {
        if (Files.isSymbolicLink(file) && !Files.exists(file)) {
            throw new InputException("'" + file + "' is a link that leads to no file");
        }
        boolean parquet = file.toString().toLowerCase(Locale.ROOT).endsWith(".parquet");
        return parquet ? ParquetTable.read(file, text) : CsvTable.read(file, text);
    }
}
