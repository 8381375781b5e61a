package leapfrog.opencl;

import leapfrog.backend.HostTransitionEngine;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.TransitionEngine;
import leapfrog.nuts.Arithmetic;

/** Holds a problem's data on one OpenCL device, and its compiled kernels. */
final class OpenClSession implements Session {
    private final OpenedProblem opened;

    OpenClSession(OpenClDevice device, Problem problem, EngineOptions options) {
        KernelShape shape = KernelShape.of(device.kind(), options.chains());
        TaskTables tables = TaskTables.of(problem, shape);
        MemoryPlan plan = MemoryPlan.of(device, shape, tables, options);
        Programs.Compiled compiled = Programs.of(device, ProgramSource.of(problem.structure(), shape));
        DeviceData data = new DeviceData(compiled, device, problem, tables);
        opened = new OpenedProblem(device, shape, compiled, problem, tables, data, plan);
    }

    @Override
    public String device() {
        return opened.device().words();
    }

    @Override
    public GradientEvaluator gradients() {
        return new OpenClGradientEvaluator(opened);
    }

    @Override
    public TransitionEngine transitions() {
        return new HostTransitionEngine(this::gradients, opened.plan().workers(), Arithmetic.best());
    }

    @Override
    public void close() {
        opened.data().close();
    }
}
