package leapfrog.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import leapfrog.data.BatchLedger;
import leapfrog.data.FileHash;
import leapfrog.data.RankTable;
import leapfrog.data.TableFile;
import leapfrog.model.InputException;
import leapfrog.report.CalibrationReport;
import leapfrog.sample.FitSettings;
import leapfrog.sample.Recipe;
import leapfrog.sbc.Calibration;
import leapfrog.sbc.Study;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Calibrates the inference of a model by simulation. */
@Command(
        name = "sbc",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Simulation-based calibration: draws parameters from a model's priors and responses for the rows of a"
                    + " table, fits each simulated data set, all in one batch, and tests whether the true values' ranks"
                    + " among posterior draws are uniform, as they are if priors, sampler and posterior agree.",
            "",
            "  leapfrog sbc 'log_radon ~ floor + (1 + floor || county)' --like data/radon_mn.csv --fits 1000 --out sbc",
            "",
            "Default priors, which are scaled by the data, are made once, of DATA. DIR is a batch's: a study that was"
                    + " stopped, or killed, goes on when the same command is run again, also with more --fits;"
                    + " 'leapfrog batch status' and 'batch summary' read it. Exit code 3: not calibrated.",
            ""
        })
final class SbcCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FORMULA", description = "as in lme4 and brms: 'y ~ x + (1 + x || group)'")
    private String formula = "";

    @Option(
            names = "--like",
            paramLabel = "DATA",
            required = true,
            description = "a table, CSV or .parquet: its rows are kept, its responses are simulated")
    private @Nullable Path like;

    @Option(names = "--fits", paramLabel = "N", description = "simulated data sets (default 1000)")
    private int fits = 1000;

    @Option(
            names = "--rank-draws",
            paramLabel = "L",
            description = "posterior draws that a true value is ranked among (default 99). Draws are thinned to these;"
                    + " where a quantity has a smaller effective sample size, the fit is made again with twice the"
                    + " draws, up to eight times as many")
    private int rankDraws = 99;

    @Option(
            names = "--simulate-prior",
            paramLabel = "'CLASS ~ DENSITY'",
            description = "a prior that true values are drawn from in the place of the model's own, to see what a wrong"
                    + " one does; repeatable")
    private List<String> simulatePriors = new ArrayList<>();

    @Mixin
    private FitArguments fitArguments = new FitArguments();

    @Mixin
    private BatchArguments batchArguments = new BatchArguments();

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        Path data = like;
        Path out = batchArguments.out();
        if (data == null || out == null) {
            throw new InputException("sbc needs --out DIR, for example: leapfrog sbc 'log_radon ~ floor + (1 | county)'"
                    + " --like homes.csv --out sbc");
        }
        batchArguments.check();
        FitSettings asked = fitArguments.settings();
        requireNumbers(asked);
        Recipe recipe = fitArguments.recipe(formula);
        if (recipe.priorOnly()) {
            throw new InputException("--prior-only: without the likelihood there is no inference to calibrate");
        }
        Study study = Study.of(recipe, simulatePriors, TableFile.read(data), rankDraws);
        OptionCheck.require(study.fits(1, asked));
        try (Interruption interruption = Interruption.watch();
                BatchLedger ledger = BatchLedger.open(out, List.of(new RankTable(study::ranks)))) {
            BatchRun run = new BatchRun(spec, batchArguments, ledger);
            FitSettings settings = run.seeded(asked, fitArguments.hasSeed());
            Map<String, String> source = new LinkedHashMap<>();
            source.put("like_sha256", FileHash.of(data));
            source.put(BatchSettings.RANK_DRAWS, Integer.toString(rankDraws));
            source.put("simulate_priors", String.join("; ", simulatePriors));
            run.agree(BatchSettings.of(source, study.recipe(), settings));
            if (!run.complete(study.fits(fits, settings), fitArguments.compute(), study.longer(), interruption)) {
                return ExitCode.INTERRUPTED;
            }
            return ended(ledger, study, out);
        }
    }

    private void requireNumbers(FitSettings settings) {
        if (fits < 1) {
            throw new InputException("--fits is " + fits + "; it must be at least 1");
        }
        long draws = (long) settings.chains() * settings.draws();
        if (rankDraws < 1 || rankDraws > draws) {
            throw new InputException("--rank-draws is " + rankDraws + "; it must be from 1 to the number of draws of a"
                    + " fit, " + draws);
        }
    }

    private int ended(BatchLedger ledger, Study study, Path out) {
        Calibration calibration = Calibration.of(rankDraws, RankTable.counts(ledger, rankDraws));
        if (calibration.quantities().isEmpty()) {
            throw new InputException("no simulated data set could be fitted: "
                    + ledger.query("SELECT min(message) FROM fits", BatchText::digits)
                            .getLast()
                            .getFirst());
        }
        Map<String, Integer> counts = ledger.counts();
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        if (all > fits) {
            BatchRun.notice(
                    spec, "'" + out + "' holds " + all + " fits, more than the " + fits + " of --fits; all count");
        }
        int brief = Integer.parseInt(ledger.query(
                        "SELECT count(*) FROM fits WHERE least(min_ess_bulk, min_ess_tail) < " + rankDraws,
                        BatchText::digits)
                .getLast()
                .getFirst());
        SbcText text = new SbcText(calibration, all, counts.getOrDefault("failed", 0), brief);
        Path report = out.resolve(ReportFile.NAME);
        String origin = all + " simulated data sets like " + like + ", ranks among " + rankDraws + " draws";
        ReportFile.write(
                report,
                new CalibrationReport(
                                study.recipe().formula(),
                                origin,
                                study.simulation().model().priors().stream()
                                        .map(prior -> prior.text())
                                        .toList(),
                                calibration,
                                text.findings())
                        .html());
        if (!batchArguments.quiet()) {
            Output.print(spec, BatchText.head(ledger) + text + "\nwritten to " + report + "\n");
        }
        return calibration.calibrated() ? ExitCode.DONE : ExitCode.BAD;
    }
}
