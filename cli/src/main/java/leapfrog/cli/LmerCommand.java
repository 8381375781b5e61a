package leapfrog.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import leapfrog.data.TableFile;
import leapfrog.mixed.Criterion;
import leapfrog.mixed.LinearMixedModel;
import leapfrog.mixed.MixedFit;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Fits a Gaussian linear mixed model without priors, as lme4's lmer does. */
@Command(
        name = "lmer",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Fits a Gaussian linear mixed model by restricted maximum likelihood, as lme4 does: no priors, no draws.",
            "",
            "  leapfrog lmer data/radon_mn.csv 'log_radon ~ floor + (1 + floor | county)'",
            ""
        })
final class LmerCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "DATA", description = "a CSV file with a header line, or a .parquet file")
    private Path data = Path.of("");

    @Parameters(index = "1", paramLabel = "FORMULA", description = "as in lme4: 'y ~ x + (1 + x | group)'")
    private String formula = "";

    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            defaultValue = "gaussian",
            description = "gaussian, the only one; other families are for leapfrog fit")
    private String family = "gaussian";

    @Option(names = "--ml", description = "maximise the likelihood instead of the restricted likelihood")
    private boolean maximumLikelihood;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        if (!Family.parse(family).equals(Family.GAUSSIAN)) {
            throw new InputException("lmer fits the gaussian family alone, not " + family
                    + "; leapfrog fit has the other families, with priors");
        }
        Design design = DesignBuilder.build(Formula.parse(formula), TableFile.read(data));
        MixedFit fit = LinearMixedModel.fit(design, maximumLikelihood ? Criterion.ML : Criterion.REML);
        Output.print(spec, MixedFitText.of(design, fit));
        return ExitCode.DONE;
    }
}
