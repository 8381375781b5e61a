package leapfrog.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import leapfrog.compare.Comparison;
import leapfrog.compare.Elpd;
import leapfrog.compare.Evaluation;
import leapfrog.compare.Loo;
import org.jspecify.annotations.Nullable;

/** Writes how well fits predict, best first: leave-one-out with its warnings, differences, weights. */
record RankingHtml(List<ReportedFit> fits, Ranking ranking) {
    private static final List<String> HEADER = List.of(
            "fit",
            "elpd",
            "by",
            "difference",
            "stacking",
            "pseudo-BMA+",
            "PSIS-LOO",
            "k too big",
            "largest k",
            "integrated LOO",
            "k too big");

    @Override
    public String toString() {
        Comparison comparison = ranking.comparison();
        String heading = "<h3 id=\"ranking\">Which predicts best?</h3>\n";
        return comparison == null
                ? heading + "<p>" + Html.text("These fits are not ranked: " + ranking.obstacle() + ".") + "</p>\n"
                : heading + table(comparison) + caption() + cautions();
    }

    private String table(Comparison comparison) {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table class=\"ranking\">\n<thead><tr>");
        HEADER.forEach(
                column -> html.append("<th scope=\"col\">").append(column).append("</th>"));
        html.append("</tr></thead>\n<tbody>\n");
        IntStream.range(0, fits.size())
                .boxed()
                .sorted(Comparator.comparingDouble(
                        m -> -ranking.evaluations().get(m).best().elpd().estimate()))
                .forEach(m -> html.append(line(m, comparison)));
        return html.append("</tbody></table></div>\n").toString();
    }

    private String line(int m, Comparison comparison) {
        Evaluation evaluation = ranking.evaluations().get(m);
        Evaluation.Integrated integrated = evaluation.integrated();
        Loo psis = evaluation.criteria().loo();
        List<String> cells = new ArrayList<>(List.of(
                estimate(evaluation.best().elpd()),
                integrated == null ? "PSIS" : "integrated",
                m == comparison.best() ? "–" : estimate(comparison.differences().get(m)),
                number("%.3f", comparison.weights()[m]),
                number("%.3f", comparison.pseudoBma()[m]),
                estimate(psis.elpd()),
                untrusted(psis),
                number("%.2f", psis.greatestK())));
        cells.add(integrated == null ? "–" : estimate(integrated.loo().elpd()));
        cells.add(integrated == null ? "–" : untrusted(integrated.loo()));
        StringBuilder html = new StringBuilder("<tr><th scope=\"row\"><a href=\"#fit-")
                .append(m + 1)
                .append("\">")
                .append(Html.text(fits.get(m).name()))
                .append("</a></th>");
        cells.forEach(cell -> html.append("<td>").append(cell).append("</td>"));
        return html.append("</tr>\n").toString();
    }

    private static String estimate(Elpd elpd) {
        return number("%.2f", elpd.estimate()) + " <small>± " + number("%.2f", elpd.standardError()) + "</small>";
    }

    /** Rows that are not to be trusted, in the colour of warnings. */
    private static String untrusted(Loo loo) {
        int rows = loo.untrusted();
        return rows == 0 ? "0" : "<strong class=\"warning\">" + rows + " of " + loo.k().length + "</strong>";
    }

    private static String caption() {
        return "<p class=\"caption\">elpd is the sum over rows of log p(row | all other rows), the larger the better, ±"
                + " its standard error over rows; differences are to the best fit, row by row. Where Pareto k is too"
                + " big the estimate of PSIS-LOO cannot be trusted; Gaussian models then integrate the effects out"
                + " (integrated LOO). Stacking weights are those of the mixture of fits that predicts best;"
                + " pseudo-BMA+ weights say how sure it is that a fit is the best.</p>\n";
    }

    private String cautions() {
        StringBuilder html = new StringBuilder();
        for (int m = 0; m < fits.size(); m++) {
            @Nullable String caution = ranking.evaluations().get(m).caution();
            if (caution != null) {
                html.append("<li>")
                        .append(Html.prose(fits.get(m).name() + ": " + caution))
                        .append("</li>\n");
            }
        }
        return html.isEmpty() ? "" : "<ul class=\"cautions\">" + html + "</ul>\n";
    }

    private static String number(String format, double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, format, value) : Double.toString(value);
    }
}
