package leapfrog.opencl;

import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.TransitionEngine;

/** Holds a problem's data on one OpenCL device, for chains that live there. */
final class ResidentSession implements Session {
    /** Depth of trees that memory is first planned for; the usual one. */
    private static final int USUAL_DEPTH = 10;

    private final OpenClDevice device;
    private final int team;
    private final Problem problem;
    private final TaskTables tables;
    private final DeviceData data;
    private final int chains;
    private final int threads;

    /** @throws leapfrog.engine.DeviceException with the sizes if not even one chain fits */
    ResidentSession(OpenClDevice device, int team, Problem problem, EngineOptions options) {
        this.device = device;
        this.team = team;
        this.problem = problem;
        chains = options.chains();
        threads = options.threads();
        tables = TaskTables.of(problem, ResidentShape.kernels(team));
        Programs.Compiled compiled = compiled(plan(USUAL_DEPTH, false));
        data = new DeviceData(compiled, device, problem, tables);
    }

    OpenClDevice target() {
        return device;
    }

    Problem problem() {
        return problem;
    }

    TaskTables tables() {
        return tables;
    }

    DeviceData data() {
        return data;
    }

    private ResidentPlan plan(int maxDepth, boolean dense) {
        return ResidentPlan.of(device, tables, team, dense, maxDepth, chains);
    }

    /** Makes room for chains with trees of a depth, with or without dense metrics. */
    Population population(int maxDepth, boolean dense) {
        return new Population(this, plan(Math.max(USUAL_DEPTH, maxDepth), dense), threads);
    }

    /** The program of a plan. */
    Programs.Compiled compiled(ResidentPlan plan) {
        return Programs.of(device, ProgramSource.of(problem.structure(), plan.shape()));
    }

    @Override
    public String device() {
        return device.words();
    }

    @Override
    public GradientEvaluator gradients() {
        return new ResidentGradientEvaluator(this, plan(USUAL_DEPTH, false));
    }

    @Override
    public TransitionEngine transitions() {
        return new ResidentTransitionEngine(this);
    }

    @Override
    public void close() {
        data.close();
    }
}
