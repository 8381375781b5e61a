package leapfrog.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes text so that HTML, and JSON within HTML, take it for text. */
final class Html {
    /** A name with an index in brackets, or with the row or level it belongs to. */
    private static final Pattern INDEXED =
            Pattern.compile("([\\p{L}][\\p{L}\\p{N}_.:]*?)(?:\\[([^\\]]*)\\]|_([ij])\\b)");

    /** A name of a parameter by itself. */
    private static final Pattern PARAMETER =
            Pattern.compile("\\b(?:b_[\\p{L}\\p{N}_.]+|sigma|nu|shape|mu)\\b(?!</var>)");

    private static final Pattern OPTION = Pattern.compile("(?<!\\S)--[a-z][a-z-]*");

    private Html() {}

    static String text(String text) {
        StringBuilder html = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                default -> html.append(c);
            }
        }
        return html.toString();
    }

    /** Text in which options of the command line stay in one piece. */
    static String prose(String text) {
        return OPTION.matcher(text(text)).replaceAll("<code>$0</code>");
    }

    /** An equation: what stands in brackets, and _i and _j, becomes an index. */
    static String equation(String equation) {
        Matcher matcher = INDEXED.matcher(text(equation));
        String indexed = matcher.replaceAll(match -> {
            String index =
                    match.group(2) == null ? match.group(3) : match.group(2).replaceAll("_([ij])\\b", " $1");
            return Matcher.quoteReplacement(
                    "<var>" + match.group(1) + "</var><sub>" + index.replace(",", ", ") + "</sub>");
        });
        return PARAMETER.matcher(indexed).replaceAll("<var>$0</var>");
    }

    /** A JSON string that may stand in a script element. */
    static String json(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }
}
