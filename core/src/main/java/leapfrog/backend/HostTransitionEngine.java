package leapfrog.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import leapfrog.engine.Cancellation;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.StageSource;
import leapfrog.engine.TransitionEngine;
import leapfrog.nuts.Arithmetic;

/**
 * Drives NUTS chains on the host over any {@link GradientEvaluator}.
 *
 * <p>Every worker thread, the caller's among them, has an evaluator of its own and a cohort of at most {@code shape().preferred()}
 * chains, which run free of one another: each asks for one gradient at a time, and the cohort's points go to the evaluator in one
 * compact batch; where the evaluator takes a task's points one by one, its chains take turns instead. The chains of a group may run on
 * several workers. A chain's numbers depend on its state, stage and random stream alone: not on threads, cohorts or order.
 *
 * <p>A chain must start where log density and gradient are finite, and a stage of fixed step size needs one; otherwise the run ends
 * with an {@link IllegalStateException}. Later points that are not finite are divergences. When an evaluator, a sink or the source
 * throws, all workers stop, unfinished tasks are handed back with what they had after each chain's last whole transition, and the
 * exception is thrown on.
 */
public final class HostTransitionEngine implements TransitionEngine {
    private final Supplier<? extends GradientEvaluator> open;
    private final int threads;
    private final Arithmetic arithmetic;
    private final List<GradientEvaluator> evaluators = new ArrayList<>();

    /**
     * An engine over evaluators, one a worker.
     *
     * @param open opens an evaluator for one worker; called on the thread that runs the engine, the engine closes what it gave
     * @param threads workers at most, at least 1
     * @param arithmetic for all of them; any gives the same bits
     */
    public HostTransitionEngine(Supplier<? extends GradientEvaluator> open, int threads, Arithmetic arithmetic) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads " + threads + " must be at least 1");
        }
        this.open = open;
        this.threads = threads;
        this.arithmetic = arithmetic;
    }

    /**
     * {@inheritDoc}
     *
     * <p>An interrupt of the calling thread while it waits for others counts as a cancellation, and stays set.
     */
    @Override
    public void run(StageSource work, Cancellation stop) {
        int workers = Math.max(1, Math.min(threads, work.chains()));
        while (evaluators.size() < workers) {
            evaluators.add(open.get());
        }
        Dispatcher dispatcher = new Dispatcher(work, stop, workers);
        List<Thread> others = new ArrayList<>();
        for (int w = 1; w < workers; w++) {
            Worker worker = new Worker(evaluators.get(w), arithmetic);
            others.add(Thread.ofPlatform().daemon().name("leapfrog-" + w).start(() -> worker.work(dispatcher)));
        }
        new Worker(evaluators.getFirst(), arithmetic).work(dispatcher);
        join(others, dispatcher);
        dispatcher.close();
        switch (dispatcher.failure()) {
            case null -> {
                // Done, or cancelled.
            }
            case Error error -> throw error;
            case RuntimeException exception -> throw exception;
            case Throwable other -> throw new IllegalStateException(other);
        }
    }

    private static void join(List<Thread> threads, Dispatcher dispatcher) {
        boolean interrupted = false;
        for (Thread thread : threads) {
            while (true) {
                try {
                    thread.join();
                    break;
                } catch (InterruptedException e) {
                    interrupted = true;
                    dispatcher.stop(null);
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        evaluators.forEach(GradientEvaluator::close);
        evaluators.clear();
    }
}
