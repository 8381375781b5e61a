package leapfrog.engine;

import java.util.List;
import java.util.Optional;
import leapfrog.engine.StageOutcome.ChainOutcome;

/** Hands out one stage of one group of chains, once, and keeps what comes of it. */
public final class OneStage implements StageSource {
    private final StageTask task;
    private boolean handedOut;
    private List<ChainOutcome> outcomes = List.of();

    /**
     * Of this group.
     *
     * @param sink receives the draws
     */
    public OneStage(ChainGroup group, Stage stage, DrawSink sink) {
        task = new StageTask(group, stage, sink);
    }

    /**
     * Runs the stage.
     *
     * @return how the chains end, in the group's order
     */
    public List<ChainOutcome> run(TransitionEngine engine) {
        engine.run(this, Cancellation.NEVER);
        return outcomes();
    }

    /** How the chains ended; none before they have. */
    public synchronized List<ChainOutcome> outcomes() {
        return outcomes;
    }

    @Override
    public synchronized Optional<StageTask> next() {
        if (handedOut) {
            return Optional.empty();
        }
        handedOut = true;
        return Optional.of(task);
    }

    @Override
    public synchronized void finished(StageTask done, StageOutcome outcome) {
        outcomes = outcome.chains();
    }

    @Override
    public int chains() {
        return task.chains().chains().size();
    }
}
