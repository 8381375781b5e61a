package leapfrog.data;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import leapfrog.model.InputException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** Holds a JSON object that was read, and asks for its values by type; what is missing or of another type is an error with its place. */
final class JsonObject {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final String place;
    private final Map<String, @Nullable Object> values;

    private JsonObject(String place, Map<String, @Nullable Object> values) {
        this.place = place;
        this.values = values;
    }

    /**
     * @param place the file, for messages
     * @throws InputException if the bytes are not one JSON object
     */
    static JsonObject parse(String place, byte[] bytes) {
        try (JsonParser parser =
                FACTORY.createParser(ObjectReadContext.empty(), new String(bytes, StandardCharsets.UTF_8))) {
            parser.nextToken();
            if (value(parser) instanceof Map<?, ?> map && parser.nextToken() == null) {
                return new JsonObject(place + ":", cast(map));
            }
        } catch (JacksonException e) {
            throw new InputException(place + ": not JSON: " + e.getOriginalMessage(), e);
        }
        throw new InputException(place + ": not one JSON object");
    }

    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        return switch (token) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    map.put(name, value(parser));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser));
                }
                yield list;
            }
            // Its spelling: the reader knows whether it wants a long or a double.
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Numeral(parser.getString());
            case VALUE_STRING -> parser.getString();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            case null, default -> null;
        };
    }

    /** A number as it is spelled. */
    private record Numeral(String digits) {}

    @SuppressWarnings("unchecked") // only made above
    private static Map<String, @Nullable Object> cast(Map<?, ?> map) {
        return (Map<String, @Nullable Object>) map;
    }

    Set<String> names() {
        return values.keySet();
    }

    boolean has(String name) {
        return values.get(name) != null;
    }

    boolean isText(String name) {
        return values.get(name) instanceof String;
    }

    boolean isNull(String name) {
        return values.containsKey(name) && values.get(name) == null;
    }

    JsonObject object(String name) {
        if (values.get(name) instanceof Map<?, ?> map) {
            return new JsonObject(place + " " + name, cast(map));
        }
        throw wrong(name, "an object");
    }

    List<JsonObject> objects(String name) {
        List<JsonObject> result = new ArrayList<>();
        for (Object element : list(name)) {
            if (!(element instanceof Map<?, ?> map)) {
                throw wrong(name, "a list of objects");
            }
            result.add(new JsonObject(place + " " + name, cast(map)));
        }
        return result;
    }

    String text(String name) {
        return values.get(name) instanceof String text ? text : fail(name, "text");
    }

    List<String> texts(String name) {
        List<String> result = new ArrayList<>();
        for (Object element : list(name)) {
            result.add(element instanceof String text ? text : fail(name, "a list of texts"));
        }
        return result;
    }

    boolean truth(String name) {
        return values.get(name) instanceof Boolean truth ? truth : fail(name, "true or false");
    }

    /** A double; null is NaN. */
    double number(String name) {
        if (!values.containsKey(name)) {
            throw wrong(name, "a number");
        }
        return number(name, values.get(name));
    }

    double[] numbers(String name) {
        return list(name).stream().mapToDouble(element -> number(name, element)).toArray();
    }

    private double number(String name, @Nullable Object value) {
        return switch (value) {
            case null -> Double.NaN;
            case Numeral numeral -> Double.parseDouble(numeral.digits());
            case String text when text.equals("Infinity") -> Double.POSITIVE_INFINITY;
            case String text when text.equals("-Infinity") -> Double.NEGATIVE_INFINITY;
            default -> fail(name, "a number");
        };
    }

    long integer(String name) {
        return integer(name, values.get(name));
    }

    int small(String name) {
        return small(name, values.get(name));
    }

    int[] smalls(String name) {
        return list(name).stream().mapToInt(element -> small(name, element)).toArray();
    }

    private int small(String name, @Nullable Object value) {
        long integer = integer(name, value);
        return integer == (int) integer ? (int) integer : fail(name, "a 32-bit integer");
    }

    private long integer(String name, @Nullable Object value) {
        if (value instanceof Numeral numeral) {
            try {
                return Long.parseLong(numeral.digits());
            } catch (NumberFormatException e) {
                throw wrong(name, "an integer");
            }
        }
        return fail(name, "an integer");
    }

    /** One of an enum's constants, spelled in lower case. */
    <E extends Enum<E>> E constant(String name, Class<E> type) {
        String text = text(name);
        for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
                return constant;
            }
        }
        throw wrong(name, "one of " + List.of(type.getEnumConstants()));
    }

    private List<?> list(String name) {
        return values.get(name) instanceof List<?> list ? list : fail(name, "a list");
    }

    private <T> T fail(String name, String right) {
        throw wrong(name, right);
    }

    private InputException wrong(String name, String right) {
        String what = values.containsKey(name) ? "is not " + right : "is missing; it must be " + right;
        return new InputException(place + " '" + name + "' " + what);
    }
}
