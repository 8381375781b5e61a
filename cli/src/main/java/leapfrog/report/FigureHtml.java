package leapfrog.report;

import java.util.Locale;
import leapfrog.report.figure.Drawn;
import leapfrog.report.plot.Plot;
import leapfrog.report.plot.SvgRenderer;

/** Writes figures into a page: title, legend, panels as SVG that scale, caption. */
final class FigureHtml {
    private static final SvgRenderer RENDERER = SvgRenderer.forPage();

    private FigureHtml() {}

    /** @param id of the figure on its page */
    static String of(Drawn.Figure figure, String id) {
        StringBuilder html = new StringBuilder("<figure id=\"")
                .append(id)
                .append("\" class=\"")
                .append(figure.kind().text())
                .append(figure.panels().size() == 1 ? " single" : "")
                .append("\">\n<h4>")
                .append(Html.text(figure.kind().title()))
                .append("</h4>\n")
                .append(legend(figure))
                .append("<div class=\"panels\">\n");
        for (int k = 0; k < figure.panels().size(); k++) {
            html.append(panel(figure, k, id + "-" + k));
        }
        return html.append("</div>\n<figcaption>")
                .append(Html.prose(figure.caption()))
                .append("</figcaption>\n</figure>\n")
                .toString();
    }

    private static String panel(Drawn.Figure figure, int k, String id) {
        Drawn.Panel panel = figure.panels().get(k);
        Plot plot = panel.plot();
        String title = panel.title().isEmpty() ? "" : "<div class=\"title\">" + Html.text(panel.title()) + "</div>";
        return String.format(
                Locale.ROOT,
                "<div class=\"panel\" style=\"--w:%.0fpx\">%s<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %.0f"
                        + " %.0f\">%s</svg></div>%n",
                plot.width(),
                title,
                Html.text(figure.kind().title() + ". " + panel.description()),
                plot.width(),
                plot.height(),
                RENDERER.marks(plot, id + "-"));
    }

    private static String legend(Drawn.Figure figure) {
        StringBuilder html = new StringBuilder("<ul class=\"legend\">");
        for (Drawn.Key key : figure.keys()) {
            html.append("<li class=\"")
                    .append(key.mark().name().toLowerCase(Locale.ROOT))
                    .append("\" style=\"--ink:var(")
                    .append(key.ink().variable())
                    .append(")\">")
                    .append(Html.text(key.label()))
                    .append("</li>");
        }
        return html.append("</ul>\n").toString();
    }
}
