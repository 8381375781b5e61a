package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import leapfrog.data.DrawsFormat;
import leapfrog.data.FitFolder;
import leapfrog.data.TableFile;
import leapfrog.model.InputException;
import leapfrog.model.Parametrization.Form;
import leapfrog.regression.Compute;
import leapfrog.regression.Regression;
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

/** Fits one model, or continues a fit. */
@Command(
        name = "fit",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Fits one model to a table.",
            "",
            "  leapfrog fit data/radon_mn.csv 'log_radon ~ floor + (1 + floor || county)'",
            "  leapfrog fit --resume radon_mn-fit --draws 4000",
            ""
        })
final class FitCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "DATA",
            description = "a CSV file with a header line, or a .parquet file")
    private @Nullable Path data;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "FORMULA",
            description = "as in lme4 and brms: 'y ~ x + (1 + x || group)'")
    private @Nullable String formula;

    @Mixin
    private ModelArguments modelArguments = new ModelArguments();

    @Mixin
    private SamplingArguments samplingArguments = new SamplingArguments();

    @Mixin
    private BackendArguments backendArguments = new BackendArguments();

    @Option(
            names = "--resume",
            paramLabel = "FIT",
            description = "continue this fit by --draws more a chain, bitwise as if it had never stopped")
    private @Nullable Path resume;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "where the fit goes (default: a new folder named after DATA; with --resume: FIT itself)")
    private @Nullable Path out;

    @Option(names = "--overwrite", description = "replace DIR if it holds a fit")
    private boolean overwrite;

    @Mixin
    private FormatArguments formatArguments = new FormatArguments();

    @Mixin
    private SaveArguments saveArguments = new SaveArguments();

    @Option(names = "--report", description = "write a report of the fit, report.html, into its folder")
    private boolean report;

    @Option(names = "--groups", description = "show the coefficients of every group in the summary")
    private boolean groups;

    @Option(names = "--quiet", description = "print nothing but errors")
    private boolean quiet;

    @Option(names = "--strict", description = "exit with code 3 if the diagnosis is bad")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        return resume == null ? fit() : resume(resume);
    }

    private int fit() {
        if (data == null || formula == null) {
            throw new InputException(
                    "fit needs DATA and FORMULA, for example: leapfrog fit data/radon_mn.csv 'log_radon ~ floor + (1 |"
                            + " county)'");
        }
        Recipe recipe = modelArguments.recipe(formula, Form.AUTO);
        FitSettings settings = samplingArguments.settings();
        Set<DrawsFormat> formats = formatArguments.besidesZarr();
        List<Kept> kept = saveArguments.kept();
        Path target = out == null ? freshFolder(data) : out;
        FitFolder.check(target, overwrite);
        Regression regression = Regression.of(recipe, settings, backendArguments.compute());
        Sampler.Request request = regression.request(TableFile.read(data));
        KeptGroups groups = KeptGroups.of(kept, request);
        requireAll(request, null, groups, formats, report);
        Start start = samplingArguments.start(request.model());
        return run(new FitRun.Place(target, overwrite, formats), groups, report).run(request.startingFrom(start), null);
    }

    private int resume(Path folder) {
        String fixed = data != null ? "DATA" : samplingArguments.fixedOption();
        if (fixed == null) {
            fixed = modelArguments.givenOption();
        }
        if (fixed != null) {
            throw new InputException("--resume takes the model and its settings from the fit; " + fixed
                    + " cannot be given with it (--draws, --backend, --device, --threads, --format, --save,"
                    + " --report and --out can)");
        }
        Integer more = samplingArguments.draws();
        if (more == null || more < 1) {
            throw new InputException("--resume needs --draws N, the number of further draws a chain, at least 1");
        }
        Path target = out == null ? folder : out;
        boolean replace = overwrite || out == null;
        Fit earlier = FitFolder.read(folder).fit();
        FitFolder.check(target, replace);
        // What the fit had is looked up before it is replaced; options add to it.
        Set<DrawsFormat> formats = EnumSet.noneOf(DrawsFormat.class);
        formats.addAll(FitFolder.formats(folder));
        formats.addAll(formatArguments.besidesZarr());
        List<Kept> groups = Stream.concat(Kept.of(folder).stream(), saveArguments.kept().stream())
                .distinct()
                .toList();
        boolean reported = report || Files.exists(folder.resolve(ReportFile.NAME));
        Sampler.Request request = Regression.continuation(earlier, more);
        KeptGroups kept = KeptGroups.of(groups, request).withPredictionsOf(folder);
        requireAll(request, earlier, kept, formats, reported);
        return run(new FitRun.Place(target, replace, formats), kept, reported).run(request, earlier);
    }

    /** Before hours of sampling: what is written behind them would fail otherwise. */
    private static void requireAll(
            Sampler.Request request,
            @Nullable Fit earlier,
            KeptGroups groups,
            Set<DrawsFormat> formats,
            boolean reported) {
        List<String> needs = new ArrayList<>();
        formats.forEach(format -> needs.add("--format " + format.text()));
        if (reported) {
            needs.add("--report");
        }
        needs.forEach(request::requireAllKept);
        needs.addAll(groups.ofRows());
        needs.forEach(what -> request.requireWhole(what, earlier));
    }

    private FitRun run(FitRun.Place place, KeptGroups kept, boolean reported) {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter errors = spec.commandLine().getErr();
        Compute compute = backendArguments.compute();
        kept.requireBackend(compute);
        FitRun.Afterwards afterwards = (saved, folder, steps) -> {
            kept.save(folder, saved.fit(), steps, errors);
            if (reported) {
                ReportFile.writeInto(folder, saved);
            }
        };
        FitOutput output = new FitOutput(out, groups, quiet);
        return new FitRun(compute, place, strict, output, errors, afterwards);
    }

    /** Named after the data, here. */
    private static Path freshFolder(Path data) {
        String file = data.getFileName().toString();
        int dot = file.lastIndexOf('.');
        String stem = (dot > 0 ? file.substring(0, dot) : file) + "-fit";
        return FreshFolder.of(Path.of(stem));
    }
}
