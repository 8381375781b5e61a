package leapfrog.batch;

import java.util.List;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Works beside the engine, on threads of its own: makes models of data and records of draws. Parallel streams of that work stay on these threads, so
 * that none but these are busy and nothing outlives them. Whoever brings work when much waits is held up until there is room, so that an engine
 * that is faster than its harvest does not fill the memory with draws.
 */
final class Harvesters implements AutoCloseable {
    /** Pieces of work that may wait, a thread. */
    private static final int WAITING = 2;

    private final ForkJoinPool pool;
    private final int places;
    private final Semaphore room;
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    Harvesters(int threads) {
        pool = new ForkJoinPool(threads);
        places = (1 + WAITING) * threads;
        room = new Semaphore(places);
    }

    /** Begins to apply a function to many things, in parallel; what is given back waits for the results. */
    <A, B> Supplier<List<B>> map(List<A> things, Function<A, B> function) {
        // A parallel stream runs in the pool of the task that it is opened in.
        ForkJoinTask<List<B>> task =
                pool.submit(() -> things.parallelStream().map(function).toList());
        return task::join;
    }

    /** Has work done soon; waits until there is room for it. */
    void add(Runnable work) {
        if (failure.get() != null) {
            return;
        }
        room.acquireUninterruptibly();
        pool.execute(() -> {
            try {
                guarded(work);
            } finally {
                room.release();
            }
        });
    }

    private void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    /** Whether work has failed; no more is done then. */
    boolean hasFailed() {
        return failure.get() != null;
    }

    /** Waits until all work is done, and throws what it threw. Nobody may bring more meanwhile. */
    void await() {
        room.acquireUninterruptibly(places);
        room.release(places);
        switch (failure.get()) {
            case null -> {}
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case Throwable e -> throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
