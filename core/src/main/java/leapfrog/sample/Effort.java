package leapfrog.sample;

/** Adds up what a run's stages took, of all chains together; guarded by the queue that hands them out. */
final class Effort {
    private long warmupNanos;
    private long samplingNanos;
    private long warmupLeapfrogs;
    private long samplingLeapfrogs;

    void add(boolean sampling, long nanos, long leapfrogs) {
        if (sampling) {
            samplingNanos += nanos;
            samplingLeapfrogs += leapfrogs;
        } else {
            warmupNanos += nanos;
            warmupLeapfrogs += leapfrogs;
        }
    }

    /** Warm-up's share of the time, chains side by side counted each; 0 if there was none. */
    double warmupShare() {
        double total = warmupNanos + (double) samplingNanos;
        return total > 0 ? warmupNanos / total : 0;
    }

    long warmupLeapfrogs() {
        return warmupLeapfrogs;
    }

    long samplingLeapfrogs() {
        return samplingLeapfrogs;
    }
}
