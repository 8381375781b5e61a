package leapfrog.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.sample.SummaryRow;

/** Writes and reads {@code summary.csv}: every double in the shortest digits that read back to it, {@code NaN}, {@code Inf}. */
final class SummaryCsv {
    private static final List<String> COLUMNS = List.of(
            "parameter",
            "mean",
            "sd",
            "q5",
            "q25",
            "q50",
            "q75",
            "q95",
            "mcse_mean",
            "mcse_sd",
            "ess_bulk",
            "ess_tail",
            "rhat");

    /** A further column, of fits that are judged by it. */
    private static final String NESTED = "rhat_nested";

    private SummaryCsv() {}

    static void write(Path file, List<SummaryRow> rows) throws IOException {
        boolean nested = rows.stream().anyMatch(row -> !Double.isNaN(row.rhatNested()));
        StringBuilder csv = new StringBuilder(String.join(",", columns(nested))).append('\n');
        for (SummaryRow row : rows) {
            csv.append(quoted(row.parameter()));
            for (double number : numbers(row)) {
                csv.append(',').append(number(number));
            }
            if (nested) {
                csv.append(',').append(number(row.rhatNested()));
            }
            csv.append('\n');
        }
        Files.writeString(file, csv);
    }

    private static List<String> columns(boolean nested) {
        return nested ? Stream.concat(COLUMNS.stream(), Stream.of(NESTED)).toList() : COLUMNS;
    }

    /** As R reads it. */
    static String number(double number) {
        return Double.isInfinite(number) ? number < 0 ? "-Inf" : "Inf" : Double.toString(number);
    }

    private static double[] numbers(SummaryRow row) {
        return new double[] {
            row.mean(),
            row.sd(),
            row.q5(),
            row.q25(),
            row.q50(),
            row.q75(),
            row.q95(),
            row.mcseMean(),
            row.mcseSd(),
            row.essBulk(),
            row.essTail(),
            row.rhat()
        };
    }

    static String quoted(String text) {
        boolean plain = text.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_.:[]()-".indexOf(c) >= 0);
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    static List<SummaryRow> read(Path file) {
        Table table = CsvTable.read(file);
        List<String> columnNames = columns(table.names().contains(NESTED));
        if (!table.names().equals(columnNames) || !(table.find("parameter") instanceof Column.Text names)) {
            throw ZarrReader.damaged(file, "should have the columns " + String.join(",", COLUMNS));
        }
        double[][] columns = new double[columnNames.size() - 1][];
        for (int k = 0; k < columns.length; k++) {
            if (!(table.find(columnNames.get(k + 1)) instanceof Column.Numbers numbers)) {
                throw ZarrReader.damaged(file, "has text in the column " + columnNames.get(k + 1));
            }
            columns[k] = numbers.values();
        }
        List<SummaryRow> rows = new ArrayList<>();
        for (int i = 0; i < table.rows(); i++) {
            String name = names.values()[i];
            if (name == null) {
                throw ZarrReader.damaged(file, "lacks the name of parameter " + (i + 1));
            }
            double[] v = new double[columns.length];
            for (int k = 0; k < v.length; k++) {
                v[k] = columns[k][i];
            }
            double nested = v.length > 12 ? v[12] : Double.NaN;
            rows.add(new SummaryRow(
                    name, v[0], v[1], v[2], v[3], v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11], nested));
        }
        return rows;
    }
}
