package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import leapfrog.data.FitFolder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** Runs commands on groups of which every third is large, and is centered by {@code --parametrization auto}. */
class AutoParametrizationTest {
    private static final String FORMULA = "y ~ x + (1 | g)";
    private static final String CHOICE = "8 of 24 centered: g00, g03, g06, …";

    @TempDir
    private Path folder;

    private Path data;

    @BeforeEach
    void makeTable() throws IOException {
        data = Tables.unequalGroups(folder);
    }

    @Test
    void theModelTellsWhichLevelsAreCentered() {
        String line = "  g[Intercept]  " + CHOICE
                + "  coef_g[j,Intercept] is sampled; of the others coef_g[j,Intercept] = b_Intercept + sd_g[Intercept]"
                + " · z_j, z_j ~ Normal(0, 1) is sampled\n";
        String out = CommandRun.of("model", data, FORMULA, "--marginalize", "off")
                .expect(ExitCode.DONE)
                .out();
        assertTrue(out.contains("\nparametrization\n" + line + "\n"), out);
        String correlated = CommandRun.of("model", data, "y ~ x + (1 + x | g)", "--marginalize", "off")
                .expect(ExitCode.DONE)
                .out();
        assertTrue(correlated.contains("  g[Intercept], g[x]  "), correlated);
        assertTrue(correlated.contains("L z_j, R = L Lᵀ"), correlated);
    }

    /** By default, and the same when the fit goes on: the saved recipe says auto, the data say the rest. */
    @ParameterizedTest
    @ValueSource(strings = {"scalar", "simd"})
    void aFitChoosesAndAResumedOneChoosesTheSame(String backend) {
        Path whole = folder.resolve("whole");
        Path part = folder.resolve("part");
        CommandRun first =
                CommandRun.fit(data, FORMULA, whole, "--marginalize", "off", "--backend", backend, "--draws", 17);
        assertTrue(first.out().contains("groups    g[Intercept]: " + CHOICE), first.out());
        CommandRun.fit(data, FORMULA, part, "--marginalize", "off", "--backend", backend, "--draws", 6);
        assertEquals(List.of("auto"), FitFolder.read(part).fit().recipe().parametrization());
        CommandRun on = CommandRun.of("fit", "--resume", part, "--draws", 11, "--backend", backend)
                .expect(ExitCode.DONE);
        assertTrue(on.out().contains("groups    g[Intercept]: " + CHOICE), on.out());
        assertEquals(Bits.of(whole), Bits.of(part));
        Path other = folder.resolve("other");
        CommandRun.fit(data, FORMULA, other, "--backend", backend, "--draws", 17, "--parametrization", "noncentered");
        assertNotEquals(Bits.of(whole), Bits.of(other));
    }

    /** coef = b + sd z for each of the eight centered levels, whose density is less by log sd each. */
    @ParameterizedTest
    @CsvSource({"scalar, auto", "scalar, off", "simd, auto", "simd, off"})
    void logDensitiesDifferByTheJacobian(String backend, String reduce) throws IOException {
        double b = 0.3;
        double logSd = -0.4;
        List<String> names = new ArrayList<>(List.of("b_Intercept", "b_x", "log_sd_g[Intercept]", "log_sigma"));
        List<Double> point = new ArrayList<>(List.of(b, 0.1, logSd, 0.2));
        for (int g = 0; g < 24; g++) {
            names.add(String.format("z_g[g%02d,Intercept]", g));
            point.add(Math.sin(g));
        }
        double noncentered = logDensity("noncentered", names, point, backend, reduce);
        for (int g = 0; g < 24; g += 3) {
            names.set(4 + g, names.get(4 + g).replace("z_", "coef_"));
            point.set(4 + g, b + Math.exp(logSd) * Math.sin(g));
        }
        assertEquals(noncentered - 8 * logSd, logDensity("auto", names, point, backend, reduce), 1e-9);
    }

    private double logDensity(String form, List<String> names, List<Double> point, String backend, String reduce)
            throws IOException {
        String text = names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(","));
        Path points = Files.writeString(
                folder.resolve("points.json"), "{\"parameters\": [" + text + "], \"points\": [" + point + "]}");
        CommandRun run = CommandRun.of(
                        "logdensity",
                        data,
                        FORMULA,
                        "--parametrization",
                        form,
                        "--points",
                        points,
                        "--backend",
                        backend,
                        "--reduce",
                        reduce)
                .expect(ExitCode.DONE);
        JsonNode output = new ObjectMapper().readTree(run.out());
        assertEquals(1, output.get("log_density").size());
        assertTrue(IntStream.range(0, names.size())
                .allMatch(d ->
                        Double.isFinite(output.get("gradient").get(0).get(d).asDouble())));
        return output.get("log_density").get(0).asDouble();
    }
}
