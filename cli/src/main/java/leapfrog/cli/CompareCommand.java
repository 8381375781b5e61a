package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import leapfrog.compare.Evaluation;
import leapfrog.compare.Refits;
import leapfrog.cv.Folds;
import leapfrog.data.TableFile;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.Table;
import leapfrog.report.Report;
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
            "       leapfrog compare [NAME=]FIT... [--refits=N] [--out=DIR] [--report=FILE] [--json] [--strict]"
        },
        description = {
            "Fits several models to one table, or takes fits that are there, and compares them: coefficients, RMSD,"
                    + " PSIS-LOO, integrated LOO where that is not to be trusted, WAIC, stacking weights.",
            "",
            "  leapfrog compare data/radon_mn.csv pooled='log_radon ~ floor' \\",
            "      partial='log_radon ~ floor + (1 + floor || county)' --priors FILE",
            "  leapfrog compare pooled-fit partial-fit --report radon.html",
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

    @Mixin
    private CrossValidationArguments crossValidation = new CrossValidationArguments();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "write compare.csv here, and each new fit into its folder NAME-fit")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "replace fits that --out holds already")
    private boolean overwrite;

    @Mixin
    private SaveArguments saveArguments = new SaveArguments();

    @Option(
            names = "--report",
            paramLabel = "FILE",
            description = "write a page for a browser: the comparison, and each fit with its figures")
    private @Nullable Path report;

    @Mixin
    private LinesArguments linesArguments = new LinesArguments();

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
        if (report != null) {
            ReportFile.check(report, ReportFile.NAME, out);
        }
        long start = System.nanoTime();
        try (Interruption interruption = Interruption.watch()) {
            return compare(new FitSteps(backendArguments.compute(), interruption), start);
        }
    }

    /** Says all there is to say before it returns, for a signal's wish to stop is granted then. */
    private int compare(FitSteps steps, long start) {
        try {
            boolean validating = crossValidation.given();
            List<ComparedFits.Fitted> fits = fits(steps);
            Folds folds = validating ? folds(fits) : null;
            List<ComparedModel> models =
                    fits.parallelStream().map(fitted -> evaluate(fitted, steps)).toList();
            CrossValidated validated =
                    folds == null ? null : CrossValidated.of(crossValidation.title(), folds, fits, steps);
            print(new ComparedModels(models, validated, (System.nanoTime() - start) * 1e-9));
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

    private List<ComparedFits.Fitted> fits(FitSteps steps) {
        return switch (CompareWords.of(words)) {
            case CompareWords.Fits(Map<String, Path> folders) -> {
                requireNothingForNewFits();
                List<ComparedFits.Fitted> fits = ComparedFits.read(folders);
                requireGroups(fits.stream().map(ComparedFits.Fitted::model));
                yield fits;
            }
            case CompareWords.Models(Path data, Map<String, String> formulas) -> {
                if (saveArguments.given() && out == null) {
                    throw new InputException(
                            "--save keeps numbers in the fits' folders; --out DIR says where these go");
                }
                ComparedFits.Place place = new ComparedFits.Place(
                        out, overwrite, saveArguments.kept(), spec.commandLine().getErr());
                yield new ComparedFits(modelArguments, samplingArguments, steps, place)
                        .fit(data, formulas, requests -> {
                            requireFolds(requests);
                            requireGroups(requests.values().stream().map(Sampler.Request::model));
                        });
            }
        };
    }

    private void requireFolds(Map<String, Sampler.Request> requests) {
        if (crossValidation.given()) {
            Sampler.Request first = requests.values().iterator().next();
            List<Table> tables =
                    requests.values().stream().map(Sampler.Request::data).toList();
            CrossValidated.check(requests, folds(first.model().design(), tables, first.settings()));
        }
    }

    private void requireGroups(Stream<Model> models) {
        Report.requireGroups(linesArguments.groups(), models.map(Model::design).toList());
    }

    private Folds folds(List<ComparedFits.Fitted> fits) {
        ComparedFits.Fitted first = fits.getFirst();
        return folds(
                first.model().design(),
                fits.stream().map(fitted -> fitted.saved().fit().data()).toList(),
                first.saved().fit().settings());
    }

    /** A column may be one of the table that no formula uses. */
    private Folds folds(Design design, List<Table> used, FitSettings settings) {
        List<Table> tables = new ArrayList<>(used);
        if (CompareWords.of(words) instanceof CompareWords.Models(Path data, var _)) {
            tables.add(TableFile.read(data));
        }
        return crossValidation.of(design, tables, settings.seed());
    }

    private void requireNothingForNewFits() {
        String option = modelArguments.givenOption();
        if (option == null) {
            option = samplingArguments.draws() != null ? "--draws" : samplingArguments.fixedOption();
        }
        if (option == null && saveArguments.given()) {
            option = "--save";
        }
        if (option != null) {
            throw new InputException("fits that are there keep their models and settings; " + option
                    + " is for new fits of a table: leapfrog compare DATA NAME='FORMULA'...");
        }
    }

    private ComparedModel evaluate(ComparedFits.Fitted fitted, FitSteps steps) {
        Fit fit = fitted.saved().fit();
        FitSettings settings = fit.settings().with(new Start.Jitter());
        Refits refitter = new Refits(
                model -> steps.fit(new Sampler.Request(model, fit.recipe(), fit.data(), settings))
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
        if (report != null) {
            ReportFile.write(
                    report,
                    ReportFile.of(models.models(), linesArguments.groups()).html());
            if (!json) {
                Output.print(spec, "written to " + report + "\n");
            }
        }
    }
}
