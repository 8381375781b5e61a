package leapfrog.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import leapfrog.batch.PlannedFit;
import leapfrog.batch.Refit;
import leapfrog.cv.CrossValidation;
import leapfrog.data.BatchLedger;
import leapfrog.data.FoldTable;
import leapfrog.data.TableHash;
import leapfrog.model.InputException;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Keeps a cross-validation in a batch's folder, so that it goes on where it was stopped.
 *
 * @param title of the cross-validation
 */
record KeptFolds(Path folder, String title, CrossValidation validation, CommandSpec spec) {
    /** The seed of what a folder holds already; empty if that is no batch. */
    static Optional<Long> seed(Path folder) {
        if (!BatchLedger.isIn(folder)) {
            return Optional.empty();
        }
        try (BatchLedger ledger = BatchLedger.existing(folder)) {
            return Optional.ofNullable(ledger.settings().get(BatchSettings.SEED))
                    .map(Long::valueOf);
        }
    }

    /**
     * Requires the folder to be new, or of the same cross-validation, before anything is fitted.
     *
     * @throws InputException if it is not, or is in use by another process
     */
    void agree() {
        try (BatchLedger ledger = open(new FoldTable(validation))) {
            run(ledger).agree(settings());
        }
    }

    /**
     * Makes the fits that are not there yet, and hands all to the cross-validation.
     *
     * @return whether all are there now: not if it was stopped
     */
    boolean complete(List<PlannedFit> planned, FitSteps steps) {
        FoldTable folds = new FoldTable(validation);
        try (BatchLedger ledger = open(folds)) {
            boolean complete = run(ledger).complete(planned, steps.compute(), Refit.NEVER, steps.interruption());
            if (complete) {
                folds.recall(ledger);
            }
            return complete;
        }
    }

    private BatchLedger open(FoldTable folds) {
        return BatchLedger.open(folder, List.of(folds));
    }

    private BatchRun run(BatchLedger ledger) {
        BatchArguments arguments = new BatchArguments();
        arguments.setOut(folder);
        return new BatchRun(spec, arguments, ledger);
    }

    private BatchSettings settings() {
        BatchSettings all = new BatchSettings();
        all.put(BatchSettings.CROSS_VALIDATION, title);
        all.put("folds_hash", validation.folds().hashCode());
        Map<String, CrossValidation.Candidate> models = validation.candidates();
        all.put(
                BatchSettings.FORMULA,
                models.values().stream()
                        .map(candidate -> candidate.recipe().formula())
                        .collect(Collectors.joining("; ")));
        // All models have the first one's seed unless they are fits that are there, which keep their own.
        all.put(BatchSettings.SEED, models.values().iterator().next().settings().seed());
        models.forEach((name, candidate) -> BatchSettings.of(
                        Map.of("table_sha256", TableHash.of(candidate.data().get())),
                        candidate.recipe(),
                        candidate.settings())
                .values()
                .forEach((setting, value) -> all.put(name + "." + setting, value)));
        return all;
    }
}
