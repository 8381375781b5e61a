package leapfrog.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import leapfrog.report.figure.Drawn;
import leapfrog.report.figure.FigureKind;
import leapfrog.report.figure.FitView;
import leapfrog.sample.Diagnosis;
import leapfrog.sample.Fit;

/** Writes what a report says of one fit: verdict, data and model, summary, figures. */
final class FitSection {
    private final ReportedFit reported;
    private final FitView view;
    private final String id;

    /** @param id of the section on its page */
    FitSection(ReportedFit reported, FitView view, String id) {
        this.reported = reported;
        this.view = view;
        this.id = id;
    }

    /** @param heading of the section; empty where the page's title says it */
    String html(String heading) {
        StringBuilder html = new StringBuilder("<section id=\"").append(id).append("\">\n");
        if (!heading.isEmpty()) {
            html.append("<h2>")
                    .append(Html.text(heading))
                    .append("</h2>\n<p class=\"formula\">")
                    .append(Html.text(reported.model().design().formula()))
                    .append("</p>\n");
        }
        html.append(verdict())
                .append(facts())
                .append("<h3 id=\"")
                .append(id)
                .append("-model\">Data and model</h3>\n")
                .append(ModelHtml.of(reported))
                .append("<h3 id=\"")
                .append(id)
                .append("-summary\">Summary</h3>\n"
                        + "<p>Posterior mean, standard deviation and quantiles, with the Monte Carlo standard"
                        + " error of the mean (MCSE), effective sample sizes and R-hat. Select a column's head to"
                        + " sort.</p>\n")
                .append(SummaryHtml.of(reported.saved().summary(), id + "-table"));
        Map<FigureKind, Written> figures = figures();
        for (FigureKind.Question question : FigureKind.Question.values()) {
            html.append(answers(question, figures));
        }
        return html.append("</section>\n").toString();
    }

    private String verdict() {
        Diagnosis diagnosis = reported.saved().diagnosis();
        StringBuilder html = new StringBuilder("<div class=\"verdict ")
                .append(diagnosis.good() ? "good" : "bad")
                .append("\"><strong>")
                .append(diagnosis.good() ? "The draws look good." : "Be careful with these draws.")
                .append("</strong>\n<ul>");
        diagnosis
                .findings()
                .forEach(finding ->
                        html.append("<li>").append(Html.prose(finding)).append("</li>\n"));
        return html.append("</ul></div>\n").toString();
    }

    private String facts() {
        Fit fit = reported.saved().fit();
        Diagnosis diagnosis = reported.saved().diagnosis();
        double bfmi = Arrays.stream(diagnosis.ebfmi()).min().orElse(Double.NaN);
        StringBuilder html = new StringBuilder("<dl class=\"facts\">\n");
        fact(html, "rows", Integer.toString(fit.run().rows()));
        fact(html, "draws", fit.draws().chains() + " × " + fit.draws().draws());
        fact(html, "divergences", Integer.toString(diagnosis.divergences()));
        if (fit.superchains().isPresent()) {
            fact(html, "largest nested R-hat", Decimals.three(diagnosis.maxNestedRhat()));
        } else {
            fact(html, "largest R-hat", Decimals.three(diagnosis.maxRhat()));
        }
        fact(html, "least bulk ESS", Decimals.whole(diagnosis.minEssBulk()));
        fact(html, "least tail ESS", Decimals.whole(diagnosis.minEssTail()));
        fact(html, "least E-BFMI", String.format(Locale.ROOT, "%.2f", bfmi));
        return html.append("</dl>\n").toString();
    }

    private static void fact(StringBuilder html, String name, String value) {
        html.append("<div><dt>")
                .append(name)
                .append("</dt><dd>")
                .append(value.replace("NaN", "–"))
                .append("</dd></div>\n");
    }

    /**
     * A figure as HTML, or why there is none.
     *
     * @param absent with its title; empty where there is one
     */
    private record Written(FigureKind kind, String html, String absent) {}

    /** All figures, drawn on all processors. */
    private Map<FigureKind, Written> figures() {
        return Arrays.stream(FigureKind.values())
                .parallel()
                .map(kind -> switch (kind.draw(view)) {
                    case Drawn.Figure figure -> new Written(kind, FigureHtml.of(figure, id + "-" + kind.text()), "");
                    case Drawn.Absent none -> new Written(kind, "", kind.title() + " (" + none.reason() + ")");
                })
                .collect(Collectors.toMap(
                        Written::kind, Function.identity(), (a, b) -> a, () -> new EnumMap<>(FigureKind.class)));
    }

    private String answers(FigureKind.Question question, Map<FigureKind, Written> figures) {
        StringBuilder html = new StringBuilder("<h3 id=\"" + id + "-"
                + question.name().toLowerCase(Locale.ROOT) + "\">" + Html.text(question.text()) + "</h3>\n");
        List<String> absent = new ArrayList<>();
        for (Written figure : figures.values()) {
            if (figure.kind().question() == question) {
                html.append(figure.html());
                absent.add(figure.absent());
            }
        }
        absent.removeIf(String::isEmpty);
        if (!absent.isEmpty()) {
            html.append("<p class=\"absent\">Not drawn: ")
                    .append(Html.text(String.join("; ", absent)))
                    .append(".</p>\n");
        }
        return html.toString();
    }
}
