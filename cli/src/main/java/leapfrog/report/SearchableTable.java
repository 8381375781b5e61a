package leapfrog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import java.util.stream.IntStream;

/**
 * Writes a table of quantities that can be searched and sorted. The page holds all rows as data, the table the first of them; the script shows the
 * others when asked, so that thousands of quantities cost nothing until then.
 */
final class SearchableTable {
    /** Rows in the table before the script is asked for more. */
    private static final int SHOWN = 25;

    private SearchableTable() {}

    /**
     * @param header of each column
     * @param rows each a quantity's name and numbers
     */
    static String of(List<String> header, List<List<String>> rows, String id) {
        StringBuilder html = new StringBuilder("<div class=\"summary\" data-shown=\"")
                .append(SHOWN)
                .append("\">\n"
                        + "<label class=\"search\" hidden>Search <input type=\"search\" placeholder=\"sd_, floor,"
                        + " …\" aria-controls=\"")
                .append(id)
                .append("\"></label>\n<div class=\"scroll\"><table id=\"")
                .append(id)
                .append("\">\n<thead><tr>");
        for (String column : header) {
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
        return html.append("</p>\n<script type=\"application/json\">")
                .append(json(rows))
                .append("</script>\n</div>\n")
                .toString();
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
