package leapfrog.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import leapfrog.data.CsvFile;
import leapfrog.data.FitFolder;
import leapfrog.data.PredictionStore;
import leapfrog.data.SavedFit;
import leapfrog.data.TableFile;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.predict.Accuracy;
import leapfrog.predict.PredictionKind;
import leapfrog.predict.PredictionSink;
import leapfrog.predict.Predictor;
import leapfrog.predict.RowSummaries;
import leapfrog.sample.Fit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Predicts the rows of a fit, or new ones. */
@Command(
        name = "predict",
        sortOptions = false,
        mixinStandardHelpOptions = true,
        description = {
            "Predicts the rows of a fit, or new ones, at every draw: a summary of each row and, where the response is"
                    + " known, how good the predictions are.",
            "",
            "  leapfrog predict radon_mn-fit --by county",
            "  leapfrog predict radon_mn-fit new.csv --kind expected --out out.csv",
            "",
            "New rows are coded as the fit's: its levels, contrasts and constants of scale( ). A group that the fit"
                    + " has not seen is drawn from its population once a draw, and its rows share it; a row whose group"
                    + " is missing, or all rows if the column is absent, are each in an unknown group of their own. A"
                    + " row with a missing value in another used column has no prediction (NA). A new level of any"
                    + " other factor is an error.",
            "",
            "The predictions of a fit made with --prior-only are the prior predictive distribution.",
            ""
        })
final class PredictCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FIT", description = "a folder written by 'leapfrog fit'")
    private Path folder = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NEWDATA",
            description = "a CSV or .parquet file of the rows to be predicted (default: the fit's own rows)")
    private @Nullable Path newData;

    @Option(names = "--newdata", paramLabel = "FILE", description = "the same as NEWDATA")
    private @Nullable Path newDataOption;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            defaultValue = "response",
            description =
                    "response (default): new responses, drawn; expected: their expected values; linear: the linear"
                            + " predictor")
    private String kind = "response";

    @Option(
            names = "--probs",
            paramLabel = "P",
            split = ",",
            description = "probabilities of the quantiles (default 0.05,0.5,0.95)")
    private double[] probabilities = {0.05, 0.5, 0.95};

    @Option(
            names = "--by",
            paramLabel = "COLUMN",
            description = "show how good predictions are for each value of this column, or combination: state:county")
    private @Nullable String by;

    @Option(names = "--out", paramLabel = "FILE", description = "write the summary of every row to this CSV file")
    private @Nullable Path out;

    @Option(
            names = "--draws",
            paramLabel = "DIR",
            description = "write all draws of the predictions to this Zarr store, (chain, draw, row)")
    private @Nullable Path store;

    @Option(
            names = "--save",
            description = "keep all draws in the fit's draws.zarr: responses of its own rows as the group"
                    + " posterior_predictive, predictions of new rows as predictions, with the rows as"
                    + " predictions_constant_data")
    private boolean save;

    @Option(names = "--overwrite", description = "replace what stands at --out and --draws")
    private boolean overwrite;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "keys the draws of new groups and responses (default: the fit's seed)")
    private @Nullable Long seed;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PredictionKind wanted =
                PredictionKind.values()[Arguments.oneOf("--kind", kind, List.of("linear", "expected", "response"))];
        if (probabilities.length == 0) {
            throw new InputException("--probs says no probability; for example 0.05,0.5,0.95");
        }
        for (double probability : probabilities) {
            if (!(probability >= 0 && probability <= 1)) {
                throw new InputException("--probs " + probability + ": a probability is from 0 to 1");
            }
        }
        if (out != null) {
            CsvFile.check(out, overwrite);
        }
        if (out != null
                && store != null
                && out.toAbsolutePath()
                        .normalize()
                        .equals(store.toAbsolutePath().normalize())) {
            throw new InputException(
                    "--out and --draws are both '" + out + "'; the summary of the rows needs a file of its own");
        }
        Path file = file();
        if (out != null && file != null && sameFile(out, file)) {
            throw new InputException("--out " + out + " is the table that is read; name another file");
        }
        if (save && store != null) {
            throw new InputException("--save keeps the draws in the fit and --draws elsewhere; give one of them");
        }
        if (save && file == null && wanted != PredictionKind.RESPONSE) {
            throw new InputException("--save keeps responses of the fit's own rows; --draws DIR writes --kind " + kind);
        }
        SavedFit saved = FitFolder.read(folder);
        Fit fit = saved.fit();
        Table table = file == null ? fit.data() : TableFile.readLike(fit.data(), file);
        long key = seed == null ? fit.settings().seed() : seed;
        Predictor predictor = file == null ? Predictor.ofOwnRows(fit, key) : Predictor.of(fit, table, key);
        Design rows = predictor.rows();
        RowSummaries summaries = new RowSummaries(rows.rows(), probabilities);
        Accuracy accuracy = new Accuracy(rows.response(), fit.draws());
        boolean scored = accuracy.any() && predictor.obstacle(PredictionKind.RESPONSE) == null;
        if (by != null && !scored) {
            throw new InputException(
                    "--by " + by + " shows how good predictions are, but no row has a known " + rows.responseName());
        }
        Groups groups = by == null ? null : Groups.of("--by", by, table, rows);
        Map<PredictionKind, List<PredictionSink>> sinks = new EnumMap<>(PredictionKind.class);
        take(sinks, wanted, summaries);
        if (scored) {
            take(sinks, expected(predictor, wanted), accuracy.ofExpected());
            take(sinks, PredictionKind.RESPONSE, accuracy.ofResponses());
        }
        predict(
                predictor,
                wanted,
                sinks,
                file == null
                        ? PredictionStore.Content.own(predictor, wanted, key)
                        : PredictionStore.Content.further(predictor, wanted, key, fit, table));
        PredictedRows predicted = new PredictedRows(table, fit.data().names(), rows, summaries, probabilities);
        PrintWriter writer = spec.commandLine().getOut();
        writer.print(new PredictionText(saved, predictor, predicted).head(wanted, key));
        if (scored) {
            writer.print(PredictionText.accuracy(accuracy, fit.recipe(), groups));
        }
        if (out != null) {
            CsvFile.write(out, predicted.table());
            writer.println("written to " + out);
        }
        Path written = save ? folder.resolve("draws.zarr") : store;
        if (written != null) {
            writer.println("draws written to " + written);
        }
        writer.flush();
        return ExitCode.DONE;
    }

    private static boolean sameFile(Path one, Path other) {
        try {
            return Files.isSameFile(one, other);
        } catch (IOException e) {
            // One of them is not there.
            return false;
        }
    }

    private @Nullable Path file() {
        if (newData != null && newDataOption != null) {
            throw new InputException("NEWDATA is given twice, as " + newData + " and as --newdata " + newDataOption);
        }
        return newData == null ? newDataOption : newData;
    }

    /** The kind whose mean is compared with responses; η itself, where that is wanted and the link is the identity. */
    private static PredictionKind expected(Predictor predictor, PredictionKind wanted) {
        boolean same = predictor.model().options().family().link() == Family.Link.IDENTITY;
        return same && wanted == PredictionKind.LINEAR ? wanted : PredictionKind.EXPECTED;
    }

    /** Runs through the rows once for each kind that somebody takes. */
    private void predict(
            Predictor predictor,
            PredictionKind wanted,
            Map<PredictionKind, List<PredictionSink>> sinks,
            PredictionStore.Content content) {
        if (store == null && !save) {
            sinks.forEach(predictor::run);
            return;
        }
        try (PredictionStore opened = store == null
                ? PredictionStore.beginInFit(folder, content, predictor)
                : PredictionStore.begin(store, overwrite, content, predictor)) {
            take(sinks, wanted, opened);
            sinks.forEach(predictor::run);
            opened.commit();
        }
    }

    private static void take(
            Map<PredictionKind, List<PredictionSink>> sinks, PredictionKind kind, PredictionSink sink) {
        sinks.computeIfAbsent(kind, _ -> new ArrayList<>()).add(sink);
    }
}
