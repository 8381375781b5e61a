package leapfrog.report;

import java.util.List;
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
        Head head = new Head(figure.kind().text(), figure.kind().title(), figure.caption());
        return of(head, figure.keys(), figure.panels(), id);
    }

    /**
     * What a figure says besides its panels.
     *
     * @param kind its class of style
     */
    record Head(String kind, String title, String caption) {}

    /** @param id of the figure on its page */
    static String of(Head head, List<Drawn.Key> keys, List<Drawn.Panel> panels, String id) {
        StringBuilder html = new StringBuilder("<figure id=\"")
                .append(id)
                .append("\" class=\"")
                .append(head.kind())
                .append(panels.size() == 1 ? " single" : "")
                .append("\">\n<h4>")
                .append(Html.text(head.title()))
                .append("</h4>\n")
                .append(legend(keys))
                .append("<div class=\"panels\">\n");
        for (int k = 0; k < panels.size(); k++) {
            html.append(panel(head.title(), panels.get(k), id + "-" + k));
        }
        return html.append("</div>\n<figcaption>")
                .append(Html.prose(head.caption()))
                .append("</figcaption>\n</figure>\n")
                .toString();
    }

    private static String panel(String of, Drawn.Panel panel, String id) {
        Plot plot = panel.plot();
        String title = panel.title().isEmpty() ? "" : "<div class=\"title\">" + Html.text(panel.title()) + "</div>";
        return String.format(
                Locale.ROOT,
                "<div class=\"panel\" style=\"--w:%.0fpx\">%s<svg role=\"img\" aria-label=\"%s\" viewBox=\"0 0 %.0f"
                        + " %.0f\">%s</svg></div>%n",
                plot.width(),
                title,
                Html.text(of + ". " + panel.description()),
                plot.width(),
                plot.height(),
                RENDERER.marks(plot, id + "-"));
    }

    private static String legend(List<Drawn.Key> keys) {
        StringBuilder html = new StringBuilder("<ul class=\"legend\">");
        for (Drawn.Key key : keys) {
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
