package leapfrog.simd;

import java.util.List;
import leapfrog.backend.HostTransitionEngine;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.TransitionEngine;

/** Holds the tasks in the order in which the vector stages read them, once for all threads. */
final class SimdSession implements Session {
    private final List<Plan> plans;
    private final int threads;
    private final int lanes;

    SimdSession(Problem problem, EngineOptions options) {
        threads = Math.max(1, options.threads());
        plans = problem.tasks().stream()
                .map(task -> Plan.of(problem.structure(), task))
                .toList();
        // Chains of one task share blocks; those of a single task are shared out among the threads.
        int parts = Math.max(threads, problem.tasks().size());
        lanes = Lanes.fitting(Math.ceilDiv(Math.max(1, options.chains()), parts));
    }

    @Override
    public String device() {
        return System.getProperty("os.arch") + " processor, " + lanes + " chains a block";
    }

    @Override
    public GradientEvaluator gradients() {
        return new SimdGradientEvaluator(plans, lanes);
    }

    @Override
    public TransitionEngine transitions() {
        return new HostTransitionEngine(this::gradients, threads, new SimdArithmetic());
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
