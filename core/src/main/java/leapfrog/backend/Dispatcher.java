package leapfrog.backend;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import leapfrog.engine.Cancellation;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageSource;
import leapfrog.engine.StageTask;
import leapfrog.nuts.Workspace;
import org.jspecify.annotations.Nullable;

/**
 * Hands the chains of stage tasks to the workers of an engine, and gives groups back when their last chain is done. Nothing that it
 * decides changes a chain's numbers.
 */
final class Dispatcher {
    private final StageSource source;
    private final Cancellation cancellation;
    private final int workers;
    /** Groups that were taken and not given back, in the order of taking. */
    private final Set<GroupRun> open = new LinkedHashSet<>();

    /** The open group that has chains nobody works on. */
    private @Nullable GroupRun waiting;

    /** Groups that the source is just taking back; it may have new ones afterwards. */
    private int returning;

    private @Nullable Throwable failure;
    private volatile boolean stopped;
    /** Counts the events after which there may be chains to take. */
    private volatile int news;

    Dispatcher(StageSource source, Cancellation cancellation, int workers) {
        this.source = source;
        this.cancellation = cancellation;
        this.workers = workers;
    }

    /** Whether the workers have to give up what they do. */
    boolean stopped() {
        if (!stopped && cancellation.requested()) {
            stop(null);
        }
        return stopped;
    }

    /** A number that changes when {@link #take} may give a chain again. */
    int news() {
        return news;
    }

    /** How many chains a worker should hold at a time, so that all workers have some. */
    int fairShare() {
        return Math.max(1, (source.chains() + workers - 1) / workers);
    }

    /** A chain to work on with the workspace of the calling thread, or null if there is none now. */
    synchronized @Nullable ChainRun take(Workspace workspace) {
        while (!stopped) {
            if (waiting != null && waiting.hasWaiting()) {
                return new ChainRun(waiting, waiting.handOut(), workspace);
            }
            waiting = null;
            Optional<StageTask> next = source.next();
            if (next.isEmpty()) {
                break;
            }
            waiting = new GroupRun(next.get());
            open.add(waiting);
        }
        return null;
    }

    /** Waits for a chain to work on; null when there will be none any more. For a worker that has none. */
    synchronized @Nullable ChainRun await(Workspace workspace) throws InterruptedException {
        while (true) {
            ChainRun run = take(workspace);
            if (run != null || stopped || (open.isEmpty() && returning == 0)) {
                return run;
            }
            wait();
        }
    }

    /** Takes what became of a chain, and gives its group back if it was the last. */
    void finish(ChainRun run) {
        GroupRun group = run.group();
        StageOutcome outcome;
        synchronized (this) {
            if (!group.finish(run.index(), run.outcome())) {
                return;
            }
            outcome = group.outcome();
        }
        giveBack(group, outcome);
    }

    /** Stops all workers, because of a failure or for a cancellation. The first failure is kept. */
    synchronized void stop(@Nullable Throwable cause) {
        Throwable first = failure;
        if (first == null) {
            failure = cause;
        } else if (cause != null && first != cause) {
            first.addSuppressed(cause);
        }
        stopped = true;
        notifyAll();
    }

    /** Gives back what is unfinished, once all workers have ended. */
    void close() {
        for (GroupRun group : Set.copyOf(open)) {
            try {
                giveBack(group, group.outcome());
            } catch (RuntimeException e) {
                stop(e);
            }
        }
    }

    /** What made the workers stop, or null. */
    synchronized @Nullable Throwable failure() {
        return failure;
    }

    private void giveBack(GroupRun group, StageOutcome outcome) {
        synchronized (this) {
            // Removed first: given back once, whatever the source does.
            if (!open.remove(group)) {
                return;
            }
            returning++;
        }
        try {
            source.finished(group.task(), outcome);
        } finally {
            synchronized (this) {
                returning--;
                news++;
                notifyAll();
            }
        }
    }
}
