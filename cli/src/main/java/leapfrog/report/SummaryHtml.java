package leapfrog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leapfrog.sample.SummaryRow;

/**
 * Writes a summary as a table that can be searched and sorted. The page holds all rows as data, the table the first of them; the script
 * shows the others when asked, so that thousands of quantities cost nothing until then.
 */
final class SummaryHtml {
    /** Rows in the table before the script is asked for more. */
    private static final int SHOWN = 25;
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
        StringBuilder html = new StringBuilder("<div class=\"summary\" data-shown=\"")
                .append(SHOWN)
                .append("\">\n"
                        + "<label class=\"search\" hidden>Search <input type=\"search\" placeholder=\"sd_, floor,"
                        + " …\" aria-controls=\"")
                .append(id)
                .append("\"></label>\n<div class=\"scroll\"><table id=\"")
                .append(id)
                .append("\">\n<thead><tr>");
        for (String column : nested ? with(HEADER, "nested R-hat") : HEADER) {
            html.append("<th scope=\"col\"><button type=\"button\">")
                    .append(column)
                    .append("</button></th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        rows.stream().limit(SHOWN).forEach(row -> html.append(line(row)));
        html.append("</tbody></table></div>\n<p class=\"more\" aria-live=\"polite\">");
        if (rows.size() > SHOWN) {
            html.append("The first ")
                    .append(SHOWN)
                    .append(" of ")
                    .append(rows.size())
                    .append(" quantities.");
        }
        html.append("</p>\n");
        if (summary.size() > MOST) {
            html.append("<p>The fit has ")
                    .append(summary.size())
                    .append(" quantities, of which the first ")
                    .append(MOST)
                    .append(" are here; summary.csv in its folder has all.</p>\n");
        }
        return html.append("<script type=\"application/json\">")
                .append(json(rows))
                .append("</script>\n</div>\n")
                .toString();
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

    private static String line(List<String> cells) {
        StringBuilder html = new StringBuilder("<tr><th scope=\"row\">")
                .append(Html.text(cells.getFirst()))
                .append("</th>");
        cells.subList(1, cells.size())
                .forEach(cell -> html.append("<td>").append(cell).append("</td>"));
        return html.append("</tr>\n").toString();
    }

    private static String json(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        for (List<String> row : rows) {
            StringJoiner line = new StringJoiner(",", "[", "]");
            line.add(Html.json(row.getFirst()));
            IntStream.range(1, row.size()).forEach(k -> line.add("\"" + row.get(k) + "\""));
            lines.add(line.toString());
        }
        return "[" + String.join(",\n", lines) + "]";
    }
}
