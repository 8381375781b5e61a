package leapfrog.backend;

import java.util.ArrayList;
import java.util.List;
import leapfrog.engine.ChainState;
import leapfrog.engine.Moments;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.engine.StageTask;
import org.jspecify.annotations.Nullable;

/** Keeps which chains of a stage task an engine has begun and what became of them. Serves one thread at a time. */
public final class GroupRun {
    private final StageTask task;
    private final @Nullable ChainOutcome[] outcomes;
    private int handedOut;
    private int finished;

    /** Has begun none. */
    public GroupRun(StageTask task) {
        this.task = task;
        outcomes = new ChainOutcome[task.chains().chains().size()];
    }

    /** The task of these chains. */
    public StageTask task() {
        return task;
    }

    /** Whether there are chains that were not handed out. */
    public boolean hasWaiting() {
        return handedOut < outcomes.length;
    }

    /** The chain that {@link #handOut} gives next. */
    public ChainState next() {
        return task.chains().chains().get(handedOut);
    }

    /** Hands out the next chain, by its index. */
    public int handOut() {
        return handedOut++;
    }

    /** Takes a chain's outcome, the first time; says whether it was the last. */
    public boolean finish(int chain, ChainOutcome outcome) {
        if (outcomes[chain] != null) {
            return false;
        }
        outcomes[chain] = outcome;
        return ++finished == outcomes.length;
    }

    /** The outcome of all chains; of those never handed out, their state as it was. */
    public StageOutcome outcome() {
        List<ChainOutcome> all = new ArrayList<>(outcomes.length);
        for (int i = 0; i < outcomes.length; i++) {
            ChainOutcome outcome = outcomes[i];
            ChainState state = task.chains().chains().get(i);
            all.add(outcome == null ? new ChainOutcome(state, 0, Moments.NONE, 0) : outcome);
        }
        return new StageOutcome(all);
    }
}
