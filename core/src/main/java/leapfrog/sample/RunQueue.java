package leapfrog.sample;

import java.util.ArrayDeque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageSource;
import leapfrog.engine.StageTask;
import org.jspecify.annotations.Nullable;

/**
 * Hands the stages of one or many fits to an engine, those of fits that have begun before those of others, so that fits end one after the
 * other while the engine stays full. Groups of a fit take turns, so that its chains advance together even where they are more than an engine
 * holds at a time, and a run that is stopped has draws of all. A group that may not start yet waits; one that runs will open the way for it.
 *
 * <p>A group goes on with the thread that ran it last, and a fit with the one that began it, unless another thread would be idle: chains of
 * one fit side by side are what evaluators do best. No number depends on it.
 */
final class RunQueue implements StageSource {
    private final Waiting waiting;
    private final Progress progress;
    private final Consumer<FitRun> over;
    private final LongSupplier ticker;
    private final Map<Thread, ArrayDeque<Turn>> ready = new LinkedHashMap<>();
    private final Map<StageTask, Turn> running = new IdentityHashMap<>();
    private int chains;
    private int begun;

    /**
     * Fits that have not begun.
     *
     * @param fits made when their turn comes
     * @param chains of all of them together
     * @param most fits that are between their begin and their end at a time
     */
    record Waiting(Iterator<FitRun> fits, int chains, int most) {}

    /** A group that can go on. */
    private record Turn(FitRun fit, GroupRun group) {}

    /** @param over takes each fit when its last group has ended, on the engine's thread */
    RunQueue(Waiting waiting, Progress progress, Consumer<FitRun> over, LongSupplier ticker) {
        this.waiting = waiting;
        this.progress = progress;
        this.over = over;
        this.ticker = ticker;
        chains = waiting.chains();
    }

    private ArrayDeque<Turn> mine() {
        return ready.computeIfAbsent(Thread.currentThread(), _ -> new ArrayDeque<>());
    }

    @Override
    public synchronized Optional<StageTask> next() {
        Turn turn = startable(mine());
        if (turn == null && begun < waiting.most() && waiting.fits().hasNext()) {
            begin(waiting.fits().next());
            turn = startable(mine());
        }
        Iterator<ArrayDeque<Turn>> others = ready.values().iterator();
        while (turn == null && others.hasNext()) {
            turn = startable(others.next());
        }
        if (turn == null) {
            return Optional.empty();
        }
        StageTask task = turn.group().start(ticker.getAsLong());
        running.put(task, turn);
        return Optional.of(task);
    }

    private void begin(FitRun fit) {
        begun++;
        fit.begin(progress, ticker.getAsLong()).forEach(group -> mine().add(new Turn(fit, group)));
    }

    /** Takes out the first group that may start now, or null. */
    private static @Nullable Turn startable(ArrayDeque<Turn> turns) {
        Optional<Turn> first =
                turns.stream().filter(turn -> turn.group().mayStart()).findFirst();
        first.ifPresent(turns::removeFirstOccurrence);
        return first.orElse(null);
    }

    @Override
    public void finished(StageTask task, StageOutcome outcome) {
        FitRun fit = take(task, outcome);
        if (fit != null) {
            over.accept(fit);
        }
    }

    /** Takes an outcome in; returns the fit if it was its last, else null. */
    private synchronized @Nullable FitRun take(StageTask task, StageOutcome outcome) {
        Turn turn = running.remove(task);
        if (turn == null) {
            throw new IllegalStateException("a stage was finished that was not handed out, or twice");
        }
        chains -= turn.group().chains();
        FitRun fit = turn.fit();
        for (GroupRun group : fit.finish(turn.group(), outcome, ticker.getAsLong())) {
            mine().add(new Turn(fit, group));
            chains += group.chains();
        }
        if (!fit.isOver()) {
            return null;
        }
        begun--;
        return fit;
    }

    @Override
    public synchronized int chains() {
        return chains;
    }
}
