package leapfrog.batch;

import java.util.concurrent.atomic.AtomicInteger;

/** Counts what became of the fits of a run so far; written by many threads, read by whoever shows it, at any time. */
public final class BatchProgress {
    private final int total;
    private final int earlier;
    private final AtomicInteger good = new AtomicInteger();
    private final AtomicInteger bad = new AtomicInteger();
    private final AtomicInteger failed = new AtomicInteger();

    /**
     * A run that has not begun.
     *
     * @param total number of fits of the batch
     * @param earlier how many of them were recorded by earlier runs
     */
    public BatchProgress(int total, int earlier) {
        this.total = total;
        this.earlier = earlier;
    }

    void count(FitRecord fit) {
        (switch (fit) {
                    case FitRecord.Failed _ -> failed;
                    case FitRecord.Fitted fitted -> fitted.diagnosis().good() ? good : bad;
                })
                .incrementAndGet();
    }

    /** Number of fits of the batch. */
    public int total() {
        return total;
    }

    /** How many were recorded before this run. */
    public int earlier() {
        return earlier;
    }

    /** Fits that this run recorded. */
    public int recorded() {
        return good.get() + bad() + failed();
    }

    /** Fits of this run with a bad diagnosis. */
    public int bad() {
        return bad.get();
    }

    /** Data sets of this run that could not be fitted. */
    public int failed() {
        return failed.get();
    }

    /** Fits that are still to be made. */
    public int left() {
        return total - earlier - recorded();
    }
}
