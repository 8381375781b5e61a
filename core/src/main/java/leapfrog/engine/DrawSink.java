package leapfrog.engine;

/**
 * Receives every transition of a stage, warm-up's too. Called from an engine's threads: for one chain in order, for different chains
 * at the same time. May block, which holds the engine back.
 */
@FunctionalInterface
public interface DrawSink {
    /**
     * Takes the state of a chain after a transition.
     *
     * @param chain index in the group
     * @param transition 0-based within the stage
     * @param position the unconstrained state after the transition; reused after the return
     * @param statistics of the transition; reused after the return
     */
    void accept(int chain, int transition, double[] position, TransitionStatistics statistics);
}
