package leapfrog.sample;

import leapfrog.engine.TransitionStatistics;

/**
 * Keeps every so manieth draw of one chain while it samples. Its position, not its quantities alone: an interrupted chain can then go on exactly
 * from the last draw that all have made.
 */
final class DrawStore {
    private final int thin;
    private final KeptChain chain;
    private volatile int kept;
    private volatile int transitions;

    DrawStore(KeptChain chain, int thin) {
        this.chain = chain;
        this.thin = thin;
    }

    /**
     * Takes the next transition of sampling; each {@code thin}-th is kept.
     *
     * @param made transitions that the chain has made, this one included
     */
    void keep(long made, double[] position, TransitionStatistics statistics) {
        int seen = transitions + 1;
        transitions = seen;
        if (seen % thin != 0) {
            return;
        }
        chain.keep(seen / thin - 1, made, position, statistics);
        kept = seen / thin;
    }

    int kept() {
        return kept;
    }

    /** Transitions seen, kept or not. */
    int transitions() {
        return transitions;
    }

    double[] position(int draw) {
        return chain.at(draw);
    }
}
