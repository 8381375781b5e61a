package leapfrog.batch;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;

/** Keeps what becomes of the fits of a batch in memory; a name twice is an error. */
public final class KeptRecords implements Ledger {
    public final Map<String, FitRecord> records = new ConcurrentSkipListMap<>();

    @Override
    public Set<String> recorded() {
        return Set.copyOf(records.keySet());
    }

    @Override
    public void record(FitRecord fit) {
        if (records.put(fit.planned().name(), fit) != null) {
            throw new IllegalStateException(fit.planned().name() + " is recorded twice");
        }
    }

    /** The reason why a fit failed. */
    String failure(String name) {
        return ((FitRecord.Failed) records.get(name)).reason();
    }

    FitRecord.Fitted fitted(String name) {
        return (FitRecord.Fitted) records.get(name);
    }
}
