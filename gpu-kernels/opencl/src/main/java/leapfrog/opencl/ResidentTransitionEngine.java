package leapfrog.opencl;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import leapfrog.backend.GroupRun;
import leapfrog.engine.Cancellation;
import leapfrog.engine.ChainState;
import leapfrog.engine.Metric;
import leapfrog.engine.StageSource;
import leapfrog.engine.StageTask;
import leapfrog.engine.TransitionEngine;
import org.jspecify.annotations.Nullable;

/**
 * Has the device make whole transitions, many a launch, a work-group a chain; the host hands over stages and takes back draws. While
 * the device computes one launch, the host hands out the transitions of the one before.
 *
 * <p>A transition is that of {@link leapfrog.backend.HostTransitionEngine} from the same state and random numbers, within rounding;
 * where rounding decides, a choice may fall otherwise. Covariances ({@link leapfrog.engine.Stage.MomentRule#COVARIANCE}) are
 * summed by the host, of the positions that come back; the other moments and dual averaging are the device's.
 *
 * <p>What a chain does depends on its state, stage and random stream alone. Chains that cannot start, and failures of sinks, the
 * source or the device, end a run as they do there; moments that were on a failed device are lost.
 */
final class ResidentTransitionEngine implements TransitionEngine {
    private final ResidentSession session;
    private @Nullable Population population;
    /** Groups that were taken and not given back, in the order of taking. */
    private final Set<GroupRun> open = new LinkedHashSet<>();

    /** The open group that has chains which are not on the device. */
    private @Nullable GroupRun waiting;

    ResidentTransitionEngine(ResidentSession session) {
        this.session = session;
    }

    @Override
    public void run(StageSource work, Cancellation stop) {
        try {
            while (!stop.requested() && admit(work)) {
                if (population != null) {
                    population.step(chain -> finish(chain, work));
                }
            }
            if (population != null) {
                population.stop(chain -> finish(chain, work));
            }
            giveBack(work);
        } catch (RuntimeException | Error e) {
            try {
                abandon(work);
            } catch (RuntimeException other) {
                e.addSuppressed(other);
            }
            throw e;
        }
    }

    /** Takes in as many chains as there are and fit; says whether there are any. */
    private boolean admit(StageSource work) {
        while (true) {
            GroupRun group = waiting(work);
            if (group == null || !admit(group, work)) {
                return group != null || (population != null && !population.empty());
            }
        }
    }

    private @Nullable GroupRun waiting(StageSource work) {
        while (waiting == null || !waiting.hasWaiting()) {
            Optional<StageTask> next = work.next();
            if (next.isEmpty()) {
                waiting = null;
                return null;
            }
            waiting = new GroupRun(next.get());
            open.add(waiting);
        }
        return waiting;
    }

    /** Takes in the group's next chain; says whether there was room. */
    private boolean admit(GroupRun group, StageSource work) {
        ChainState next = group.next();
        int maxDepth = group.task().stage().maxDepth();
        if (population == null || !population.suits(next.metric(), maxDepth)) {
            if (population != null && !population.empty()) {
                return false;
            }
            settle(next.metric(), maxDepth);
        }
        return population != null && population.admit(group, chain -> finish(chain, work));
    }

    /** Makes room for chains with such metrics and trees. */
    private void settle(Metric metric, int maxDepth) {
        if (maxDepth > ResidentField.DEEPEST) {
            throw new IllegalArgumentException(
                    "maximum depth " + maxDepth + " must be at most " + ResidentField.DEEPEST);
        }
        if (population != null) {
            population.close();
            population = null;
        }
        population = session.population(maxDepth, metric instanceof Metric.Dense);
    }

    private void finish(ResidentChain chain, StageSource work) {
        GroupRun group = chain.group();
        // Removed first: given back once, whatever the source does.
        if (group.finish(chain.index(), chain.outcome()) && open.remove(group)) {
            work.finished(group.task(), group.outcome());
        }
    }

    /** Gives back the groups that have chains which never were on the device. */
    private void giveBack(StageSource work) {
        waiting = null;
        for (GroupRun group : Set.copyOf(open)) {
            open.remove(group);
            work.finished(group.task(), group.outcome());
        }
    }

    /** Gives back everything after a failure, and the device's memory. */
    private void abandon(StageSource work) {
        try (Population failed = population) {
            population = null;
            if (failed != null) {
                failed.abandon(chain -> chain.group().finish(chain.index(), chain.outcome()));
            }
            giveBack(work);
        }
    }

    @Override
    public void close() {
        if (population != null) {
            population.close();
            population = null;
        }
    }
}
