package leapfrog.cli;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Parametrization;
import leapfrog.model.Parametrization.Form;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import leapfrog.sample.Recipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Reads the options that say what the model is, and makes it. */
final class ModelArguments {
    @Option(
            names = "--family",
            paramLabel = "FAMILY",
            defaultValue = "gaussian",
            description = "distribution of the response: gaussian (default), student_t, bernoulli, binomial, poisson or"
                    + " negative_binomial; student_t(nu=4) fixes a parameter")
    private String family = "gaussian";

    @Option(
            names = "--prior",
            paramLabel = "'CLASS ~ DENSITY'",
            description =
                    "a prior, for example 'sd ~ half_normal(1)', 'b_floor ~ normal(0, 1, lower=0)' or 'variance:sd ~"
                            + " inv_gamma(2, 1)'; repeatable")
    private List<String> priors = new ArrayList<>();

    @Option(
            names = "--priors",
            paramLabel = "FILE",
            description = "a file with one prior a line; # begins a comment; repeatable")
    private List<String> priorFiles = new ArrayList<>();

    @Option(
            names = "--parametrization",
            paramLabel = "FORM",
            description = "auto, centered or noncentered, for all groups or one: county=centered; repeatable. auto, the"
                    + " default of a fit, chooses level by level by what the data say; logdensity's is"
                    + " noncentered")
    private List<String> parametrization = new ArrayList<>();

    @Option(
            names = "--reduce",
            paramLabel = "auto|off",
            defaultValue = "auto",
            description =
                    "whether rows are reduced, exactly, to cells or by QR, as the data suggest: auto (default) or off")
    private String reduce = "auto";

    @Option(
            names = "--marginalize",
            paramLabel = "auto|off",
            defaultValue = "auto",
            description =
                    "whether normal effects and coefficients of a gaussian model are integrated out, exactly, where"
                            + " that is faster, and drawn given the scales: auto (default) or off")
    private String marginalize = "auto";

    @Option(
            names = "--prior-only",
            description =
                    "drop the likelihood, so that the prior is sampled or evaluated; defaults still use the data's"
                            + " scale")
    private boolean priorOnly;

    /**
     * What, with a table, makes the model.
     *
     * @param otherwise the form of groups for which none is given
     */
    Recipe recipe(String formula, Form otherwise) {
        List<String> statements = new ArrayList<>();
        priorFiles.forEach(file -> statements.addAll(read(file).texts()));
        statements.addAll(priors);
        return recipeWithoutPriors(formula, otherwise).withPriors(statements);
    }

    /**
     * The same, but for the priors.
     *
     * @param otherwise the form of groups for which none is given
     */
    Recipe recipeWithoutPriors(String formula, Form otherwise) {
        return new Recipe(
                Formula.parse(formula).toString(),
                Family.parse(family),
                List.of(),
                Parametrization.overlaid(List.of(otherwise.name().toLowerCase(Locale.ROOT)), parametrization),
                Arguments.autoOrOff("--reduce", reduce),
                priorOnly,
                Arguments.autoOrOff("--marginalize", marginalize));
    }

    /** The priors given one by one, as written. */
    List<String> priors() {
        return priors;
    }

    /** The files of priors, as written. */
    List<String> priorFiles() {
        return priorFiles;
    }

    /** The priors in a file. */
    static Priors read(String file) {
        return Priors.ofLines(file, lines(Path.of(file)));
    }

    /** The first option given, or null. */
    @Nullable
    String givenOption() {
        if (!priors.isEmpty()) {
            return "--prior";
        }
        if (!priorFiles.isEmpty()) {
            return "--priors";
        }
        if (!parametrization.isEmpty()) {
            return "--parametrization";
        }
        if (!family.equals("gaussian")) {
            return "--family";
        }
        if (priorOnly) {
            return "--prior-only";
        }
        if (!marginalize.equals("auto")) {
            return "--marginalize";
        }
        return reduce.equals("auto") ? null : "--reduce";
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw new InputException("--priors " + file + ": no such file", e);
        } catch (MalformedInputException e) {
            throw new InputException("--priors " + file + ": not a text file in UTF-8", e);
        } catch (IOException e) {
            throw new InputException("--priors " + file + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }
}
