package leapfrog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import leapfrog.sample.SummaryRow;

/** Writes a summary as a table that can be searched and sorted. */
final class SummaryHtml {
    /** Most rows that a page holds. */
    private static final int MOST = 8000;

    private static final List<String> HEADER =
            List.of("quantity", "mean", "sd", "5 %", "median", "95 %", "MCSE", "bulk ESS", "tail ESS", "R-hat");

    private SummaryHtml() {}

    static String of(List<SummaryRow> summary, String id) {
        boolean nested = summary.stream().anyMatch(row -> !Double.isNaN(row.rhatNested()));
        List<List<String>> rows = summary.stream()
                .limit(MOST)
                .map(row -> nested ? with(cells(row), Decimals.three(row.rhatNested())) : cells(row))
                .toList();
        String table = SearchableTable.of(nested ? with(HEADER, "nested R-hat") : HEADER, rows, id);
        return summary.size() <= MOST
                ? table
                : table + "<p>The fit has " + summary.size() + " quantities, of which the first " + MOST
                        + " are here; summary.csv in its folder has all.</p>\n";
    }

    private static List<String> with(List<String> cells, String last) {
        return Stream.concat(cells.stream(), Stream.of(last)).toList();
    }

    private static List<String> cells(SummaryRow row) {
        double error = row.mcseMean();
        List<String> cells = new ArrayList<>(List.of(
                Decimals.of(row.mean(), error),
                Decimals.of(row.sd(), row.mcseSd()),
                Decimals.of(row.q5(), error),
                Decimals.of(row.q50(), error),
                Decimals.of(row.q95(), error),
                Decimals.of(error, error),
                Decimals.whole(row.essBulk()),
                Decimals.whole(row.essTail()),
                Decimals.three(row.rhat())));
        cells.replaceAll(cell -> cell.equals("NaN") ? "–" : cell);
        cells.addFirst(row.parameter());
        return cells;
    }
}
