package leapfrog.batch;

import java.util.Set;

/** Keeps what became of the fits of a batch. Called from several threads; an implementation synchronises itself. */
public interface Ledger {
    /** Names of the fits that are recorded. */
    Set<String> recorded();

    /**
     * Records a fit, whole or not at all. What it throws ends the batch.
     *
     * @throws LedgerException if it cannot be recorded
     */
    void record(FitRecord fit);
}
