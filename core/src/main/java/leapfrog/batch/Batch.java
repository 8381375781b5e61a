package leapfrog.batch;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import leapfrog.engine.Cancellation;
import leapfrog.model.ModelStructure;
import leapfrog.sample.Sampler;
import org.jspecify.annotations.Nullable;

/**
 * Fits many data sets, each as if it were alone: makes their models, runs those of one structure together on one engine, and records each fit as
 * it ends. What is wrong with a data set is recorded for it and stops no other.
 *
 * @param backend what computes
 * @param ledger keeps what became of the fits; those it has already are left out
 */
public record Batch(BackendOpener backend, Ledger ledger, Options options, Surroundings surroundings) {
    /** Fits that share a session at most. The models of the next ones are made while they run. */
    static final int LOT = 512;

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
        Iterator<PlannedFit> left = StreamSupport.stream(fits.spliterator(), false)
                .filter(fit -> !recorded.contains(fit.name()))
                .iterator();
        try (Harvesters harvesters = new Harvesters(options.threads())) {
            Device device = new Device(backend, options.standIn(), surroundings.notices());
            Alone alone = new Alone(this);
            SharedRuns runs = new SharedRuns(this, device, harvesters, alone);
            Lots lots = new Lots(this, device, harvesters, alone, left, Sampler.Request::shareOfLot);
            Supplier<List<Prepared>> next = lots.next();
            boolean ended = false;
            while (!ended) {
                List<Prepared> ready = new ArrayList<>(next.get());
                ended = !lots.hasNext() || stopped(harvesters);
                next = ended ? List::of : lots.next();
                ready.addAll(runs.toBeMadeAgain());
                run(ready, runs);
            }
            harvesters.await();
            runAgain(runs, harvesters);
            for (Alone.Waiting fit = alone.next(); fit != null && !stopped(harvesters); fit = alone.next()) {
                run(lots.prepare(fit.fit(), fit.attempt()).stream().toList(), runs);
                harvesters.await();
                runAgain(runs, harvesters);
            }
        }
    }

    private boolean stopped(Harvesters harvesters) {
        return surroundings.stop().requested() || harvesters.hasFailed();
    }

    private static void runAgain(SharedRuns runs, Harvesters harvesters) {
        for (Collection<Prepared> again = runs.toBeMadeAgain(); !again.isEmpty(); again = runs.toBeMadeAgain()) {
            run(again, runs);
            harvesters.await();
        }
    }

    private static void run(Collection<Prepared> fits, SharedRuns runs) {
        Map<ModelStructure, List<Prepared>> ofOneStructure = new LinkedHashMap<>();
        fits.forEach(fit -> ofOneStructure
                .computeIfAbsent(fit.structure(), _ -> new ArrayList<>())
                .add(fit));
        ofOneStructure.values().forEach(runs::run);
    }

    static String unexpected(Throwable e) {
        return "an error in leapfrog itself: " + e + "; please report it";
    }

    void record(FitRecord fit) {
        ledger.record(fit);
        surroundings.progress().count(fit);
    }
}
