package leapfrog.sample;

/** Adds up what a run's stages took, of all chains together; guarded by the queue that hands them out. */
final class Effort {
    private long warmupNanos;
    private long samplingNanos;
    private long warmupLeapfrogs;
    private long samplingLeapfrogs;
    private int warmupTransitions;
    private boolean settled = true;

    /**
     * Adds a stage.
     *
     * @param chains that went through it together
     * @param nanos from its start to its end
     * @param leapfrogs of all of them
     */
    void add(boolean sampling, int chains, long nanos, long leapfrogs) {
        if (sampling) {
            samplingNanos += chains * nanos;
            samplingLeapfrogs += leapfrogs;
        } else {
            warmupNanos += chains * nanos;
            warmupLeapfrogs += leapfrogs;
        }
    }

    /** Notes that a group's warm-up is over. */
    void warmedUp(int transitions, boolean hasSettled) {
        warmupTransitions = Math.max(warmupTransitions, transitions);
        settled &= hasSettled;
    }

    /**
     * What warm-up came to.
     *
     * @param superchains number of starting points that chains shared, or 0
     */
    RunReport.Warmup warmup(int superchains) {
        return new RunReport.Warmup(warmupTransitions, warmupTransitions > 0 && settled, superchains);
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
