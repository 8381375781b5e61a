package leapfrog.batch;

import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/** Holds fits for which there was no memory beside others: each is made once more with nothing beside it, and fails if there is none then. */
final class Alone {
    private final Batch batch;
    private final Queue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    /**
     * A fit that is to be made alone.
     *
     * @param attempt as in {@link Prepared}
     */
    record Waiting(PlannedFit fit, int attempt) {}

    Alone(Batch batch) {
        this.batch = batch;
    }

    /**
     * Takes a fit that the Java heap was too small for.
     *
     * @param attempt as in {@link Prepared}
     */
    void hadNoMemory(PlannedFit fit, int attempt) {
        if (tried.add(fit.name())) {
            waiting.add(new Waiting(fit, attempt));
        } else {
            batch.record(new FitRecord.Failed(
                    fit,
                    String.format(
                            Locale.ROOT,
                            "it needs more memory than the Java heap has, %.1f GB; a larger heap"
                                    + " (LEAPFROG_JAVA_OPTS=-Xmx…) or fewer draws would help",
                            Runtime.getRuntime().maxMemory() * 1e-9)));
        }
    }

    /** The next one, to be made with nothing beside it; null if there is none. */
    @Nullable
    Waiting next() {
        return waiting.poll();
    }
}
