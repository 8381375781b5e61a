package leapfrog.report.plot;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Describes one layer of marks, as lets-plot takes it: a geometry, data by aesthetic, and constants. */
public final class Layer {
    /** The aesthetic whose values are colours themselves. */
    static final String COLOUR = "color";

    private final Map<String, Object> options = new HashMap<>();
    private final Map<String, List<Object>> data = new HashMap<>();
    private int series;

    private Layer(String geometry) {
        options.put("geom", geometry);
        options.put("stat", "identity");
        options.put("position", "identity");
        options.put("sampling", "none");
        options.put("tooltips", "none");
    }

    /** A polygon line through points in order of x. */
    public static Layer line() {
        return new Layer("line").size(0.5);
    }

    /** A line through points in the order given. */
    public static Layer path() {
        return new Layer("path").size(0.6);
    }

    public static Layer points() {
        return new Layer("point").constant("shape", 16).size(1.4);
    }

    /** Crosses, to mark a place. */
    public static Layer cross() {
        return new Layer("point").constant("shape", 4).size(4);
    }

    /** A band between ymin and ymax over x. */
    public static Layer ribbon() {
        return new Layer("ribbon").size(0);
    }

    /** The area between a line and 0. */
    public static Layer area() {
        return new Layer("area");
    }

    /** Straight lines from (x, y) to (xend, yend). */
    public static Layer segments() {
        return new Layer("segment").size(0.5);
    }

    /** Segments with a small arrow head at their ends. */
    public static Layer arrows() {
        Layer layer = segments();
        layer.options.put(
                "arrow",
                new HashMap<>(Map.of("name", "arrow", "angle", 22.0, "length", 5.0, "ends", "last", "type", "closed")));
        return layer;
    }

    public static Layer bars() {
        return new Layer("bar").constant("width", 0.9).size(0);
    }

    /** A line of reference across the panel at y. */
    public static Layer horizontal(double y) {
        return new Layer("hline")
                .constant("yintercept", y)
                .ink(Ink.MUTED)
                .size(0.5)
                .dashed();
    }

    /** A line of reference across the panel at x. */
    public static Layer vertical(double x) {
        return mark(x).ink(Ink.MUTED).size(0.5).dashed();
    }

    /** A line across the panel at x. */
    public static Layer mark(double x) {
        return new Layer("vline").constant("xintercept", x);
    }

    public Layer x(double... values) {
        return column("x", values);
    }

    public Layer y(double... values) {
        return column("y", values);
    }

    /** Numbers of an aesthetic: ymin, ymax, xend, yend. */
    public Layer column(String aesthetic, double... values) {
        data.put(aesthetic, new ArrayList<>(Arrays.stream(values).boxed().toList()));
        return this;
    }

    /** Adds a line, or points, in a colour of their own: one layer of many lines is drawn far sooner than many layers of one. */
    public Layer series(double[] x, double[] y, Ink ink) {
        String group = Integer.toString(series++);
        append("x", Arrays.stream(x).boxed().toList());
        append("y", Arrays.stream(y).boxed().toList());
        append("group", Collections.nCopies(x.length, group));
        append(COLOUR, Collections.nCopies(x.length, ink.light()));
        return this;
    }

    private void append(String aesthetic, List<?> values) {
        data.computeIfAbsent(aesthetic, name -> new ArrayList<>()).addAll(values);
    }

    /** Colour of lines and of what they enclose. */
    public Layer ink(Ink ink) {
        return constant(COLOUR, ink.light()).constant("fill", ink.light());
    }

    public Layer size(double size) {
        return constant("size", size);
    }

    /** Opacity, 0 … 1. */
    public Layer opacity(double opacity) {
        return constant("alpha", opacity);
    }

    public Layer dashed() {
        return constant("linetype", 2.0);
    }

    private Layer constant(String aesthetic, Object value) {
        options.put(aesthetic, value);
        return this;
    }

    /** The specification; a layer without data of its own has none. */
    Map<String, Object> specification() {
        Map<String, Object> specification = new HashMap<>(options);
        if (!data.isEmpty()) {
            Map<String, Object> mapping = new HashMap<>();
            data.keySet().forEach(aesthetic -> mapping.put(aesthetic, aesthetic));
            specification.put("data", data);
            specification.put("mapping", mapping);
        }
        return specification;
    }
}
