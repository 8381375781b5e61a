package leapfrog.sample;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageSource;
import leapfrog.engine.StageTask;

/**
 * Hands the stages of one or many fits to an engine: whatever can run now, groups taking turns, so that chains advance together even where
 * they are more than an engine holds at a time, and a run that is stopped has draws of all. A group that may not start yet waits; one that
 * runs will open the way for it.
 */
final class RunQueue implements StageSource {
    private final ArrayDeque<GroupRun> ready = new ArrayDeque<>();
    private final Map<StageTask, GroupRun> running = new IdentityHashMap<>();
    private final LongSupplier ticker;
    private int chains;

    RunQueue(List<GroupRun> groups, LongSupplier ticker) {
        this.ticker = ticker;
        groups.forEach(this::add);
    }

    private void add(GroupRun group) {
        ready.add(group);
        chains += group.chains();
    }

    @Override
    public synchronized Optional<StageTask> next() {
        Optional<GroupRun> first = ready.stream().filter(GroupRun::mayStart).findFirst();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        GroupRun group = first.get();
        ready.removeFirstOccurrence(group);
        StageTask task = group.start(ticker.getAsLong());
        running.put(task, group);
        return Optional.of(task);
    }

    @Override
    public synchronized void finished(StageTask task, StageOutcome outcome) {
        GroupRun group = running.remove(task);
        if (group == null) {
            throw new IllegalStateException("a stage was finished that was not handed out, or twice");
        }
        chains -= group.chains();
        group.finish(outcome, ticker.getAsLong()).forEach(this::add);
    }

    @Override
    public synchronized int chains() {
        return chains;
    }
}
