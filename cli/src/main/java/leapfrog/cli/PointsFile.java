package leapfrog.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.Transform;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the points of a file: {@code {"parameters": [names in any order], "points": [[numbers] …]}} on the unconstrained space. Standard
 * deviations stand in it as log sd, whichever coordinates the model has of them.
 *
 * @param names of the coordinates, as in the file
 * @param coordinates the model's coordinate of each name
 * @param positions [points][dimension] in the model's order
 */
record PointsFile(List<String> names, int[] coordinates, double[][] positions) {
    /**
     * @param option how messages name the file
     * @throws InputException if it cannot be read, or its names are not the model's
     */
    static PointsFile read(String option, Path file, Model model) {
        Reader reader = new Reader(option, file);
        JsonNode input = reader.tree();
        List<String> names = reader.names(input, model);
        int[] coordinates = coordinates(names, model);
        double[][] positions = reader.positions(input, names, coordinates);
        for (double[] position : positions) {
            fromLogarithms(position, model.data().scalars());
        }
        return new PointsFile(names, coordinates, positions);
    }

    private static void fromLogarithms(double[] position, List<Transform> transforms) {
        for (int k = 0; k < transforms.size(); k++) {
            if (transforms.get(k).kind() == Transform.Kind.SIGNED) {
                position[k] = transforms.get(k).coordinate(Math.exp(position[k]));
            }
        }
    }

    /** The names of the model's coordinates in a file. */
    private static List<String> expected(Model model) {
        List<String> names = new ArrayList<>(model.coordinates());
        List<Transform> transforms = model.data().scalars();
        for (int k = 0; k < transforms.size(); k++) {
            if (transforms.get(k).kind() == Transform.Kind.SIGNED) {
                names.set(k, names.get(k).replaceFirst("asinh_", "log_"));
            }
        }
        return names;
    }

    /** The model's coordinate of each name. */
    private static int[] coordinates(List<String> names, Model model) {
        Map<String, Integer> index = new HashMap<>();
        expected(model).forEach(name -> index.put(name, index.size()));
        return names.stream().mapToInt(index::get).toArray();
    }

    private record Reader(String option, Path file) {
        /** NaN is no JSON, but what programs write who have one: it is refused by its place. */
        private static final ObjectMapper JSON = JsonMapper.builder()
                .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                .build();

        private JsonNode tree() {
            try {
                return JSON.readTree(Files.readAllBytes(file));
            } catch (NoSuchFileException e) {
                throw new InputException(option + " " + file + ": no such file", e);
            } catch (IOException e) {
                throw new InputException(option + " " + file + ": cannot be read (" + e.getMessage() + ")", e);
            } catch (JacksonException e) {
                throw new InputException(option + " " + file + ": not JSON: " + e.getOriginalMessage(), e);
            }
        }

        private List<String> names(JsonNode input, Model model) {
            List<String> names = new ArrayList<>();
            for (JsonNode name : array(input, "parameters")) {
                names.add(name.asString());
            }
            List<String> expected = expected(model);
            List<String> missing = new ArrayList<>(expected);
            missing.removeAll(new HashSet<>(names));
            List<String> unknown = new ArrayList<>(names);
            unknown.removeAll(new HashSet<>(expected));
            if (!missing.isEmpty() || !unknown.isEmpty() || names.size() != model.dimension()) {
                throw new InputException(
                        option + " " + file + ": \"parameters\" must be the model's " + model.dimension()
                                + " coordinates, each once"
                                + (unknown.isEmpty() ? "" : "; unknown: " + some(unknown))
                                + (missing.isEmpty() ? "" : "; missing: " + some(missing)));
            }
            return names;
        }

        private double[][] positions(JsonNode input, List<String> names, int[] target) {
            JsonNode rows = array(input, "points");
            double[][] positions = new double[rows.size()][target.length];
            for (int k = 0; k < positions.length; k++) {
                JsonNode row = rows.get(k);
                if (!row.isArray() || row.size() != target.length) {
                    throw new InputException(option + " " + file + ": point " + k + " must have " + target.length
                            + " numbers, one for each of \"parameters\"");
                }
                for (int i = 0; i < target.length; i++) {
                    JsonNode number = row.get(i);
                    if (!number.isNumber() || !Double.isFinite(number.asDouble())) {
                        throw new InputException(option + " " + file + ": point " + k + ", " + names.get(i) + ": "
                                + (number.isNumber() ? number.asString() : number) + " is not a finite number");
                    }
                    positions[k][target[i]] = number.asDouble();
                }
            }
            return positions;
        }

        private JsonNode array(JsonNode input, String name) {
            JsonNode value = input.get(name);
            if (value == null || !value.isArray()) {
                throw new InputException(option + " " + file + ": there is no list \"" + name + "\"");
            }
            return value;
        }

        private static String some(List<String> names) {
            return String.join(", ", names.subList(0, Math.min(5, names.size())))
                    + (names.size() > 5 ? " and " + (names.size() - 5) + " more" : "");
        }
    }
}
