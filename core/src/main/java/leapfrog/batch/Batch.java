package leapfrog.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import leapfrog.engine.Cancellation;
import leapfrog.model.InputException;
import leapfrog.model.ModelStructure;
import org.jspecify.annotations.Nullable;

/**
 * Fits many data sets, each as if it were alone: makes their models, runs those of one structure together on one engine, and records each fit as
 * it ends. What is wrong with a data set is recorded for it and stops no other.
 *
 * @param backend what computes
 * @param ledger keeps what became of the fits; those it has already are left out
 */
public record Batch(BackendOpener backend, Ledger ledger, Options options, Surroundings surroundings) {
    /** Fits whose models are held at a time: the engine runs empty at the end of each such lot, for a moment. */
    private static final int LOT = 512;

    /**
     * How to go about it.
     *
     * @param threads of the host, at least 1
     * @param refit which fits are made again
     * @param standIn what computes when the backend has failed twice in turn; null to stop then
     */
    public record Options(
            int threads, Refit refit, @Nullable BackendOpener standIn) {}

    /**
     * What a batch may know of the world.
     *
     * @param ticker nanoseconds from any origin
     * @param stop asked often; fits under way are then given up, those recorded stay
     * @param progress is kept up
     * @param notices takes what the user must be told at once
     */
    public record Surroundings(
            LongSupplier ticker, Cancellation stop, BatchProgress progress, Consumer<String> notices) {}

    /**
     * Makes and records all fits that are not recorded yet.
     *
     * @param fits with names of their own
     * @throws LedgerException if one cannot be recorded
     * @throws leapfrog.engine.DeviceException if the backend cannot be opened at first, or fails and nothing stands in for it
     */
    public void run(Iterable<PlannedFit> fits) {
        Set<String> recorded = ledger.recorded();
        try (Harvesters harvesters = new Harvesters(options.threads())) {
            Device device = new Device(backend, options.standIn(), surroundings.notices());
            Lots lots = new Lots(device, harvesters, new SharedRuns(this, device, harvesters));
            List<PlannedFit> lot = new ArrayList<>();
            for (PlannedFit fit : fits) {
                if (!recorded.contains(fit.name())) {
                    lot.add(fit);
                }
                if (lot.size() == LOT) {
                    run(lot, lots);
                    lot.clear();
                }
                if (surroundings.stop().requested()) {
                    return;
                }
            }
            run(lot, lots);
        }
    }

    /** What makes one lot of fits after the other. */
    private record Lots(Device device, Harvesters harvesters, SharedRuns runs) {}

    private void run(List<PlannedFit> lot, Lots lots) {
        Collection<Prepared> fits = lots.harvesters().map(lot, fit -> prepared(fit, lots.device())).stream()
                .flatMap(List::stream)
                .toList();
        while (!fits.isEmpty()) {
            Map<ModelStructure, List<Prepared>> ofOneStructure = new LinkedHashMap<>();
            fits.forEach(fit -> ofOneStructure
                    .computeIfAbsent(fit.structure(), _ -> new ArrayList<>())
                    .add(fit));
            ofOneStructure.values().forEach(lots.runs()::run);
            lots.harvesters().await();
            fits = lots.runs().toBeMadeAgain();
        }
    }

    /** The fit with its model, or nothing if there is none. */
    private List<Prepared> prepared(PlannedFit fit, Device device) {
        if (surroundings.stop().requested()) {
            return List.of();
        }
        try {
            return List.of(device.supported(new Prepared(fit, fit.request(), 1)));
        } catch (InputException e) {
            record(new FitRecord.Failed(fit, String.valueOf(e.getMessage())));
        } catch (RuntimeException | StackOverflowError e) {
            record(new FitRecord.Failed(fit, unexpected(e)));
        }
        return List.of();
    }

    static String unexpected(Throwable e) {
        return "an error in leapfrog itself: " + e + "; please report it";
    }

    void record(FitRecord fit) {
        ledger.record(fit);
        surroundings.progress().count(fit);
    }
}
