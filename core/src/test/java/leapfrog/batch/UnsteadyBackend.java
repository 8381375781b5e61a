package leapfrog.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import leapfrog.backend.HostTransitionEngine;
import leapfrog.backend.ScalarBackend;
import leapfrog.engine.BatchShape;
import leapfrog.engine.DeviceException;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.TransitionEngine;
import leapfrog.nuts.Arithmetic;
import leapfrog.sample.BackendUse;
import leapfrog.sample.OpenBackend;

/** Computes as the scalar backend does, until it is told to fail: when it is opened on too much, after so many gradients, or for a task. */
final class UnsteadyBackend implements BackendOpener {
    private static final int CHAINS_AT_A_TIME = 4;

    /** Numbers of tasks of the sessions that were opened. */
    final List<Integer> opened = new ArrayList<>();

    /** Batches of gradients so far. */
    final AtomicInteger evaluations = new AtomicInteger();

    private final IntConsumer opening;
    private final int most;
    private final AtomicInteger failures;
    private final String poison;

    /**
     * @param opening takes the number of tasks of a session before it is opened, and may throw
     * @param evaluations after so many it fails
     * @param failures so many times; then it works
     * @param poison name of the data whose gradient throws what no gradient should
     */
    private UnsteadyBackend(IntConsumer opening, int evaluations, int failures, String poison) {
        this.opening = opening;
        most = evaluations;
        this.failures = new AtomicInteger(failures);
        this.poison = poison;
    }

    static UnsteadyBackend steady() {
        return opening(_ -> {});
    }

    static UnsteadyBackend opening(IntConsumer opening) {
        return new UnsteadyBackend(opening, Integer.MAX_VALUE, 0, "");
    }

    /** Of a device with room for so many tasks. */
    static UnsteadyBackend ofMemory(int most) {
        return opening(tasks -> {
            if (tasks > most) {
                throw DeviceException.outOfMemory("room for " + most + " data sets alone");
            }
        });
    }

    /** In a process with room for so many tasks. */
    static UnsteadyBackend ofHeap(int most) {
        return opening(tasks -> {
            if (tasks > most) {
                throw new OutOfMemoryError("Java heap space");
            }
        });
    }

    static UnsteadyBackend failing(int evaluations, int failures) {
        return new UnsteadyBackend(_ -> {}, evaluations, failures, "");
    }

    static UnsteadyBackend poisonedBy(String formula) {
        return new UnsteadyBackend(_ -> {}, Integer.MAX_VALUE, 0, formula);
    }

    @Override
    public boolean supports(Problem problem, int chains, long transitions) {
        return true;
    }

    @Override
    public OpenBackend open(Problem problem, int chains, long transitions) {
        opened.add(problem.tasks().size());
        opening.accept(problem.tasks().size());
        Session scalar = new ScalarBackend().open(problem, new EngineOptions(chains, 1, ""));
        return new OpenBackend(new Failing(scalar, problem), new BackendUse("unsteady", "", "", List.of()), 0);
    }

    private final class Failing implements Session {
        private final Session scalar;
        private final Problem problem;

        Failing(Session scalar, Problem problem) {
            this.scalar = scalar;
            this.problem = problem;
        }

        @Override
        public String device() {
            return "unsteady";
        }

        @Override
        public GradientEvaluator gradients() {
            GradientEvaluator right = scalar.gradients();
            return new GradientEvaluator() {
                @Override
                public BatchShape shape() {
                    return new BatchShape(1, CHAINS_AT_A_TIME, CHAINS_AT_A_TIME);
                }

                @Override
                public void evaluate(GradientBatch batch) {
                    if (evaluations.incrementAndGet() > most && failures.getAndDecrement() > 0) {
                        throw new DeviceException("it fell off the bus");
                    }
                    for (int block = 0; block < batch.blocks(); block++) {
                        if (problem.tasks().get(batch.task(block)).name().equals(poison)) {
                            throw new IllegalStateException("poison");
                        }
                    }
                    right.evaluate(batch);
                }

                @Override
                public void close() {
                    right.close();
                }
            };
        }

        @Override
        public TransitionEngine transitions() {
            return new HostTransitionEngine(this::gradients, 2, Arithmetic.scalar());
        }

        @Override
        public void close() {
            scalar.close();
        }
    }
}
