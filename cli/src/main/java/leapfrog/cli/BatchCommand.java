package leapfrog.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import leapfrog.batch.DataSet;
import leapfrog.batch.PlannedFit;
import leapfrog.data.Attachment;
import leapfrog.data.BatchLedger;
import leapfrog.data.DrawFiles;
import leapfrog.model.InputException;
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
        customSynopsis = {
            "leapfrog batch DATA FORMULA [--by=COLUMN] --out=DIR [OPTIONS]",
            "       leapfrog batch [DATABASE] FORMULA --query=SQL [--by=COLUMN] --out=DIR [OPTIONS]",
            "       leapfrog batch status|summary|retry DIR"
        },
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
            arity = "0..2",
            paramLabel = "WORDS",
            description =
                    "DATA FORMULA: a CSV file with a header line, a .parquet file, or a folder or pattern of such; and"
                        + " a formula as in lme4 and brms, 'y ~ x + (1 + x || group)'. With --query FORMULA alone, or"
                        + " behind a DuckDB file")
    private List<String> words = new ArrayList<>();

    @Mixin
    private BatchSource source = new BatchSource();

    @Mixin
    private FitArguments fitArguments = new FitArguments();

    @Mixin
    private BatchArguments batchArguments = new BatchArguments();

    @Mixin
    private RefitArguments refitArguments = new RefitArguments();

    @Option(
            names = "--keep-draws",
            paramLabel = "N",
            description = "keep at least N draws of each fit, evenly spaced, as Parquet files in DIR/draws; those that"
                    + " count stand in the table draws")
    private @Nullable Integer keepDraws;

    @Option(names = "--strict", description = "exit with code 3 if a fit is bad or failed")
    private boolean strict;

    @Spec
    private CommandSpec spec;

    /** What fits are made again that are there: good, bad, failed. */
    private Set<String> again = Set.of();

    /**
     * Makes fits of a folder again; their data may have been put right.
     *
     * @param folder where the batch is kept now
     * @param statuses of the fits: good, bad, failed
     */
    int retryIn(Path folder, Set<String> statuses) {
        batchArguments.setOut(folder);
        again = statuses;
        return call();
    }

    @Override
    public Integer call() {
        Path out = batchArguments.out();
        int least = source.hasQuery() ? 1 : 2;
        if (words.size() < least || out == null) {
            throw new InputException("batch needs DATA, FORMULA and --out, for example: leapfrog batch srrs2.csv"
                    + " 'log_radon ~ floor + (1 | county)' --by state --out states");
        }
        if (words.size() > 2) {
            throw new InputException("batch takes DATA and FORMULA, not " + words.size() + " words: '"
                    + String.join("', '", words.subList(0, 2))
                    + "', …; a pattern of files has to stand in quotes, 'sites/*.csv', or the shell writes it out");
        }
        batchArguments.check();
        Path data = words.size() == 2 ? Path.of(words.getFirst()) : null;
        Recipe recipe = fitArguments.recipe(words.getLast());
        FitSettings asked = fitArguments.settings();
        Compute compute = fitArguments.compute();
        BatchSource.Read read = source.read(data, recipe, text -> BatchRun.notice(spec, text));
        requireDraws(asked);
        // What is wrong with the plan is said before there is a folder.
        source.plan(read.sets(), recipe, asked);
        OptionCheck.require(source.wholes(read.sets(), recipe, asked));
        try (Interruption interruption = Interruption.watch();
                BatchLedger ledger = BatchLedger.open(out, attachments(out))) {
            BatchRun run = new BatchRun(spec, batchArguments, ledger);
            FitSettings settings = run.seeded(asked, fitArguments.hasSeed());
            BatchSettings these = BatchSettings.of(read.settings(), recipe, settings);
            refitArguments.put(these);
            these.put("keep_draws", keepDraws == null ? "" : keepDraws);
            run.agree(these);
            run.agree(read.hashes(), unrecorded(ledger, read.sets(), recipe, settings));
            if (!again.isEmpty()) {
                ledger.forget(again);
            }
            List<PlannedFit> fits = source.plan(read.sets(), recipe, settings);
            if (!run.complete(fits, compute, refitArguments.refit(), interruption)) {
                return ExitCode.INTERRUPTED;
            }
            return ended(ledger);
        }
    }

    private void requireDraws(FitSettings settings) {
        long made = (long) settings.chains() * settings.draws();
        if (keepDraws != null && (keepDraws < 1 || keepDraws > made)) {
            throw new InputException(
                    "--keep-draws is " + keepDraws + "; it must be from 1 to the number of draws of a fit, " + made);
        }
    }

    private List<Attachment> attachments(Path out) {
        if (keepDraws == null) {
            return List.of();
        }
        if (!fitArguments.settings().keep().isEmpty()) {
            throw new InputException("--keep-draws keeps all quantities of a draw, and --keep some; give one of them");
        }
        return List.of(new DrawFiles(out, keepDraws));
    }

    /** Data sets of which no fit stays, where fits are made again; else none. */
    private Predicate<String> unrecorded(BatchLedger ledger, List<DataSet> sets, Recipe recipe, FitSettings settings) {
        if (again.isEmpty()) {
            return name -> false;
        }
        Set<String> recorded = ledger.recordedBut(again);
        return name -> sets.stream()
                .filter(set -> set.name().equals(name))
                .flatMap(set -> source.plan(List.of(set), recipe, settings).stream())
                .noneMatch(fit -> recorded.contains(fit.name()));
    }

    private int ended(BatchLedger ledger) {
        if (!batchArguments.quiet()) {
            Output.print(spec, BatchText.of(ledger));
        }
        Map<String, Integer> counts = ledger.counts();
        return strict && (counts.containsKey("bad") || counts.containsKey("failed")) ? ExitCode.BAD : ExitCode.DONE;
    }
}
