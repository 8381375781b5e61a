package leapfrog.report.plot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Describes a plot of one panel, as lets-plot takes it: layers on two axes, without a legend and a title. */
public final class Plot {
    /** Sizes of text, in pixels; the style sheets of SVG files and pages say the same. */
    static final double TEXT_SIZE = 11;

    private final double width;
    private final double height;
    private final List<Object> layers = new ArrayList<>();
    private final Map<String, Object> xScale = scale("x");
    private final Map<String, Object> yScale = scale("y");
    private final Map<String, Object> theme = theme();
    private final Map<String, Object> limits = new HashMap<>();

    /** @param width in pixels on a page that is not scaled */
    public Plot(double width, double height) {
        this.width = width;
        this.height = height;
    }

    public double width() {
        return width;
    }

    public double height() {
        return height;
    }

    public Plot x(String title) {
        xScale.put("name", title);
        return this;
    }

    public Plot y(String title) {
        yScale.put("name", title);
        return this;
    }

    public Plot add(Layer layer) {
        layers.add(layer.specification());
        return this;
    }

    /** Leaves out the numbers and lines of y, where only shapes matter. */
    public Plot bareY() {
        theme.put("axis_text_y", "blank");
        theme.put("panel_grid_major_y", "blank");
        return this;
    }

    /** Leaves out the lines of y. */
    public Plot noGridY() {
        theme.put("panel_grid_major_y", "blank");
        return this;
    }

    /** Writes names at places of y; one unit above and below the outermost is shown. */
    public Plot namesAtY(double[] at, List<String> names) {
        name(yScale, at, names);
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double place : at) {
            low = Math.min(low, place);
            high = Math.max(high, place);
        }
        yScale.put("limits", new ArrayList<>(List.of(low - 0.7, high + 0.7)));
        yScale.put("expand", new ArrayList<>(List.of(0.0, 0.0)));
        return this;
    }

    /** Writes names at places of x. */
    public Plot namesAtX(double[] at, List<String> names) {
        name(xScale, at, names);
        return this;
    }

    /** Shows this range of an axis, x or y, though the data may go on. */
    public Plot range(String axis, double low, double high) {
        limits.put(axis + "lim", new ArrayList<>(List.of(low, high)));
        return this;
    }

    private static Map<String, Object> scale(String axis) {
        return new HashMap<>(Map.of("aesthetic", axis, "name", ""));
    }

    private static Map<String, Object> coloursAsGiven() {
        return new HashMap<>(Map.of("aesthetic", Layer.COLOUR, "scale_mapper_kind", "identity"));
    }

    private static void name(Map<String, Object> scale, double[] at, List<String> names) {
        List<Object> breaks = new ArrayList<>();
        for (double place : at) {
            breaks.add(place);
        }
        scale.put("breaks", breaks);
        scale.put("labels", new ArrayList<>(names));
    }

    /** The specification, in maps and lists that lets-plot may change. */
    Map<String, Object> specification() {
        Map<String, Object> specification = new HashMap<>();
        specification.put("kind", "plot");
        specification.put("ggsize", new HashMap<>(Map.of("width", width, "height", height)));
        specification.put("theme", theme);
        specification.put("scales", new ArrayList<>(List.of(xScale, yScale, coloursAsGiven())));
        specification.put("layers", layers);
        if (!limits.isEmpty()) {
            Map<String, Object> cartesian = new HashMap<>(limits);
            cartesian.put("name", "cartesian");
            specification.put("coord", cartesian);
        }
        return specification;
    }

    private static Map<String, Object> theme() {
        Map<String, Object> theme = new HashMap<>();
        theme.put("name", "minimal");
        theme.put("legend_position", "none");
        theme.put("plot_background", "blank");
        theme.put("panel_background", "blank");
        theme.put("axis_ticks", "blank");
        theme.put("axis_line", "blank");
        theme.put("panel_grid_minor", "blank");
        theme.put("panel_grid_major_x", "blank");
        theme.put("panel_grid_major_y", element("line", Ink.GRID, 1));
        theme.put("axis_text", element("text", Ink.MUTED, TEXT_SIZE));
        theme.put("axis_title", element("text", Ink.TEXT, TEXT_SIZE));
        return theme;
    }

    private static Map<String, Object> element(String name, Ink ink, double size) {
        return new HashMap<>(Map.of("name", name, "color", ink.light(), "size", size));
    }
}
