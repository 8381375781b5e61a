package leapfrog.sample;

import leapfrog.engine.ChainState;

/** Holds one chain of a run: where it stands after the last stage it finished, and the draws it has kept. */
final class SampledChain {
    private final DrawStore store;
    private ChainState state;

    SampledChain(ChainState state, DrawStore store) {
        this.state = state;
        this.store = store;
    }

    ChainState state() {
        return state;
    }

    void moveTo(ChainState next) {
        state = next;
    }

    DrawStore store() {
        return store;
    }
}
