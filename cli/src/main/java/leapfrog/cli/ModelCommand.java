package leapfrog.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import leapfrog.data.TableFile;
import leapfrog.model.Model;
import leapfrog.model.Parametrization.Form;
import leapfrog.notation.ModelText;
import leapfrog.sample.Recipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the model that a formula makes of a table, without fitting it. */
@Command(
        name = "model",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = "Shows a model without fitting it: in mathematical notation, its priors, parameters, rows.")
final class ModelCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DATA", description = "a CSV file with a header line, or a .parquet file")
    private Path data = Path.of("");

    @Parameters(index = "1", paramLabel = "FORMULA", description = "as in lme4 and brms")
    private String formula = "";

    @Mixin
    private ModelArguments modelArguments = new ModelArguments();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        Recipe recipe = modelArguments.recipe(formula, Form.AUTO);
        Model model = recipe.model(TableFile.read(data));
        Output.print(spec, new ModelText(model, recipe.integrates(model)).toString());
        return ExitCode.DONE;
    }
}
