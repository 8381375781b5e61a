package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Predicate;
import leapfrog.backend.BackendChoice;
import leapfrog.batch.Batch;
import leapfrog.batch.BatchProgress;
import leapfrog.batch.PlannedFit;
import leapfrog.batch.Refit;
import leapfrog.data.BatchLedger;
import leapfrog.engine.Cancellation;
import leapfrog.model.InputException;
import leapfrog.regression.Compute;
import leapfrog.regression.SteadyCompute;
import leapfrog.sample.FitSettings;
import picocli.CommandLine.Model.CommandSpec;

/** Runs a batch in its folder: agrees with what is there on settings and backend, and shows how far it is. */
final class BatchRun {
    private final CommandSpec spec;
    private final BatchArguments arguments;
    private final BatchLedger ledger;
    private final Path folder;
    private final long began = System.nanoTime();

    BatchRun(CommandSpec spec, BatchArguments arguments, BatchLedger ledger) {
        this.spec = spec;
        this.arguments = arguments;
        this.ledger = ledger;
        folder = Objects.requireNonNull(arguments.out());
    }

    /** The settings with the seed of the batch that is there, unless one was given. */
    FitSettings seeded(FitSettings asked, boolean given) {
        String seed = ledger.settings().get(BatchSettings.SEED);
        return seed == null || given ? asked : asked.withSeed(Long.parseLong(seed));
    }

    /**
     * Puts the settings of a new batch, or requires those of the one that is there.
     *
     * @throws InputException if one differs
     */
    void agree(BatchSettings these) {
        Map<String, String> earlier = ledger.settings();
        if (earlier.isEmpty()) {
            List<String> line = spec.root().commandLine().getParseResult().originalArgs();
            these.put(BatchSettings.ARGUMENTS, BatchSettings.ofArguments(line.subList(1, line.size())));
            these.put(BatchSettings.DIRECTORY, Path.of("").toAbsolutePath());
            ledger.put(these.values());
        } else {
            these.requireSame(earlier, folder.toString());
        }
    }

    /**
     * Puts the data sets of a new batch, or requires those of the one that is there.
     *
     * @param hashes what tells their contents apart, by name
     * @param mayChange data sets whose contents may have changed, since none of their fits is recorded
     * @throws InputException if another one has, or there are more or fewer
     */
    void agree(Map<String, String> hashes, Predicate<String> mayChange) {
        Map<String, String> earlier = ledger.sets();
        List<String> differing = new ArrayList<>();
        earlier.forEach((name, hash) -> {
            String now = hashes.get(name);
            if (now == null) {
                differing.add("data set '" + name + "' is gone");
            } else if (!now.equals(hash) && !mayChange.test(name)) {
                differing.add("data set '" + name + "' has changed");
            }
        });
        if (!earlier.isEmpty()) {
            hashes.keySet().stream()
                    .filter(name -> !earlier.containsKey(name))
                    .forEach(name -> differing.add("data set '" + name + "' is new"));
        }
        if (!differing.isEmpty()) {
            throw new InputException("'" + folder + "' holds a batch of other data: " + differing.getFirst()
                    + (differing.size() > 1 ? ", and " + (differing.size() - 1) + " more differ" : "")
                    + "; give the same, or name another --out");
        }
        if (!earlier.equals(hashes)) {
            ledger.putSets(hashes);
        }
    }

    /**
     * Makes the fits that are not made yet.
     *
     * @return whether all are made now: not if it was stopped
     */
    boolean complete(List<PlannedFit> fits, Compute compute, Refit refit, Interruption interruption) {
        ledger.put(Map.of(BatchSettings.FITS, Integer.toString(fits.size())));
        BatchProgress progress =
                new BatchProgress(fits.size(), ledger.recorded().size());
        Cancellation stop = () -> interruption.requested() || arguments.timeIsUp(began);
        Batch.Options options = new Batch.Options(compute.threads(), refit, arguments.standIn(compute));
        try (RunningBatch running = new RunningBatch(folder, progress);
                ProgressLine line = new ProgressLine(
                        seconds -> BatchText.progress(progress, seconds),
                        System.err,
                        !arguments.quiet() && ProgressLine.onTerminal())) {
            new Batch(
                            settled(compute, fits),
                            ledger,
                            options,
                            new Batch.Surroundings(System::nanoTime, stop, progress, text -> notice(spec, text)))
                    .run(fits);
        }
        if (progress.left() > 0 && stop.requested()) {
            notice(
                    spec,
                    "stopped with " + progress.left() + " of " + progress.total()
                            + " fits to go; the same command goes on");
            return false;
        }
        return true;
    }

    /** The backend that was chosen before, or will be for all fits together. */
    private SteadyCompute settled(Compute asked, List<PlannedFit> fits) {
        Map<String, String> earlier = ledger.settings();
        String chosen = earlier.get(BatchSettings.BACKEND);
        if (chosen != null && !List.of(BackendChoice.AUTO, chosen).contains(asked.backend())) {
            throw new InputException("'" + folder + "' holds a batch that was begun on backend " + chosen + "; on "
                    + asked.backend() + " its fits would have other last digits; name another folder");
        }
        Compute compute = chosen == null
                ? asked
                : new Compute(chosen, earlier.getOrDefault(BatchSettings.DEVICE, ""), asked.threads());
        Consumer<Compute> keep =
                made -> ledger.put(Map.of(BatchSettings.BACKEND, made.backend(), BatchSettings.DEVICE, made.device()));
        int chains = fits.stream().mapToInt(fit -> fit.settings().chains()).sum();
        return new SteadyCompute(compute, chains, keep);
    }

    /** Tells the user something at once. */
    static void notice(CommandSpec spec, String text) {
        PrintWriter errors = spec.commandLine().getErr();
        errors.println("leapfrog: " + text);
        errors.flush();
    }
}
