package leapfrog.benchmarks;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Optional;
import leapfrog.engine.Cancellation;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.Session;
import leapfrog.engine.Stage;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageSource;
import leapfrog.engine.StageTask;
import leapfrog.engine.TransitionEngine;
import leapfrog.engine.TransitionStatistics;

/**
 * Counts the bytes that a sampling stage allocates between the first transition of its first chain and its very last one. The stage runs
 * on the calling thread, so the session must have been opened for one thread.
 */
final class Allocation implements StageSource {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<ChainState> chains;
    private final Stage stage;
    private boolean handedOut;
    private long first;
    private long last;
    private long leapfrogs;

    private Allocation(List<ChainState> chains, Stage stage) {
        this.chains = chains;
        this.stage = stage;
    }

    /**
     * Samples on with warmed-up chains.
     *
     * @param transitions a chain
     * @return bytes a leapfrog
     */
    static double bytesPerLeapfrog(Session session, List<ChainState> chains, int transitions) {
        Allocation stage = new Allocation(
                chains, new Stage("sampling", transitions, new Stage.StepSizeRule.Fixed(), Stage.MomentRule.NONE, 10));
        try (TransitionEngine engine = session.transitions()) {
            engine.run(stage, Cancellation.NEVER);
        }
        return (double) (stage.last - stage.first) / stage.leapfrogs;
    }

    private void take(int chain, int transition, double[] position, TransitionStatistics statistics) {
        last = THREADS.getCurrentThreadAllocatedBytes();
        if (leapfrogs == 0) {
            first = last;
        }
        leapfrogs += statistics.leapfrogs;
    }

    @Override
    public Optional<StageTask> next() {
        if (handedOut) {
            return Optional.empty();
        }
        handedOut = true;
        return Optional.of(new StageTask(ChainGroup.plain(0, 1, chains), stage, this::take));
    }

    @Override
    public void finished(StageTask task, StageOutcome outcome) {
        handedOut = true;
    }

    @Override
    public int chains() {
        return chains.size();
    }
}
