package leapfrog.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import leapfrog.batch.PlannedFit;
import leapfrog.batch.Refit;
import leapfrog.data.BatchLedger;
import leapfrog.model.InputException;
import leapfrog.model.Parametrization.Form;
import leapfrog.regression.Compute;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
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

    @Mixin
    private BatchArguments batchArguments = new BatchArguments();

    @Option(
            names = "--refit-bad",
            description =
                    "make a fit with a bad diagnosis once more, with smaller steps (--target-accept 0.95), and keep"
                            + " that")
    private boolean refitBad;

    @Option(names = "--strict", description = "exit with code 3 if a fit is bad or failed")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    /** Runs the batch, but in this folder. */
    int runIn(Path folder) {
        batchArguments.setOut(folder);
        return call();
    }

    @Override
    public Integer call() {
        Path out = batchArguments.out();
        if (data == null || formula == null || out == null) {
            throw new InputException("batch needs DATA, FORMULA and --out, for example: leapfrog batch srrs2.csv"
                    + " 'log_radon ~ floor + (1 | county)' --by state --out states");
        }
        Recipe recipe = modelArguments.recipe(formula, Form.AUTO);
        FitSettings asked = samplingArguments.settings().with(samplingArguments.startOfMany());
        Compute compute = backendArguments.compute();
        BatchSource.Read read = source.read(data, text -> BatchRun.notice(spec, text));
        // What is wrong with the plan is said before there is a folder.
        source.plan(read.sets(), recipe, asked);
        try (Interruption interruption = Interruption.watch();
                BatchLedger ledger = BatchLedger.open(out)) {
            BatchRun run = new BatchRun(spec, batchArguments, ledger);
            FitSettings settings = run.seeded(asked, samplingArguments.hasSeed());
            BatchSettings these = BatchSettings.of(read.settings(), recipe, settings);
            these.put("refit_bad", refitBad);
            run.agree(these);
            List<PlannedFit> fits = source.plan(read.sets(), recipe, settings);
            if (!run.complete(fits, compute, refitBad ? Refit.BAD : Refit.NEVER, interruption)) {
                return ExitCode.INTERRUPTED;
            }
            return ended(ledger);
        }
    }

    private int ended(BatchLedger ledger) {
        if (!batchArguments.quiet()) {
            Output.print(spec, BatchText.of(ledger));
        }
        Map<String, Integer> counts = ledger.counts();
        return strict && (counts.containsKey("bad") || counts.containsKey("failed")) ? ExitCode.BAD : ExitCode.DONE;
    }
}
