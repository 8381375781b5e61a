package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import leapfrog.backend.BackendChoice;
import leapfrog.batch.Batch;
import leapfrog.batch.BatchProgress;
import leapfrog.batch.PlannedFit;
import leapfrog.data.BatchLedger;
import leapfrog.engine.Cancellation;
import leapfrog.model.InputException;
import leapfrog.model.Parametrization.Form;
import leapfrog.regression.Compute;
import leapfrog.regression.SteadyCompute;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** Fits one formula to many data sets. */
@Command(
        name = "batch",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        subcommands = {BatchStatusCommand.class, BatchSummaryCommand.class, BatchRetryCommand.class},
        description = {
            "Fits one formula to many data sets, each by itself, many at a time.",
            "",
            "  leapfrog batch srrs2.csv 'log_radon ~ floor + (1 | county)' --by state --out states",
            "  leapfrog batch status states",
            "  leapfrog batch summary states --sql \"SELECT fit, mean, sd FROM summary WHERE parameter = 'b_floor'\"",
            "",
            "What comes of each data set is a row of DIR/batch.duckdb, written as it ends; what is wrong with one is"
                    + " said in its row and stops no other. A batch that was stopped, or killed, goes on when the same"
                    + " command is run again, and ends with the same numbers.",
            ""
        })
final class BatchCommand implements Callable<Integer> {
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
    private BatchSource source = new BatchSource();

    @Mixin
    private ModelArguments modelArguments = new ModelArguments();

    @Mixin
    private SamplingArguments samplingArguments = new SamplingArguments();

    @Mixin
    private BackendArguments backendArguments = new BackendArguments();

    @Option(names = "--out", paramLabel = "DIR", description = "where the batch is kept")
    private @Nullable Path out;

    @Option(
            names = "--refit-bad",
            description =
                    "make a fit with a bad diagnosis once more, with smaller steps (--target-accept 0.95), and keep"
                            + " that")
    private boolean refitBad;

    @Option(
            names = "--on-device-failure",
            paramLabel = "cpu|stop",
            defaultValue = "cpu",
            description =
                    "what happens when a device has failed, was opened again and fails again: the processor goes on"
                            + " (cpu, the default), or the batch stops with all fits so far kept")
    private String onDeviceFailure = "cpu";

    @Option(
            names = "--max-seconds",
            paramLabel = "S",
            description = "stop after so many seconds, with all fits so far kept; the same command goes on")
    private @Nullable Double maxSeconds;

    @Option(names = "--quiet", description = "print nothing but errors")
    private boolean quiet;

    @Option(names = "--strict", description = "exit with code 3 if a fit is bad or failed")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    /** Runs the batch, but in this folder. */
    int runIn(Path folder) {
        out = folder;
        return call();
    }

    @Override
    public Integer call() {
        if (data == null || formula == null || out == null) {
            throw new InputException("batch needs DATA, FORMULA and --out, for example: leapfrog batch srrs2.csv"
                    + " 'log_radon ~ floor + (1 | county)' --by state --out states");
        }
        long began = System.nanoTime();
        Recipe recipe = modelArguments.recipe(formula, Form.AUTO);
        FitSettings asked = samplingArguments.settings().with(samplingArguments.startOfMany());
        Compute compute = backendArguments.compute();
        Compute standIn = Arguments.oneOf("--on-device-failure", onDeviceFailure, List.of("cpu", "stop")) == 0
                ? compute.onProcessor()
                : null;
        BatchSource.Read read = source.read(data, this::notice);
        // What is wrong with the plan is said before there is a folder.
        source.plan(read.sets(), recipe, asked);
        try (Interruption interruption = Interruption.watch();
                BatchLedger ledger = BatchLedger.open(out)) {
            FitSettings settings = agreed(ledger, read.settings(), recipe, asked);
            List<PlannedFit> fits = source.plan(read.sets(), recipe, settings);
            ledger.put(Map.of(BatchSettings.FITS, Integer.toString(fits.size())));
            Cancellation stop = () ->
                    interruption.requested() || (maxSeconds != null && (System.nanoTime() - began) * 1e-9 > maxSeconds);
            return run(
                    ledger,
                    fits,
                    settled(ledger, compute, fits),
                    new Batch.Options(compute.threads(), refitBad, standIn),
                    stop);
        }
    }

    private void notice(String text) {
        PrintWriter errors = spec.commandLine().getErr();
        errors.println("leapfrog: " + text);
        errors.flush();
    }

    /** The settings under which the folder's batch runs: those asked for, or an error. */
    private FitSettings agreed(BatchLedger ledger, Map<String, String> of, Recipe recipe, FitSettings asked) {
        Map<String, String> earlier = ledger.settings();
        String seed = earlier.get(BatchSettings.SEED);
        FitSettings settings =
                seed == null || samplingArguments.hasSeed() ? asked : asked.withSeed(Long.parseLong(seed));
        BatchSettings these = BatchSettings.of(of, recipe, settings);
        these.put("refit_bad", refitBad);
        if (earlier.isEmpty()) {
            ParseResult whole = spec.root().commandLine().getParseResult();
            List<String> arguments = whole.originalArgs();
            these.put(BatchSettings.ARGUMENTS, BatchSettings.ofArguments(arguments.subList(1, arguments.size())));
            ledger.put(these.values());
        } else {
            these.requireSame(earlier, String.valueOf(out));
        }
        return settings;
    }

    /** The backend that was chosen before, or will be for all fits together. */
    private SteadyCompute settled(BatchLedger ledger, Compute asked, List<PlannedFit> fits) {
        Map<String, String> earlier = ledger.settings();
        String chosen = earlier.get(BatchSettings.BACKEND);
        if (chosen != null && !List.of(BackendChoice.AUTO, chosen).contains(asked.backend())) {
            throw new InputException("'" + out + "' holds a batch that was begun on backend " + chosen + "; on "
                    + asked.backend() + " its fits would have other last digits; name another --out");
        }
        Compute compute = chosen == null
                ? asked
                : new Compute(chosen, earlier.getOrDefault(BatchSettings.DEVICE, ""), asked.threads());
        Consumer<Compute> keep =
                made -> ledger.put(Map.of(BatchSettings.BACKEND, made.backend(), BatchSettings.DEVICE, made.device()));
        if (!compute.backend().equals(BackendChoice.AUTO)) {
            keep.accept(compute);
        }
        int chains = fits.stream().mapToInt(fit -> fit.settings().chains()).sum();
        return new SteadyCompute(compute, chains, keep);
    }

    private int run(
            BatchLedger ledger,
            List<PlannedFit> fits,
            SteadyCompute backend,
            Batch.Options options,
            Cancellation stop) {
        BatchProgress progress =
                new BatchProgress(fits.size(), ledger.recorded().size());
        try (RunningBatch running = new RunningBatch(Objects.requireNonNull(out), progress);
                ProgressLine line = new ProgressLine(
                        seconds -> BatchText.progress(progress, seconds),
                        System.err,
                        !quiet && ProgressLine.onTerminal())) {
            new Batch(backend, ledger, options, new Batch.Surroundings(System::nanoTime, stop, progress, this::notice))
                    .run(fits);
        }
        if (progress.left() > 0 && stop.requested()) {
            notice("stopped with " + progress.left() + " of " + progress.total()
                    + " fits to go; the same command goes on");
            return ExitCode.INTERRUPTED;
        }
        if (!quiet) {
            Output.print(spec, BatchText.of(ledger));
        }
        Map<String, Integer> counts = ledger.counts();
        return strict && (counts.containsKey("bad") || counts.containsKey("failed")) ? ExitCode.BAD : ExitCode.DONE;
    }
}
