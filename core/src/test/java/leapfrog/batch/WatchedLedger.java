package leapfrog.batch;

import java.util.Set;
import java.util.function.Consumer;

/**
 * Shows each record to somebody, who may throw, before a ledger takes it; one after the other.
 *
 * @param inner takes it
 * @param before sees it
 */
public record WatchedLedger(Ledger inner, Consumer<FitRecord> before) implements Ledger {
    @Override
    public Set<String> recorded() {
        return inner.recorded();
    }

    @Override
    public synchronized void record(FitRecord fit) {
        before.accept(fit);
        inner.record(fit);
    }
}
