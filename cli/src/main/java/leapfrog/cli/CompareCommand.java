package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import leapfrog.compare.Evaluation;
import leapfrog.compare.Refits;
import leapfrog.cv.CrossValidation;
import leapfrog.data.TableFile;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.Table;
import leapfrog.regression.OpenFit;
import leapfrog.report.Report;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
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
            "       leapfrog compare [NAME=]FIT... [--cv=K] [--refits=N] [--out=DIR] [--report=FILE] [--json]"
                    + " [--strict]"
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
            Compared compared = compared(steps, crossValidation.given());
            List<ComparedModel> models = compared.fits().parallelStream()
                    .map(fitted -> evaluate(fitted, steps))
                    .toList();
            CrossValidated.Plan plan = compared.plan();
            CrossValidated validated = plan == null ? null : CrossValidated.of(plan, compared.fits(), steps);
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

    /** @param plan of their cross-validation; null if none is asked for */
    private record Compared(List<ComparedFits.Fitted> fits, CrossValidated.@Nullable Plan plan) {}

    private Compared compared(FitSteps steps, boolean validating) {
        return switch (CompareWords.of(words)) {
            case CompareWords.Fits(Map<String, Path> folders) -> {
                requireNothingForNewFits();
                List<ComparedFits.Fitted> fits = ComparedFits.read(folders);
                requireGroups(fits.stream().map(ComparedFits.Fitted::model));
                yield new Compared(fits, validating ? crossValidation.plan(ofFits(fits), List.of()) : null);
            }
            case CompareWords.Models(Path data, Map<String, String> formulas) -> {
                if (saveArguments.given() && out == null) {
                    throw new InputException(
                            "--save keeps numbers in the fits' folders; --out DIR says where these go");
                }
                ComparedFits.Place place = new ComparedFits.Place(
                        out, overwrite, saveArguments.kept(), spec.commandLine().getErr());
                crossValidation.seed().ifPresent(samplingArguments::seedUnlessGiven);
                ComparedFits fits = new ComparedFits(modelArguments, samplingArguments, steps, place);
                Table table = TableFile.read(data);
                Map<String, Sampler.Request> requests = fits.requests(table, formulas);
                CrossValidated.Plan plan =
                        validating ? crossValidation.plan(ofRequests(requests), List.of(table)) : null;
                requireGroups(requests.values().stream().map(Sampler.Request::model));
                yield new Compared(fits.fit(requests), plan);
            }
        };
    }

    private void requireGroups(Stream<Model> models) {
        Report.requireGroups(linesArguments.groups(), models.map(Model::design).toList());
    }

    private static Map<String, CrossValidation.Candidate> ofFits(List<ComparedFits.Fitted> fits) {
        Map<String, CrossValidation.Candidate> candidates = new LinkedHashMap<>();
        fits.forEach(fitted -> {
            Fit fit = fitted.saved().fit();
            candidates.put(fitted.name(), candidate(fitted.model(), fit.recipe(), fit.settings(), fit.data()));
        });
        return candidates;
    }

    private static Map<String, CrossValidation.Candidate> ofRequests(Map<String, Sampler.Request> requests) {
        Map<String, CrossValidation.Candidate> candidates = new LinkedHashMap<>();
        requests.forEach((name, request) ->
                candidates.put(name, candidate(request.model(), request.recipe(), request.settings(), request.data())));
        return candidates;
    }

    private static CrossValidation.Candidate candidate(Model model, Recipe recipe, FitSettings settings, Table data) {
        return new CrossValidation.Candidate(model, recipe, settings.with(new Start.Jitter()), () -> data);
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
                model -> likeTheWhole(fitted, steps)
                        .fit(new Sampler.Request(model, fit.recipe(), fit.data(), settings))
                        .draws(),
                refits);
        Evaluation evaluation = Evaluation.of(fitted.model(), fit.draws(), refitter);
        return new ComparedModel(
                fitted.name(), fitted.model(), fitted.saved(), evaluation, ComparedModel.likelihood(fitted.model()));
    }

    /** On the backend that all rows take: new fits are written by now, and nothing may hand over to another process any more. */
    private static FitSteps likeTheWhole(ComparedFits.Fitted fitted, FitSteps steps) {
        Fit fit = fitted.saved().fit();
        Sampler.Request whole = new Sampler.Request(
                fitted.model(), fit.recipe(), fit.data(), fit.settings().with(new Start.Jitter()));
        return new FitSteps(OpenFit.chosenFor(whole, steps.compute()), steps.interruption());
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
