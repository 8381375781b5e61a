package leapfrog.tornado;

import leapfrog.backend.HostTransitionEngine;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.TransitionEngine;
import leapfrog.nuts.Arithmetic;

/** Holds a problem's tables for one device; each evaluator has a plan of its own, which sends them once. */
final class TornadoSession implements Session {
    private final TornadoTarget target;
    private final Problem problem;
    private final ProblemTables tables;
    private final MemoryPlan plan;

    TornadoSession(TornadoTarget target, Problem problem, EngineOptions options) {
        this.target = target;
        this.problem = problem;
        tables = new ProblemTables(problem);
        plan = MemoryPlan.of(target.limits(), tables.largest(), tables.bytes(), options);
    }

    @Override
    public String device() {
        return target.words();
    }

    @Override
    public GradientEvaluator gradients() {
        return new TornadoGradientEvaluator(target, problem, tables, plan.points());
    }

    @Override
    public TransitionEngine transitions() {
        return new HostTransitionEngine(this::gradients, plan.workers(), Arithmetic.best());
    }

    @Override
    public void close() {
        // Evaluators hold what there is on the device.
    }
}
