package leapfrog.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON of objects, arrays, numbers and strings without escapes; enough for the reference files. */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The object in {@code /reference/NAME}. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> resource(String name) {
        return (Map<String, Object>) new Json(text(name)).value();
    }

    static String text(String name) {
        return resourceText("/reference/" + name);
    }

    /** The lines of any resource. */
    static List<String> lines(String path) {
        return resourceText(path).lines().toList();
    }

    private static String resourceText(String path) {
        try (InputStream stream = Json.class.getResourceAsStream(path)) {
            if (stream == null) {
                throw new IllegalStateException("no resource " + path);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @SuppressWarnings("unchecked")
    static double[] numbers(Object array) {
        return ((List<Object>) array).stream().mapToDouble(x -> (Double) x).toArray();
    }

    @SuppressWarnings("unchecked")
    static double[][] rows(Object array) {
        return ((List<Object>) array).stream().map(Json::numbers).toArray(double[][]::new);
    }

    private char next() {
        while (Character.isWhitespace(text.charAt(at)) || text.charAt(at) == ',' || text.charAt(at) == ':') {
            at++;
        }
        return text.charAt(at);
    }

    private Object value() {
        switch (next()) {
            case '{' -> {
                Map<String, Object> object = new LinkedHashMap<>();
                at++;
                while (next() != '}') {
                    String key = (String) value();
                    object.put(key, value());
                }
                at++;
                return object;
            }
            case '[' -> {
                List<Object> array = new ArrayList<>();
                at++;
                while (next() != ']') {
                    array.add(value());
                }
                at++;
                return array;
            }
            case '"' -> {
                int end = text.indexOf('"', at + 1);
                String string = text.substring(at + 1, end);
                at = end + 1;
                return string;
            }
            default -> {
                int start = at;
                while ("+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
                    at++;
                }
                return Double.valueOf(text.substring(start, at));
            }
        }
    }
}
