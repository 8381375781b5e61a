package leapfrog.backend;

import java.util.ArrayList;
import java.util.List;
import leapfrog.engine.ChainState;
import leapfrog.engine.Moments;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.engine.StageTask;
import org.jspecify.annotations.Nullable;

/** Keeps which chains of a stage task were handed to workers and what became of them. Guarded by its {@link Dispatcher}. */
final class GroupRun {
    private final StageTask task;
    private final @Nullable ChainOutcome[] outcomes;
    private int handedOut;
    private int finished;

    GroupRun(StageTask task) {
        this.task = task;
        outcomes = new ChainOutcome[task.chains().chains().size()];
    }

    StageTask task() {
        return task;
    }

    boolean hasWaiting() {
        return handedOut < outcomes.length;
    }

    /** Hands out the next chain, by its index. */
    int handOut() {
        return handedOut++;
    }

    /** Takes a chain's outcome, the first time; says whether it was the last. */
    boolean finish(int chain, ChainOutcome outcome) {
        if (outcomes[chain] != null) {
            return false;
        }
        outcomes[chain] = outcome;
        return ++finished == outcomes.length;
    }

    /** The outcome of all chains; of those never handed out, their state as it was. */
    StageOutcome outcome() {
        List<ChainOutcome> all = new ArrayList<>(outcomes.length);
        for (int i = 0; i < outcomes.length; i++) {
            ChainOutcome outcome = outcomes[i];
            ChainState state = task.chains().chains().get(i);
            all.add(outcome == null ? new ChainOutcome(state, 0, Moments.NONE, 0) : outcome);
        }
        return new StageOutcome(all);
    }
}
