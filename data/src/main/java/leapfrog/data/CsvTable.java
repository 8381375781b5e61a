package leapfrog.data;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
        CsvSource source = CsvSource.of(file);
        List<CsvColumn> columns = source.read(CsvColumn::detecting);
        List<CsvColumn> again = columns;
        if (columns.stream().anyMatch(CsvColumn::needsText)) {
            // Text that began with numbers: their spelling is only in the file.
            again = source.read(index -> CsvColumn.rereading(columns.get(index)));
        }
        Map<String, Table.Column> named = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            CsvColumn column = columns.get(i).needsText() ? again.get(i) : columns.get(i);
            named.put(source.names().get(i), column.finish());
        }
        return Table.of(named);
    }
}
