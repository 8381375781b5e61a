package leapfrog.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table as a CSV file that {@link CsvTable} reads back: every number in the shortest digits that read back to it, a missing value as
 * {@code NA}, text in quotes where it must be. The file appears whole or not at all.
 */
public final class CsvFile {
    private CsvFile() {}

    /**
     * Refuses a place that is taken, before work is done for it.
     *
     * @param overwrite whether a file that is there may be replaced
     */
    public static void check(Path file, boolean overwrite) {
        WholeFile.check(file, overwrite);
        FitFolder.requireNoPart(file);
        Path parent = file.toAbsolutePath().getParent();
        if (parent != null && !Files.isDirectory(parent)) {
            throw new InputException("'" + file + "' cannot be written: there is no folder '" + parent + "'");
        }
    }

    /**
     * Writes a table.
     *
     * @throws InputException if the file cannot be written
     */
    public static void write(Path file, Table table) {
        WholeFile.write(file, true, growing -> {
            try (BufferedWriter writer = Files.newBufferedWriter(growing)) {
                write(writer, table);
            }
        });
    }

    private static void write(BufferedWriter writer, Table table) throws IOException {
        List<Column> columns = table.names().stream()
                .map(name -> Objects.requireNonNull(table.find(name)))
                .toList();
        writer.write(table.names().stream().map(CsvFile::text).collect(Collectors.joining(",")));
        writer.write('\n');
        for (int row = 0; row < table.rows(); row++) {
            for (int k = 0; k < columns.size(); k++) {
                writer.write(k == 0 ? "" : ",");
                writer.write(field(columns.get(k), row));
            }
            writer.write('\n');
        }
    }

    private static String field(Column column, int row) {
        return switch (column) {
            case Column.Numbers(double[] values) -> number(values[row]);
            case Column.Text(@Nullable String[] values) -> text(values[row]);
        };
    }

    private static String number(double value) {
        if (Double.isNaN(value)) {
            return "NA";
        }
        if (Double.isInfinite(value)) {
            return value < 0 ? "-Inf" : "Inf";
        }
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }

    private static String text(@Nullable String value) {
        if (value == null) {
            return "NA";
        }
        boolean plain = value.equals(value.strip()) && value.chars().noneMatch(c -> ",\"\n\r".indexOf(c) >= 0);
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
