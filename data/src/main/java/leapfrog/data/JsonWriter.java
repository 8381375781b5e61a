package leapfrog.data;

import java.util.List;

/**
 * Builds indented JSON text of objects, lists, text and numbers; one object is open at the start.
 *
 * <p>It stands for a library's generator because that costs about 40 ms in a process that lives for one second. Doubles have the
 * shortest digits that read back to the same double; NaN is null, infinities are the texts "Infinity" and "-Infinity".
 */
final class JsonWriter {
    private final StringBuilder json = new StringBuilder("{");
    private int depth = 1;
    private boolean first = true;

    JsonWriter text(String name, String value) {
        name(name);
        quote(value);
        return this;
    }

    JsonWriter number(String name, double value) {
        name(name);
        number(value);
        return this;
    }

    JsonWriter number(String name, long value) {
        name(name);
        json.append(value);
        return this;
    }

    JsonWriter truth(String name, boolean value) {
        name(name);
        json.append(value);
        return this;
    }

    JsonWriter nothing(String name) {
        name(name);
        json.append("null");
        return this;
    }

    JsonWriter texts(String name, List<String> values) {
        name(name);
        json.append('[');
        for (int i = 0; i < values.size(); i++) {
            json.append(i == 0 ? "" : ", ");
            quote(values.get(i));
        }
        json.append(']');
        return this;
    }

    JsonWriter numbers(String name, double[] values) {
        name(name);
        json.append('[');
        for (int i = 0; i < values.length; i++) {
            json.append(i == 0 ? "" : ", ");
            number(values[i]);
        }
        json.append(']');
        return this;
    }

    JsonWriter numbers(String name, int[] values) {
        name(name);
        json.append('[');
        for (int i = 0; i < values.length; i++) {
            json.append(i == 0 ? "" : ", ").append(values[i]);
        }
        json.append(']');
        return this;
    }

    /** Opens an object until the next {@link #end}. */
    JsonWriter object(String name) {
        name(name);
        return open('{');
    }

    /** Opens a list of objects until the next {@link #endList}. */
    JsonWriter list(String name) {
        name(name);
        return open('[');
    }

    /** Opens an object in a list. */
    JsonWriter element() {
        next();
        return open('{');
    }

    JsonWriter end() {
        return close('}');
    }

    JsonWriter endList() {
        return close(']');
    }

    /** Puts an object made elsewhere. */
    JsonWriter put(String name, JsonWriter object) {
        return raw(name, object.json + "\n}");
    }

    /** Puts text that is JSON. */
    JsonWriter raw(String name, String text) {
        name(name);
        json.append(text.replace("\n", "\n" + "  ".repeat(depth)));
        return this;
    }

    /** The text, with the first object closed. */
    String finish() {
        if (depth != 1) {
            throw new IllegalStateException(depth - 1 + " objects or lists are open");
        }
        return json + "\n}\n";
    }

    /** The text in ASCII, for readers that take no other (zarr-python 2). */
    String finishAscii() {
        StringBuilder ascii = new StringBuilder();
        for (char c : finish().toCharArray()) {
            if (c < 0x80) {
                ascii.append(c);
            } else {
                escape(ascii, c);
            }
        }
        return ascii.toString();
    }

    private static void escape(StringBuilder target, char c) {
        target.append("\\u").append(Integer.toHexString(0x10000 | c), 1, 5);
    }

    private JsonWriter open(char bracket) {
        json.append(bracket);
        depth++;
        first = true;
        return this;
    }

    private JsonWriter close(char bracket) {
        depth--;
        if (!first) {
            line();
        }
        json.append(bracket);
        first = false;
        return this;
    }

    private void name(String name) {
        next();
        quote(name);
        json.append(": ");
    }

    private void next() {
        if (!first) {
            json.append(',');
        }
        first = false;
        line();
    }

    private void line() {
        json.append('\n').append("  ".repeat(depth));
    }

    private void number(double value) {
        if (Double.isNaN(value)) {
            json.append("null");
        } else if (Double.isInfinite(value)) {
            quote(Double.toString(value));
        } else {
            json.append(value);
        }
    }

    private void quote(String text) {
        json.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\n' -> json.append("\\n");
                case '\r' -> json.append("\\r");
                case '\t' -> json.append("\\t");
                default -> {
                    // Lone surrogates have no UTF-8; as escapes they survive.
                    boolean lone = Character.isSurrogate(c) && !inPair(text, i);
                    if (c < ' ' || c == '\u007F' || lone) {
                        escape(json, c);
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    private static boolean inPair(String text, int i) {
        return Character.isHighSurrogate(text.charAt(i))
                ? i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))
                : i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
    }
}
