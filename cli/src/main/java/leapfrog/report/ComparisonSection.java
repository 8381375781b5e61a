package leapfrog.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.LinearPredictor;
import leapfrog.model.Variable;
import leapfrog.sample.Diagnosis;
import leapfrog.sample.SummaryRow;

/** Writes several fits side by side: how they went, how well they predict, and what they say of the same quantities. */
final class ComparisonSection {
    /** Arrays up to this size are compared. */
    private static final int SMALL = 8;

    private final List<ReportedFit> fits;
    private final Ranking ranking;

    ComparisonSection(List<ReportedFit> fits, Ranking ranking) {
        this.fits = fits;
        this.ranking = ranking;
    }

    String html() {
        return "<section id=\"comparison\">\n<h2>Side by side</h2>\n" + runs() + new RankingHtml(fits, ranking)
                + quantities() + "</section>\n";
    }

    private String runs() {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table class=\"runs\">\n<thead><tr>");
        for (String column : List.of(
                "fit",
                "formula",
                "rows",
                "coordinates",
                "draws",
                "divergences",
                "R-hat",
                "bulk ESS",
                "RMSD",
                "seconds")) {
            html.append("<th scope=\"col\">").append(column).append("</th>");
        }
        html.append("</tr></thead>\n<tbody>\n");
        for (int k = 0; k < fits.size(); k++) {
            ReportedFit fit = fits.get(k);
            Diagnosis diagnosis = fit.saved().diagnosis();
            html.append("<tr><th scope=\"row\"><a href=\"#fit-")
                    .append(k + 1)
                    .append("\">")
                    .append(Html.text(fit.name()))
                    .append("</a></th><td class=\"words\"><code>")
                    .append(Html.text(fit.model().design().formula()))
                    .append("</code></td>");
            for (String cell : List.of(
                    Integer.toString(fit.saved().fit().run().rows()),
                    Integer.toString(fit.model().dimension()),
                    fit.saved().fit().draws().chains() + " × "
                            + fit.saved().fit().draws().draws(),
                    Integer.toString(diagnosis.divergences()),
                    Decimals.three(diagnosis.maxRhat()),
                    Decimals.whole(diagnosis.minEssBulk()),
                    rootMeanSquare(fit),
                    String.format(
                            Locale.ROOT,
                            "%.2f",
                            fit.saved().fit().run().seconds().total()))) {
                html.append("<td>").append(cell.replace("NaN", "–")).append("</td>");
            }
            html.append("</tr>\n");
        }
        return html.append("</tbody></table></div>\n"
                        + "<p class=\"caption\">R-hat is the largest and bulk ESS the least over all quantities."
                        + " RMSD is the root mean square of the response less its posterior mean expectation: how"
                        + " close a fit comes to the rows it has seen, not how well it predicts.</p>\n")
                .toString();
    }

    /** √ mean (y − E η)² where the link is the identity. */
    private static String rootMeanSquare(ReportedFit fit) {
        if (fit.model().options().family().kind().link() != Family.Link.IDENTITY) {
            return "–";
        }
        Design design = fit.model().design();
        double[] means =
                fit.saved().summary().stream().mapToDouble(SummaryRow::mean).toArray();
        double[] eta = new double[design.response().length];
        LinearPredictor.of(fit.model()).evaluate(means, 0, 0, eta.length, eta);
        double squares = 0;
        for (int i = 0; i < eta.length; i++) {
            squares += (design.response()[i] - eta[i]) * (design.response()[i] - eta[i]);
        }
        return String.format(Locale.ROOT, "%.4f", Math.sqrt(squares / eta.length));
    }

    private String quantities() {
        Map<String, List<String>> cells = new LinkedHashMap<>();
        for (int k = 0; k < fits.size(); k++) {
            List<SummaryRow> summary = fits.get(k).saved().summary();
            for (Variable variable : fits.get(k).saved().fit().draws().variables()) {
                for (int i = 0; i < variable.size() && variable.size() <= SMALL; i++) {
                    SummaryRow row = summary.get(variable.offset() + i);
                    List<String> line = cells.computeIfAbsent(
                            row.parameter(),
                            name -> new ArrayList<>(
                                    fits.stream().map(fit -> "–").toList()));
                    line.set(
                            k,
                            Decimals.of(row.mean(), row.mcseMean())
                                    + (Double.isNaN(row.sd())
                                            ? ""
                                            : " <small>± " + Decimals.of(row.sd(), row.mcseSd()) + "</small>"));
                }
            }
        }
        if (cells.isEmpty()) {
            return "";
        }
        StringBuilder html =
                new StringBuilder("<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">quantity</th>");
        fits.forEach(fit ->
                html.append("<th scope=\"col\">").append(Html.text(fit.name())).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        cells.forEach((name, line) -> {
            html.append("<tr><th scope=\"row\">").append(Html.text(name)).append("</th>");
            line.forEach(cell -> html.append("<td>").append(cell).append("</td>"));
            html.append("</tr>\n");
        });
        return html.append("</tbody></table></div>\n<p class=\"caption\">Posterior mean ± standard deviation.</p>\n")
                .toString();
    }
}
