package leapfrog.backend;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import leapfrog.engine.Cancellation;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.Stage;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageSource;
import leapfrog.engine.StageTask;
import leapfrog.engine.TransitionEngine;
import leapfrog.engine.TransitionStatistics;

/** Counts what a sampling stage on one thread allocates in its second half: in the first it is compiled. */
public final class AllocationMeter implements StageSource {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final List<StageTask> waiting = new ArrayList<>();
    private final int transitions;
    private long first;
    private long last;
    private long leapfrogs;

    private AllocationMeter(ChainGroup chains, int transitions) {
        this.transitions = transitions;
        waiting.add(new StageTask(
                chains,
                new Stage("sampling", transitions, new Stage.StepSizeRule.Fixed(), Stage.MomentRule.NONE, 10),
                this::take));
    }

    /** Fails if it is a byte a leapfrog or more, over at least 100,000 leapfrogs. */
    public static void assertNone(TransitionEngine engine, ChainGroup chains, int transitions) {
        double bytes = bytes(engine, chains, transitions);
        assertTrue(bytes < 1, () -> bytes + " bytes a leapfrog");
    }

    /** Bytes a leapfrog, over at least 100,000 leapfrogs. */
    public static double bytes(TransitionEngine engine, ChainGroup chains, int transitions) {
        AllocationMeter meter = new AllocationMeter(chains, transitions);
        engine.run(meter, Cancellation.NEVER);
        assertTrue(meter.leapfrogs >= 100_000, () -> meter.leapfrogs + " leapfrogs are too few to judge");
        return (double) (meter.last - meter.first) / meter.leapfrogs;
    }

    private void take(int chain, int transition, double[] position, TransitionStatistics statistics) {
        if (transition < transitions / 2) {
            return;
        }
        last = THREADS.getCurrentThreadAllocatedBytes();
        if (leapfrogs == 0) {
            first = last;
        }
        leapfrogs += statistics.leapfrogs;
    }

    @Override
    public Optional<StageTask> next() {
        return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.removeLast());
    }

    @Override
    public void finished(StageTask task, StageOutcome outcome) {
        assertTrue(outcome.chains().stream().allMatch(chain -> chain.transitions() == transitions));
    }

    @Override
    public int chains() {
        return waiting.isEmpty() ? 0 : waiting.getFirst().chains().chains().size();
    }
}
