package leapfrog.simd;

import java.util.List;
import leapfrog.backend.HostTransitionEngine;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.TransitionEngine;
import leapfrog.nuts.Arithmetic;
import leapfrog.random.NormalBlocks;

/** Holds the tasks in the order in which the vector stages read them, once for all threads. */
final class SimdSession implements Session {
    private final List<Plan> plans;
    private final Arithmetic arithmetic = new SimdArithmetic();
    /** Threads among which chains are shared out, and those among which each of them shares out rows. */
    private final int chainThreads;

    private final int rowThreads;
    private final int lanes;

    SimdSession(Problem problem, EngineOptions options, Striping striping) {
        plans = problem.tasks().stream()
                .map(task -> Plan.of(problem.structure(), task, striping))
                .toList();
        int threads = Math.max(1, options.threads());
        int chains = Math.max(1, options.chains());
        // Few chains of many rows go over them together, each thread over its share.
        boolean byRows = plans.stream().anyMatch(Plan::striped) && chains < threads * Lanes.widest();
        chainThreads = byRows ? 1 : threads;
        rowThreads = byRows ? threads : 1;
        // Chains of one task share blocks; those of a single task are shared out among the threads.
        int parts = Math.max(chainThreads, problem.tasks().size());
        lanes = Lanes.fitting(Math.ceilDiv(chains, parts));
    }

    @Override
    public String device() {
        return System.getProperty("os.arch") + " processor, "
                + (plans.stream().allMatch(Plan::oneByOne) ? "one chain at a time" : lanes + " chains a block")
                + (rowThreads > 1 ? ", rows shared out among " + rowThreads + " threads" : "");
    }

    @Override
    public GradientEvaluator gradients() {
        return new SimdGradientEvaluator(plans, lanes, rowThreads);
    }

    @Override
    public TransitionEngine transitions() {
        return new HostTransitionEngine(this::gradients, chainThreads, arithmetic);
    }

    @Override
    public NormalBlocks normals() {
        return arithmetic.normals();
    }

    @Override
    public void close() {
        // Holds nothing but memory.
    }
}
