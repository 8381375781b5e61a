package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import leapfrog.data.TableFile;
import leapfrog.engine.Evaluations;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions.ScaleCoordinates;
import leapfrog.model.Parametrization.Form;
import leapfrog.sample.OpenBackend;
import leapfrog.sample.Recipe;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Prints the log density and its gradient at given points of the unconstrained space. */
@Command(
        name = "logdensity",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Prints the log density and its gradient at points of the unconstrained space, as JSON.",
            "",
            "Coordinates: coefficients have their own names (b_floor); what has a lower bound is named log_sigma, for",
            "log(sigma - lower), where lower is 0 unless a prior sets it; with an upper bound, log_b_floor is",
            "log(upper - b_floor); with both, logit_b_floor is log((b_floor - lower) / (upper - b_floor)).",
            "Groups have z_county[AITKIN,floor], coef_county[...] or r_county[...], and correlated effects",
            "cpc_county[floor,Intercept], the atanh of a canonical partial correlation. Log-Jacobians are included.",
            "All coefficients are coordinates here, whatever --marginalize says.",
            ""
        })
final class LogDensityCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DATA", description = "a CSV file with a header line, or a .parquet file")
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
        // Points are of all coordinates, and on the scale of log sd.
        Recipe recipe = modelArguments.recipe(formula, Form.NONCENTERED).marginalizing(false);
        Model model =
                Model.of(recipe.design(TableFile.read(data)), recipe.options().with(ScaleCoordinates.LOGARITHMIC));
        PointsFile input = PointsFile.read("--points", points, model);
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        try (OpenBackend opened = backendArguments.compute().open(problem, 1, 0);
                GradientEvaluator evaluator = opened.session().gradients()) {
            print(input, Evaluations.at(evaluator, 0, input.positions()));
        }
        return ExitCode.DONE;
    }

    private void print(PointsFile input, Evaluations evaluations) {
        ObjectMapper json = new ObjectMapper();
        ObjectNode output = json.createObjectNode();
        ArrayNode parameters = output.putArray("parameters");
        input.names().forEach(parameters::add);
        ArrayNode logDensity = output.putArray("log_density");
        ArrayNode gradient = output.putArray("gradient");
        for (int k = 0; k < input.positions().length; k++) {
            logDensity.add(evaluations.logDensities()[k]);
            ArrayNode row = gradient.addArray();
            for (int d : input.coordinates()) {
                row.add(evaluations.gradients()[k][d]);
            }
        }
        PrintWriter out = spec.commandLine().getOut();
        out.println(json.writerWithDefaultPrettyPrinter().writeValueAsString(output));
        out.flush();
    }
}
