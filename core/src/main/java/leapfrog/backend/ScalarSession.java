package leapfrog.backend;

import java.util.ArrayList;
import java.util.List;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.TransitionEngine;
import leapfrog.model.ModelData;
import leapfrog.model.ScalarLogDensity;
import leapfrog.nuts.ScalarArithmetic;

/** Holds the tasks of a problem for the scalar backend. */
final class ScalarSession implements Session {
    private final Problem problem;
    private final int threads;

    ScalarSession(Problem problem, int threads) {
        this.problem = problem;
        this.threads = threads;
    }

    @Override
    public String device() {
        return "host processor, plain Java, one point at a time";
    }

    @Override
    public GradientEvaluator gradients() {
        List<ScalarLogDensity> tasks = new ArrayList<>();
        for (ModelData data : problem.tasks()) {
            tasks.add(new ScalarLogDensity(problem.structure(), data));
        }
        return new LogDensityEvaluator(tasks);
    }

    @Override
    public TransitionEngine transitions() {
        return new HostTransitionEngine(this::gradients, threads, new ScalarArithmetic());
    }

    @Override
    public void close() {
        // Holds no resources.
    }
}
