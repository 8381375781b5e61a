package leapfrog.sample;

/** Adds up what a run's stages took, of all chains together; guarded by the queue that hands them out. */
final class Effort {
    private int warming;
    private int sampling;
    private long since;
    private double warmupNanos;
    private double samplingNanos;
    private long warmupLeapfrogs;
    private long samplingLeapfrogs;
    private int warmupTransitions;
    private boolean settled = true;

    /**
     * Notes that a stage begins.
     *
     * @param chains that go through it together
     * @param now nanoseconds
     */
    void begin(boolean ofSampling, int chains, long now) {
        pass(now);
        count(ofSampling, chains);
    }

    /**
     * Notes that it is over.
     *
     * @param leapfrogs of all its chains
     */
    void end(boolean ofSampling, int chains, long now, long leapfrogs) {
        pass(now);
        count(ofSampling, -chains);
        if (ofSampling) {
            samplingLeapfrogs += leapfrogs;
        } else {
            warmupLeapfrogs += leapfrogs;
        }
    }

    private void count(boolean ofSampling, int chains) {
        if (ofSampling) {
            sampling += chains;
        } else {
            warming += chains;
        }
    }

    /** Shares out the time since the last event among the chains that were at work. */
    private void pass(long now) {
        double each = (double) (now - since) / Math.max(1, warming + sampling);
        warmupNanos += warming * each;
        samplingNanos += sampling * each;
        since = now;
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

    /** Warm-up's share of the time in which chains were at work, at each moment that of those at work; 0 if there was none. */
    double warmupShare() {
        double total = warmupNanos + samplingNanos;
        return total > 0 ? warmupNanos / total : 0;
    }

    long warmupLeapfrogs() {
        return warmupLeapfrogs;
    }

    long samplingLeapfrogs() {
        return samplingLeapfrogs;
    }
}
