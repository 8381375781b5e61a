package leapfrog.engine;

import java.util.List;

/** Holds what became of a group of chains in a stage, chain by chain in the group's order. */
public record StageOutcome(List<ChainOutcome> chains) {
    /** Takes unmodifiable copies. */
    public StageOutcome {
        chains = List.copyOf(chains);
    }

    /**
     * What became of one chain.
     *
     * @param state at the end, or after the last whole transition if the run was cancelled
     * @param transitions made in this stage; fewer than asked for only after a cancellation
     * @param leapfrogs all gradient evaluations of the stage, step-size search included
     */
    public record ChainOutcome(ChainState state, int transitions, Moments moments, long leapfrogs) {}
}
