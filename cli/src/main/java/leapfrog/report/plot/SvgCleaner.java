package leapfrog.report.plot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites lets-plot's SVG for a page: without its style sheet, blanks, and attributes that say what holds anyway, numbers to a tenth of a
 * pixel, names made unique, colours as they should be written. What it draws stays the same.
 */
final class SvgCleaner {
    /** Places and lengths in paths, transforms and points: at least this much is written as a number with a fraction. */
    private static final String NUMERIC =
            "|d|x|y|x1|x2|y1|y2|cx|cy|r|width|height|transform|points|stroke-width|dx|dy|";

    /** More digits before a point than places on a page have. */
    private static final int LONGEST = 12;

    private final String svg;
    private final String prefix;
    private final UnaryOperator<String> colour;
    private final StringBuilder out;
    private final List<Boolean> groups = new ArrayList<>();
    private final Map<String, String> names = new HashMap<>();
    private int openTag = -1;

    private SvgCleaner(String svg, String prefix, UnaryOperator<String> colour) {
        this.svg = svg;
        this.prefix = prefix;
        this.colour = colour;
        out = new StringBuilder(svg.length() / 2);
    }

    /**
     * Returns what stands inside the outermost element, clean.
     *
     * @param prefix of all names in it
     * @param colour how to write a colour, from {@code #rrggbb}
     */
    static String inside(String svg, String prefix, UnaryOperator<String> colour) {
        int begin = svg.indexOf('>', svg.indexOf("<svg")) + 1;
        int styleEnd = svg.indexOf("</style>");
        return new SvgCleaner(svg, prefix, colour)
                .clean(styleEnd < 0 ? begin : styleEnd + "</style>".length(), svg.lastIndexOf("</svg>"));
    }

    private String clean(int from, int to) {
        int at = from;
        while (at < to) {
            int tag = svg.indexOf('<', at);
            text(at, tag < 0 || tag > to ? to : tag);
            if (tag < 0 || tag >= to) {
                break;
            }
            int end = svg.indexOf('>', tag);
            if (svg.charAt(tag + 1) == '/') {
                close(svg.substring(tag + 2, end).strip());
            } else {
                open(tag + 1, end);
            }
            at = end + 1;
        }
        return out.toString();
    }

    private void text(int from, int to) {
        String text = svg.substring(from, to).strip();
        if (!text.isEmpty()) {
            out.append(text);
            openTag = -1;
        }
    }

    private void open(int from, int to) {
        int nameEnd = from;
        while (nameEnd < to && svg.charAt(nameEnd) > ' ') {
            nameEnd++;
        }
        String name = svg.substring(from, nameEnd);
        boolean closed = svg.charAt(to - 1) == '/';
        Map<String, String> attributes = attributes(nameEnd, to);
        boolean bare = name.equals("g") && attributes.isEmpty();
        int start = out.length();
        if (!bare) {
            out.append('<').append(name);
            attributes.forEach((attribute, value) -> {
                out.append(' ').append(attribute).append("=\"");
                append(attribute, value);
                out.append('"');
            });
            out.append(closed ? "/>" : ">");
        }
        if (name.equals("g") && !closed) {
            groups.add(!bare);
        }
        openTag = bare || closed ? -1 : start;
    }

    private void close(String name) {
        if (name.equals("g") && !groups.removeLast()) {
            return;
        }
        if (openTag >= 0 && (name.equals("g") || out.indexOf(" ", openTag) < 0)) {
            out.setLength(openTag);
        } else if (openTag >= 0) {
            out.setLength(out.length() - 1);
            out.append("/>");
        } else {
            out.append("</").append(name).append('>');
        }
        openTag = -1;
    }

    /** Those of a tag that make a difference, in order. */
    private Map<String, String> attributes(int from, int to) {
        Map<String, String> attributes = new LinkedHashMap<>();
        for (int at = from; ; ) {
            int equals = svg.indexOf('=', at);
            if (equals < 0 || equals >= to) {
                break;
            }
            int begin = equals + 2;
            int end = svg.indexOf('"', begin);
            attributes.put(
                    svg.substring(at, equals).strip(), svg.substring(begin, end).strip());
            at = end + 1;
        }
        if (isNumber(attributes.get("stroke-width"), 0) || isNumber(attributes.get("stroke-opacity"), 0)) {
            attributes.keySet().removeIf(name -> name.startsWith("stroke"));
        }
        if (isNumber(attributes.get("fill-opacity"), 0)) {
            attributes.remove("fill-opacity");
            attributes.put("fill", "none");
        }
        attributes.keySet().remove("clip-bounds-jfx");
        attributes
                .entrySet()
                .removeIf(entry -> entry.getValue().isEmpty()
                        || entry.getKey().endsWith("-opacity") && isNumber(entry.getValue(), 1));
        return attributes;
    }

    private static boolean isNumber(@Nullable String value, int number) {
        return value != null
                && !value.isEmpty()
                && value.charAt(0) == '0' + number
                && Double.parseDouble(value) == number;
    }

    private void append(String name, String value) {
        if (name.equals("id")) {
            out.append(renamed(value));
        } else if (value.startsWith("url(#")) {
            out.append("url(#")
                    .append(renamed(value.substring(5, value.length() - 1)))
                    .append(')');
        } else if (value.startsWith("rgb(")) {
            out.append(colour.apply(hex(value)));
        } else if (value.startsWith("#")) {
            out.append(colour.apply(value));
        } else if (NUMERIC.contains("|" + name + "|")) {
            appendNumbers(value);
        } else {
            out.append(value);
        }
    }

    private String renamed(String name) {
        return names.computeIfAbsent(name, n -> prefix + names.size());
    }

    private static String hex(String rgb) {
        String[] parts = rgb.substring(4, rgb.length() - 1).split(",", -1);
        StringBuilder hex = new StringBuilder("#");
        for (String part : parts) {
            int value = Integer.parseInt(part.strip());
            hex.append(Character.forDigit(value >> 4, 16)).append(Character.forDigit(value & 15, 16));
        }
        return hex.toString();
    }

    /** Copies a text with its numbers rounded and no blank that is not needed. */
    private void appendNumbers(String value) {
        int at = 0;
        while (at < value.length()) {
            char c = value.charAt(at);
            if (isDigit(c) || c == '-' || c == '.') {
                at = appendNumber(value, at);
            } else {
                boolean needed = c != ' '
                        || at > 0
                                && at + 1 < value.length()
                                && value.charAt(at - 1) > ' '
                                && (isDigit(value.charAt(at + 1)) || value.charAt(at + 1) == '-');
                if (needed) {
                    out.append(c);
                }
                at++;
            }
        }
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Appends the number that begins here, in tenths, and returns where it ends. Only a long or scaled one is parsed in full. */
    private int appendNumber(String value, int from) {
        boolean negative = value.charAt(from) == '-';
        int at = negative ? from + 1 : from;
        long hundredths = 0;
        int point = -1;
        for (; at < value.length() && (isDigit(value.charAt(at)) || value.charAt(at) == '.'); at++) {
            if (value.charAt(at) == '.') {
                point = at;
            } else if (point < 0 || at <= point + 2) {
                hundredths = 10 * hundredths + (value.charAt(at) - '0');
            }
        }
        boolean scaled = at < value.length() && value.charAt(at) == 'E';
        if (scaled || (point < 0 ? at : point) - from > LONGEST) {
            return appendParsed(value, from, at);
        }
        for (int digits = point < 0 ? 0 : Math.min(2, at - point - 1); digits < 2; digits++) {
            hundredths *= 10;
        }
        long tenths = (hundredths + 5) / 10;
        appendTenths(negative ? -tenths : tenths);
        return at;
    }

    private int appendParsed(String value, int from, int mantissaEnd) {
        int end = mantissaEnd;
        while (end < value.length() && (isDigit(value.charAt(end)) || "E-".indexOf(value.charAt(end)) >= 0)) {
            end++;
        }
        appendTenths(Math.round(Double.parseDouble(value.substring(from, end)) * 10));
        return end;
    }

    private void appendTenths(long tenths) {
        if (tenths < 0) {
            out.append('-');
        }
        out.append(Math.abs(tenths) / 10);
        long fraction = Math.abs(tenths) % 10;
        if (fraction != 0) {
            out.append('.').append(fraction);
        }
    }
}
