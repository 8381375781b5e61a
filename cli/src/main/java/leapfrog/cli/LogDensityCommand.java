package leapfrog.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import leapfrog.data.CsvTable;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints the log density and its gradient at given points of the unconstrained space. */
@Command(
        name = "logdensity",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Prints the log density and its gradient at points of the unconstrained space, as JSON.")
final class LogDensityCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DATA", description = "a CSV file with a header line")
    private Path data = Path.of("");

    @Parameters(index = "1", paramLabel = "FORMULA", description = "as in lme4 and brms")
    private String formula = "";

    @Option(
            names = "--points",
            paramLabel = "FILE",
            required = true,
            description = "JSON: {\"parameters\": [names in any order], \"points\": [[numbers] ...]}")
    private Path points = Path.of("");

    @Mixin
    private ModelArguments modelArguments = new ModelArguments();

    @Mixin
    private BackendArguments backendArguments = new BackendArguments();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Model model = ModelArguments.model(modelArguments.recipe(formula), CsvTable.read(data));
        ObjectMapper json = new ObjectMapper();
        JsonNode input = read(json);
        List<String> names = names(input, model);
        int[] target = coordinates(names, model);
        double[][] positions = positions(input, names, target);
        OpenBackend opened = OpenBackend.open(
                backendArguments.backend(),
                new Problem(model.structure(), List.of(model.data())),
                backendArguments.options(1, 0));
        GradientBatch batch;
        try (Session session = opened.session();
                GradientEvaluator evaluator = session.gradients()) {
            batch = evaluate(evaluator, positions);
        }
        print(json, names, target, positions.length, batch);
        return ExitCode.DONE;
    }

    private JsonNode read(ObjectMapper json) {
        try {
            return json.readTree(Files.readAllBytes(points));
        } catch (NoSuchFileException e) {
            throw new InputException("--points " + points + ": no such file", e);
        } catch (IOException e) {
            throw new InputException("--points " + points + ": cannot be read (" + e.getMessage() + ")", e);
        } catch (JacksonException e) {
            throw new InputException("--points " + points + ": not JSON: " + e.getOriginalMessage(), e);
        }
    }

    private List<String> names(JsonNode input, Model model) {
        List<String> names = new ArrayList<>();
        for (JsonNode name : array(input, "parameters")) {
            names.add(name.asString());
        }
        List<String> missing = new ArrayList<>(model.coordinates());
        missing.removeAll(new HashSet<>(names));
        List<String> unknown = new ArrayList<>(names);
        unknown.removeAll(new HashSet<>(model.coordinates()));
        if (!missing.isEmpty() || !unknown.isEmpty() || names.size() != model.dimension()) {
            throw new InputException("--points " + points + ": \"parameters\" must be the model's " + model.dimension()
                    + " coordinates, each once"
                    + (unknown.isEmpty() ? "" : "; unknown: " + some(unknown))
                    + (missing.isEmpty() ? "" : "; missing: " + some(missing)));
        }
        return names;
    }

    /** The model's coordinate of each name. */
    private static int[] coordinates(List<String> names, Model model) {
        Map<String, Integer> index = new HashMap<>();
        model.coordinates().forEach(name -> index.put(name, index.size()));
        return names.stream().mapToInt(index::get).toArray();
    }

    private double[][] positions(JsonNode input, List<String> names, int[] target) {
        JsonNode rows = array(input, "points");
        double[][] positions = new double[rows.size()][target.length];
        for (int k = 0; k < positions.length; k++) {
            JsonNode row = rows.get(k);
            if (!row.isArray() || row.size() != target.length) {
                throw new InputException("--points " + points + ": point " + k + " must have " + target.length
                        + " numbers, one for each of \"parameters\"");
            }
            for (int i = 0; i < target.length; i++) {
                if (!row.get(i).isNumber()) {
                    throw new InputException("--points " + points + ": point " + k + ", " + names.get(i) + ": "
                            + row.get(i) + " is not a number");
                }
                positions[k][target[i]] = row.get(i).asDouble();
            }
        }
        return positions;
    }

    private JsonNode array(JsonNode input, String name) {
        JsonNode value = input.get(name);
        if (value == null || !value.isArray()) {
            throw new InputException("--points " + points + ": there is no list \"" + name + "\"");
        }
        return value;
    }

    private static GradientBatch evaluate(GradientEvaluator evaluator, double[][] positions) {
        int lanes = evaluator.shape().lanes();
        GradientBatch batch = new GradientBatch(lanes);
        if (positions.length == 0) {
            return batch;
        }
        for (int at = 0; at < positions.length; at += lanes) {
            int block = batch.addBlock(0, positions[0].length);
            for (int lane = 0; lane < lanes; lane++) {
                double[] position = positions[Math.min(at + lane, positions.length - 1)];
                for (int d = 0; d < position.length; d++) {
                    batch.positions()[batch.offset(block) + d * lanes + lane] = position[d];
                }
            }
        }
        evaluator.evaluate(batch);
        return batch;
    }

    private void print(ObjectMapper json, List<String> names, int[] target, int count, GradientBatch batch) {
        ObjectNode output = json.createObjectNode();
        ArrayNode parameters = output.putArray("parameters");
        names.forEach(parameters::add);
        ArrayNode logDensity = output.putArray("log_density");
        ArrayNode gradient = output.putArray("gradient");
        int lanes = batch.lanes();
        for (int k = 0; k < count; k++) {
            logDensity.add(batch.logDensities()[k]);
            ArrayNode row = gradient.addArray();
            for (int d : target) {
                row.add(batch.gradients()[batch.offset(k / lanes) + d * lanes + k % lanes]);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(output));
        out.flush();
    }

    private static String some(List<String> names) {
        return String.join(", ", names.subList(0, Math.min(5, names.size())))
                + (names.size() > 5 ? " and " + (names.size() - 5) + " more" : "");
    }
}
