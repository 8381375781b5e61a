package leapfrog.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import leapfrog.model.InputException;
import leapfrog.model.Table;

/**
 * Reads a table from a CSV file (RFC 4180, UTF-8, comma-separated, a header line).
 *
 * <ul>
 *   <li>A field is missing if it is empty, {@code NA}, {@code NaN} or {@code nan}, quoted or not.
 *   <li>A column is numbers if every field that is not missing is a decimal number ({@code 1}, {@code -.5}, {@code 6e-3}) or
 *       {@code inf}, {@code infinity} in any case, with or without a sign; else it is text. A column of missing values alone is
 *       numbers.
 *   <li>Blanks around a field that is not quoted do not count; empty lines are passed over.
 *   <li>A byte order mark, CRLF, and quotes, commas and line breaks inside quotes are understood.
 * </ul>
 */
public final class CsvTable {
    private CsvTable() {}

    /**
     * Reads all rows of a file; a pipe is read into memory first.
     *
     * @throws InputException if the file cannot be read or is not such a table: with the file, the line and what would be right
     */
    public static Table read(Path file) {
        return read(file, name -> false);
    }

    /** @param text names of columns that are text whatever they hold */
    static Table read(Path file, Predicate<String> text) {
        CsvSource source = CsvSource.of(file);
        List<CsvColumn> columns = source.read(CsvColumn::detecting);
        boolean[] lost = new boolean[columns.size()];
        boolean any = false;
        for (int i = 0; i < lost.length; i++) {
            lost[i] = columns.get(i).needsText(text.test(source.names().get(i)));
            any |= lost[i];
        }
        // The spelling of numbers is only in the file.
        List<CsvColumn> again =
                any ? source.read(index -> lost[index] ? CsvColumn.ofText() : CsvColumn.ignored()) : columns;
        Map<String, Table.Column> named = new LinkedHashMap<>();
        for (int i = 0; i < lost.length; i++) {
            named.put(source.names().get(i), (lost[i] ? again : columns).get(i).finish());
        }
        return Table.of(named);
    }
}
