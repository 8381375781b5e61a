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
    private final Queue<PlannedFit> waiting = new ConcurrentLinkedQueue<>();
    private final Set<String> tried = ConcurrentHashMap.newKeySet();

    Alone(Batch batch) {
        this.batch = batch;
    }

    /** Takes a fit that the Java heap was too small for. */
    void hadNoMemory(PlannedFit fit) {
        if (tried.add(fit.name())) {
            waiting.add(fit);
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
    PlannedFit next() {
        return waiting.poll();
    }
}
