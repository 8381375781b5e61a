package leapfrog.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import leapfrog.sbc.Calibration;
import leapfrog.sbc.QuantityRanks;

/**
 * Writes the report of a calibration study: the verdict, every quantity's p-values, and the ranks of the most important ones. A function of what it
 * is given alone.
 *
 * @param formula of the model
 * @param origin what was simulated and fitted, in a line
 * @param priors that parameters were drawn from
 * @param findings in sentences, the verdict first
 */
public record CalibrationReport(
        String formula, String origin, List<String> priors, Calibration calibration, List<String> findings) {
    /** Quantities that are drawn: those out of line first, then the population's, then those farthest from uniform. */
    private static final int DRAWN = 24;

    /** The page. */
    public String html() {
        StringBuilder html = new StringBuilder("<main>\n<section>\n");
        boolean good = calibration.calibrated();
        html.append("<div class=\"verdict ")
                .append(good ? "good" : "bad")
                .append("\"><strong>")
                .append(good ? "Nothing speaks against calibration." : "Not calibrated.")
                .append("</strong>\n<ul>");
        findings.forEach(
                finding -> html.append("<li>").append(Html.prose(finding)).append("</li>\n"));
        html.append("</ul></div>\n<h3>Priors</h3>\n<ul>");
        priors.forEach(
                prior -> html.append("<li><code>").append(Html.text(prior)).append("</code></li>\n"));
        html.append("</ul>\n<h3>Are the ranks of true values uniform?</h3>\n")
                .append("<p>p is the probability that uniform ranks come as far from uniform, by the simultaneous test"
                        + " of their distribution function (Säilynoja, Bürkner and Vehtari 2022); adjusted by"
                        + " Holm's rule for as many tests as there are quantities.</p>\n")
                .append(SearchableTable.of(List.of("quantity", "ranks", "p", "adjusted p"), rows(), "ranks"));
        List<QuantityRanks> shown = shown();
        html.append(CalibrationFigures.differences(shown)).append(CalibrationFigures.histograms(shown));
        if (shown.size() < calibration.quantities().size()) {
            html.append("<p class=\"absent\">Drawn are ")
                    .append(shown.size())
                    .append(" of ")
                    .append(calibration.quantities().size())
                    .append(" quantities, those out of line first; the table ranks of batch.duckdb has all.</p>\n");
        }
        return Page.of(
                "Simulation-based calibration",
                formula,
                Html.text(origin),
                html.append("</section>\n</main>\n").toString());
    }

    private List<List<String>> rows() {
        return calibration.quantities().stream()
                .map(quantity -> List.of(
                        quantity.name(),
                        Integer.toString(quantity.fits()),
                        number(quantity.p()),
                        number(quantity.adjusted())))
                .toList();
    }

    private static String number(double p) {
        return String.format(Locale.ROOT, p < 0.001 ? "%.1e" : "%.3f", p);
    }

    private List<QuantityRanks> shown() {
        Set<QuantityRanks> first = new LinkedHashSet<>(calibration.uneven());
        List<QuantityRanks> all = calibration.quantities();
        all.stream().filter(quantity -> !quantity.name().startsWith("coef_")).forEach(first::add);
        all.stream().sorted(Comparator.comparingDouble(QuantityRanks::p)).forEach(first::add);
        return new ArrayList<>(first).subList(0, Math.min(DRAWN, first.size()));
    }
}
