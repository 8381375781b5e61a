package leapfrog.batch;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import leapfrog.model.InputException;
import leapfrog.sample.Sampler;

/**
 * Makes the models of a batch's fits a lot at a time, while those of the lot before are run: so many as memory has room for, and no more than
 * {@link Batch#LOT}.
 */
final class Lots {
    private final Batch batch;
    private final Device device;
    private final Harvesters harvesters;
    private final Alone alone;
    private final Iterator<PlannedFit> planned;
    /** What a fit takes of the memory for a lot. */
    private final ToDoubleFunction<Sampler.Request> share;

    /** Fits that their lot had no room for. */
    private final Queue<PlannedFit> postponed = new ConcurrentLinkedQueue<>();

    Lots(
            Batch batch,
            Device device,
            Harvesters harvesters,
            Alone alone,
            Iterator<PlannedFit> planned,
            ToDoubleFunction<Sampler.Request> share) {
        this.batch = batch;
        this.device = device;
        this.harvesters = harvesters;
        this.alone = alone;
        this.planned = planned;
        this.share = share;
    }

    /** Whether there are more, once the lot that was begun has been waited for. */
    boolean hasNext() {
        return !postponed.isEmpty() || planned.hasNext();
    }

    /** Begins the next lot; what is given back waits for it, and is asked once, before the lot after it is begun. */
    Supplier<List<Prepared>> next() {
        List<PlannedFit> lot = new ArrayList<>();
        while (hasNext() && lot.size() < Batch.LOT) {
            lot.add(postponed.isEmpty() ? planned.next() : postponed.remove());
        }
        DoubleAdder taken = new DoubleAdder();
        Supplier<List<Optional<Prepared>>> made = harvesters.map(lot, fit -> make(fit, taken));
        return () -> made.get().stream().flatMap(Optional::stream).toList();
    }

    /** The fit with its model; nothing if there is none, or none yet. */
    private Optional<Prepared> make(PlannedFit fit, DoubleAdder taken) {
        if (batch.surroundings().stop().requested()) {
            return Optional.empty();
        }
        if (taken.sum() >= 1) {
            postponed.add(fit);
            return Optional.empty();
        }
        Optional<Prepared> prepared = prepare(fit, 1);
        prepared.ifPresent(one -> taken.add(share.applyAsDouble(one.request())));
        return prepared;
    }

    /**
     * The fit with its model; nothing if there is none, which is dealt with.
     *
     * @param attempt as in {@link Prepared}
     */
    Optional<Prepared> prepare(PlannedFit fit, int attempt) {
        try {
            Prepared prepared = device.supported(new Prepared(fit, fit.request(), attempt));
            prepared.request().requireMemory();
            return Optional.of(prepared);
        } catch (InputException e) {
            batch.record(new FitRecord.Failed(fit, String.valueOf(e.getMessage())));
        } catch (OutOfMemoryError e) {
            alone.hadNoMemory(fit, attempt);
        } catch (RuntimeException | StackOverflowError e) {
            batch.record(new FitRecord.Failed(fit, Batch.unexpected(e)));
        }
        return Optional.empty();
    }
}
