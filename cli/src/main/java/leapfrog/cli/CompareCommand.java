package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import leapfrog.compare.Evaluation;
import leapfrog.compare.Refits;
import leapfrog.model.InputException;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Sampler;
import leapfrog.sample.Start;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares models of the same rows by how well they predict each row without it; fits them first, or takes fits that are there. */
@Command(
        name = "compare",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        customSynopsis = {
            "leapfrog compare DATA NAME='FORMULA'... [OPTIONS]",
            "       leapfrog compare [NAME=]FIT... [--refits=N] [--out=DIR] [--json] [--strict]"
        },
        description = {
            "",
            "Fits several models to one table, or takes fits that are there, and compares them: coefficients, RMSD,"
                    + " PSIS-LOO, integrated LOO where that is not to be trusted, WAIC, stacking weights.",
            "",
            "  leapfrog compare data/radon_mn.csv pooled='log_radon ~ floor' \\",
            "      partial='log_radon ~ floor + (1 + floor || county)' --priors FILE",
            "  leapfrog compare pooled-fit partial-fit",
            "",
            "A prior, or a file of priors, is for all models that have the parameter, or for one by its name: --prior"
                    + " NAME='sd ~ half_normal(1)', --priors NAME=FILE. All other options are for all models.",
            ""
        })
final class CompareCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "WORDS",
            description = "DATA NAME='FORMULA'...: a CSV file and named formulas; or FIT...: folders written by"
                    + " 'leapfrog fit', also as NAME=FIT")
    private List<String> words = new ArrayList<>();

    @Mixin
    private ModelArguments modelArguments = new ModelArguments();

    @Mixin
    private SamplingArguments samplingArguments = new SamplingArguments();

    @Mixin
    private BackendArguments backendArguments = new BackendArguments();

    @Option(
            names = "--refits",
            paramLabel = "N",
            defaultValue = "10",
            description = "greatest number of rows of a model that are left out for real, by a fit without them, where"
                    + " integrated LOO fails them (default 10)")
    private int refits = 10;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "write compare.csv here, and each new fit into its folder NAME-fit")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "replace fits that --out holds already")
    private boolean overwrite;

    @Option(names = "--json", description = "print the comparison as JSON")
    private boolean json;

    @Option(names = "--strict", description = "exit with code 3 if a model's diagnosis is bad")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        if (refits < 0) {
            throw new InputException("--refits is " + refits + "; it must be at least 0");
        }
        long start = System.nanoTime();
        try (Interruption interruption = Interruption.watch()) {
            FitSteps steps = new FitSteps(backendArguments.compute(), interruption);
            List<ComparedModel> models = new ArrayList<>();
            for (ComparedFits.Fitted fitted : fits(steps)) {
                models.add(evaluate(fitted, steps));
            }
            print(new ComparedModels(models, (System.nanoTime() - start) * 1e-9));
            boolean good =
                    models.stream().allMatch(model -> model.saved().diagnosis().good());
            return strict && !good ? ExitCode.BAD : ExitCode.DONE;
        } catch (FitSteps.Stopped e) {
            PrintWriter errors = spec.commandLine().getErr();
            errors.println("leapfrog: " + e.getMessage());
            errors.flush();
            return e.code();
        }
    }

    /** Fits of a table, unless the first word is a folder or names one. */
    private List<ComparedFits.Fitted> fits(FitSteps steps) {
        String first = words.getFirst();
        if (Files.isDirectory(Path.of(first)) || first.contains("=")) {
            String option = modelArguments.givenOption();
            if (option == null) {
                option = samplingArguments.draws() != null ? "--draws" : samplingArguments.fixedOption();
            }
            if (option != null) {
                throw new InputException("fits that are there keep their models and settings; " + option
                        + " is for new fits of a table: leapfrog compare DATA NAME='FORMULA'...");
            }
            return ComparedFits.read(folders());
        }
        if (!Files.exists(Path.of(first))) {
            throw new InputException("no such table or fit: '" + first + "'");
        }
        Map<String, String> formulas = new LinkedHashMap<>();
        for (String word : words.subList(1, words.size())) {
            int equals = word.indexOf('=');
            int tilde = word.indexOf('~');
            if (equals < 1 || tilde >= 0 && tilde < equals) {
                throw new InputException(
                        "'" + word + "' should be a name and a formula: NAME='" + (tilde < 0 ? "y ~ x" : word) + "'");
            }
            put(formulas, word.substring(0, equals).strip(), word.substring(equals + 1));
        }
        if (formulas.isEmpty()) {
            throw new InputException("compare needs models of " + first + ": leapfrog compare " + first
                    + " pooled='y ~ x' partial='y ~ x + (1 + x | group)'");
        }
        return new ComparedFits(modelArguments, samplingArguments, steps, out, overwrite).fit(Path.of(first), formulas);
    }

    private Map<String, Path> folders() {
        Map<String, Path> folders = new LinkedHashMap<>();
        for (String word : words) {
            int equals = Files.isDirectory(Path.of(word)) ? -1 : word.indexOf('=');
            Path folder = Path.of(word.substring(equals + 1));
            String name = equals < 0
                    ? String.valueOf(folder.toAbsolutePath().normalize().getFileName())
                            .replaceFirst("-fit$", "")
                    : word.substring(0, equals).strip();
            put(folders, name, folder);
        }
        return folders;
    }

    private static <T> void put(Map<String, T> named, String name, T value) {
        if (!name.matches("[\\p{L}\\p{N}_.-]+")) {
            throw new InputException(
                    "'" + name + "' cannot be a model's name; letters, digits and _ . - can stand in it");
        }
        if (named.put(name, value) != null) {
            throw new InputException("two models are named " + name + "; give each a name of its own: NAME=…");
        }
    }

    private ComparedModel evaluate(ComparedFits.Fitted fitted, FitSteps steps) {
        Fit fit = fitted.saved().fit();
        FitSettings settings = fit.settings().with(new Start.Jitter());
        Refits refitter = new Refits(
                model -> steps.fit(new Sampler.Request(model, fit.recipe(), fit.data(), settings), part -> {})
                        .draws(),
                refits);
        Evaluation evaluation = Evaluation.of(fitted.model(), fit.draws(), refitter);
        return new ComparedModel(
                fitted.name(), fitted.model(), fitted.saved(), evaluation, ComparedModel.likelihood(fitted.model()));
    }

    private void print(ComparedModels models) {
        if (out != null) {
            CompareFile.write(out, models);
        }
        Output.print(spec, json ? CompareJson.of(models) : new CompareText(models).toString());
    }
}
