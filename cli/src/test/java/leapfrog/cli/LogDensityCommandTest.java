package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Compares what the command prints with Stan's log densities and gradients: {@code reference/README.md} says where they are from. */
class LogDensityCommandTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PARTIAL = "log_radon ~ floor + (1 + floor || county)";

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "pooled, scalar, auto",
        "pooled, simd, off",
        "unpooled, scalar, off",
        "unpooled, simd, auto",
        "partial_2022.centered, scalar, auto",
        "partial_2022.centered, simd, off",
        "partial_2022.noncentered, scalar, off",
        "partial_2022.noncentered, simd, auto"
    })
    void theNumbersAreStans(String reference, String backend, String reduce) throws IOException {
        JsonNode expected = reference(reference);
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < expected.get("parameters").size(); i++) {
            order.add(i);
        }
        Collections.shuffle(order, new Random(3));
        ObjectNode input = JSON.createObjectNode();
        input.set("parameters", permuted(expected.get("parameters"), order));
        ArrayNode points = input.putArray("points");
        expected.get("points").forEach(point -> points.add(permuted(point, order)));
        CommandRun run = logDensity(reference, JSON.writeValueAsString(input), "--backend", backend, "--reduce", reduce)
                .expect(ExitCode.DONE);
        JsonNode output = JSON.readTree(run.out());
        assertEquals(input.get("parameters"), output.get("parameters"));
        assertEquals(20, output.get("log_density").size());
        assertEquals(20, output.get("gradient").size());
        for (int k = 0; k < 20; k++) {
            close(expected.get("log_density").get(k), output.get("log_density").get(k), 1e-11, 1);
            JsonNode right = permuted(expected.get("gradient").get(k), order);
            double norm = 0;
            for (JsonNode component : right) {
                norm = Math.max(norm, Math.abs(component.asDouble()));
            }
            assertEquals(right.size(), output.get("gradient").get(k).size());
            for (int i = 0; i < right.size(); i++) {
                close(right.get(i), output.get("gradient").get(k).get(i), 1e-10, norm);
            }
        }
    }

    /** The bounds that every backend is held to, against a reference that is itself rounded. */
    private static void close(JsonNode expected, JsonNode actual, double tolerance, double scale) {
        double bound = tolerance * Math.max(1, Math.max(scale, Math.abs(expected.asDouble())));
        assertEquals(expected.asDouble(), actual.asDouble(), bound);
    }

    @Test
    void wrongPointsAreNamed() throws IOException {
        wrong("", "parameters");
        wrong("{", "not JSON");
        wrong("[1, 2]", "no list \"parameters\"");
        wrong("{\"parameters\": [\"b_Intercept\", \"b_floor\", \"log_sigma\"]}", "no list \"points\"");
        wrong("{\"parameters\": [\"b_Intercept\", \"b_floor\"], \"points\": []}", "missing: log_sigma");
        wrong("{\"parameters\": [\"b_Intercept\", \"b_floor\", \"sigma\"], \"points\": []}", "unknown: sigma");
        wrong(
                "{\"parameters\": [\"b_Intercept\", \"b_floor\", \"log_sigma\", \"b_floor\"], \"points\": []}",
                "each once");
        String good = "{\"parameters\": [\"b_Intercept\", \"b_floor\", \"log_sigma\"], \"points\": ";
        wrong(good + "[[1, 2]]}", "point 0 must have 3 numbers");
        wrong(good + "[[1, 2, 3], [1, \"two\", 3]]}", "point 1, b_floor: \"two\" is not a finite number");
        wrong(good + "[[1, NaN, 3]]}", "point 0, b_floor: NaN is not a finite number");
        wrong(good + "[[1, 2, -Infinity]]}", "point 0, log_sigma: -Infinity is not a finite number");
        wrong(good + "[[1e999, 2, 3]]}", "point 0, b_Intercept: Infinity is not a finite number");
        assertTrue(
                logDensity("pooled", good + "[]}").expect(ExitCode.DONE).out().contains("\"log_density\" : [ ]"));
    }

    private void wrong(String points, String message) throws IOException {
        CommandRun run = logDensity("pooled", points).expect(ExitCode.WRONG_INPUT);
        assertEquals("", run.out());
        assertTrue(run.err().startsWith("leapfrog: --points ") && run.err().contains(message), run.err());
    }

    private CommandRun logDensity(String reference, String points, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("points.json"), points);
        List<Object> arguments = new ArrayList<>(List.of("logdensity", Tables.RADON));
        List<String> model = switch (reference) {
            case "pooled" -> List.of("log_radon ~ floor");
            case "unpooled" -> List.of("log_radon ~ 0 + county + county:floor");
            case "partial_2022.centered" ->
                List.of(PARTIAL, "--parametrization", "centered", "--prior", "sd ~ half_normal(5)");
            default -> List.of(PARTIAL, "--prior", "sd ~ half_normal(5)");
        };
        arguments.addAll(model);
        if (!reference.equals("unpooled")) {
            arguments.addAll(List.of("--prior", "Intercept ~ normal(0, 100)"));
        }
        arguments.addAll(List.of("--prior", "b ~ normal(0, 100)", "--prior", "sigma ~ half_cauchy(5)"));
        arguments.addAll(List.of("--points", file));
        arguments.addAll(List.of(more));
        return CommandRun.of(arguments.toArray());
    }

    private static JsonNode reference(String name) throws IOException {
        try (InputStream stream = Objects.requireNonNull(
                LogDensityCommandTest.class.getResourceAsStream("/reference/" + name + ".logdensity.json"))) {
            return JSON.readTree(stream.readAllBytes());
        }
    }

    private static ArrayNode permuted(JsonNode list, List<Integer> order) {
        ArrayNode result = JSON.createArrayNode();
        order.forEach(from -> result.add(list.get(from)));
        return result;
    }
}
