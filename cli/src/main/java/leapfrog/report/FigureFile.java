package leapfrog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import leapfrog.report.figure.Drawn;
import leapfrog.report.plot.Ink;
import leapfrog.report.plot.Plot;
import leapfrog.report.plot.SvgRenderer;

/** Writes a figure as an SVG file of its own: title, legend and up to three panels beside each other; dark where the reader is. */
final class FigureFile {
    private static final int COLUMNS = 3;
    private static final double MARGIN = 16;
    private static final double GAP = 14;
    private static final double TITLE = 20;
    /** Above the panels, with one line of a legend. */
    private static final double HEAD = 58;
    /** From one line of a legend to the next. */
    private static final double LINE = 20;
    /** About the width of a letter of the legend. */
    private static final double LETTER = 6.4;

    private final Drawn.Figure figure;
    private final int columns;
    private final double panelWidth;
    private final double panelHeight;

    private FigureFile(Drawn.Figure figure) {
        this.figure = figure;
        columns = Math.min(COLUMNS, figure.panels().size());
        panelWidth = figure.panels().stream()
                .mapToDouble(panel -> panel.plot().width())
                .max()
                .orElse(0);
        panelHeight = TITLE
                + figure.panels().stream()
                        .mapToDouble(panel -> panel.plot().height())
                        .max()
                        .orElse(0);
    }

    static String of(Drawn.Figure figure) {
        return new FigureFile(figure).svg();
    }

    private String svg() {
        int rows = (figure.panels().size() + columns - 1) / columns;
        double width = 2 * MARGIN + columns * panelWidth + (columns - 1) * GAP;
        List<List<Drawn.Key>> legend = legend(width);
        double head = HEAD + LINE * (legend.size() - 1);
        double height = head + rows * (panelHeight + GAP) + MARGIN;
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" " + Signature.FIGURE
                        + " aria-label=\"%s\" viewBox=\"0 0 %.0f %.0f\""
                        + " width=\"%.0f\" height=\"%.0f\">%n<desc>%s</desc>%n",
                Html.text(figure.kind().title()),
                width,
                height,
                width,
                height,
                Html.text(figure.caption())));
        svg.append(style())
                .append(String.format(
                        Locale.ROOT,
                        "<rect class=\"paper\" width=\"%.0f\" height=\"%.0f\" fill=\"#ffffff\"/>%n",
                        width,
                        height))
                .append(text(MARGIN, 26, "title", figure.kind().title()));
        for (int line = 0; line < legend.size(); line++) {
            svg.append(String.format(Locale.ROOT, "<g transform=\"translate(0 %.0f)\">", line * LINE));
            keys(legend.get(line), svg);
            svg.append("</g>");
        }
        SvgRenderer renderer = SvgRenderer.forFile();
        for (int k = 0; k < figure.panels().size(); k++) {
            Drawn.Panel panel = figure.panels().get(k);
            double x = MARGIN + k % columns * (panelWidth + GAP);
            double y = head + Math.floorDiv(k, columns) * (panelHeight + GAP);
            if (!panel.title().isEmpty()) {
                svg.append(text(x + 4, y + 13, "panel", panel.title()));
            }
            Plot plot = panel.plot();
            svg.append(String.format(
                    Locale.ROOT,
                    "<svg x=\"%.0f\" y=\"%.0f\" width=\"%.0f\" height=\"%.0f\" viewBox=\"0 0 %.0f %.0f\">%s</svg>%n",
                    x,
                    y + TITLE,
                    plot.width(),
                    plot.height(),
                    plot.width(),
                    plot.height(),
                    renderer.marks(plot, "p" + k + "-")));
        }
        return svg.append("</svg>\n").toString();
    }

    /** The keys line by line, at least one, each as long as fits into the figure. */
    private List<List<Drawn.Key>> legend(double width) {
        List<List<Drawn.Key>> lines = new ArrayList<>(List.of(new ArrayList<>()));
        double x = MARGIN;
        for (Drawn.Key key : figure.keys()) {
            if (x > MARGIN && x + width(key) > width) {
                lines.add(new ArrayList<>());
                x = MARGIN;
            }
            lines.getLast().add(key);
            x += width(key);
        }
        return lines;
    }

    private static double width(Drawn.Key key) {
        return 24 + key.label().length() * LETTER + 18;
    }

    private static void keys(List<Drawn.Key> keys, StringBuilder svg) {
        double x = MARGIN;
        for (Drawn.Key key : keys) {
            String ink = key.ink().light();
            svg.append(
                    switch (key.mark()) {
                        case LINE -> line(x, ink, "");
                        case DASHED -> line(x, ink, " stroke-dasharray=\"4,3\"");
                        case BAND ->
                            String.format(
                                    Locale.ROOT,
                                    "<rect x=\"%.0f\" y=\"37\" width=\"18\" height=\"10\" fill=\"%s\""
                                            + " fill-opacity=\"0.6\"/>",
                                    x,
                                    ink);
                        case POINT ->
                            String.format(
                                    Locale.ROOT, "<circle cx=\"%.0f\" cy=\"42\" r=\"4\" fill=\"%s\"/>", x + 9, ink);
                        case CROSS ->
                            String.format(
                                    Locale.ROOT,
                                    "<path d=\"M%.0f 38l8 8m0-8l-8 8\" stroke=\"%s\" stroke-width=\"2\"/>",
                                    x + 5,
                                    ink);
                    });
            svg.append(text(x + 24, 46, "key", key.label()));
            x += width(key);
        }
    }

    private static String line(double x, String ink, String dash) {
        return String.format(
                Locale.ROOT,
                "<line x1=\"%.0f\" y1=\"42\" x2=\"%.0f\" y2=\"42\" stroke=\"%s\" stroke-width=\"2\"%s/>",
                x,
                x + 18,
                ink,
                dash);
    }

    private static String text(double x, double y, String style, String text) {
        return String.format(
                Locale.ROOT, "<text x=\"%.0f\" y=\"%.0f\" class=\"%s\">%s</text>%n", x, y, style, Html.text(text));
    }

    /** Colours on dark paper are rules, which win over the attributes that every reader knows. */
    private static String style() {
        StringBuilder css = new StringBuilder("<style>\ntext{font:11px system-ui,-apple-system,'Segoe UI',Roboto,Arial,"
                + "sans-serif;fill:" + Ink.TEXT.light() + "}\n.title{font-size:16px;font-weight:600}"
                + ".panel{font-size:13px;font-weight:600}.key{font-size:12px}\n.key,.axis-text-x,.axis-text-y{fill:"
                + Ink.MUTED.light() + "}\n@media (prefers-color-scheme:dark){\n.paper{fill:#14181c}text{fill:"
                + Ink.TEXT.dark() + "}.key,.axis-text-x,.axis-text-y{fill:" + Ink.MUTED.dark() + "}\n");
        for (Ink ink : Ink.values()) {
            for (String attribute : new String[] {"fill", "stroke"}) {
                css.append('[')
                        .append(attribute)
                        .append("=\"")
                        .append(ink.light())
                        .append("\"]{")
                        .append(attribute)
                        .append(':')
                        .append(ink.dark())
                        .append("}\n");
            }
        }
        return css.append("}\n</style>\n").toString();
    }
}
