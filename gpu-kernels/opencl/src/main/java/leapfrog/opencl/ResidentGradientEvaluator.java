package leapfrog.opencl;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import leapfrog.engine.BatchShape;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/** Evaluates points as transitions do, a work-group each: for starting points, and to compare with other evaluators. */
final class ResidentGradientEvaluator implements GradientEvaluator {
    private static final int MOST = 1024;

    private final Handles handles = new Handles();
    private final ResidentPlan plan;
    private final int maximum;
    private final cl_command_queue queue;
    private final PinnedBuffer tasks;
    private final PinnedBuffer positions;
    private final PinnedBuffer gradients;
    private final PinnedBuffer logDensities;
    private final cl_kernel kernel;

    ResidentGradientEvaluator(ResidentSession session, ResidentPlan plan) {
        this.plan = plan;
        Programs.Compiled compiled = session.compiled(plan);
        long row = (long) plan.stride() * Double.BYTES;
        long work = plan.workLength() * Double.BYTES;
        long limit = Math.min(session.target().allocationBytes(), 1L << 30);
        maximum = (int) Math.clamp(limit / Math.max(row, work), 1, MOST);
        try {
            queue = handles.own(OpenCl.queue(compiled.context(), session.target()))
                    .get();
            tasks = handles.own(new PinnedBuffer(compiled, queue, (long) maximum * Integer.BYTES));
            positions = handles.own(new PinnedBuffer(compiled, queue, maximum * row));
            gradients = handles.own(new PinnedBuffer(compiled, queue, maximum * row));
            logDensities = handles.own(new PinnedBuffer(compiled, queue, (long) maximum * Double.BYTES));
            cl_mem scratch = handles.own(
                            OpenCl.buffer(compiled.context(), CL.CL_MEM_READ_WRITE, Math.max(8, maximum * work), null))
                    .get();
            kernel = handles.own(OpenCl.kernel(compiled.program(), "gradients")).get();
            new Arguments(kernel)
                    .data(session.data(), session.tables())
                    .number(plan.stride())
                    .number(plan.sums())
                    .memory(scratch)
                    .number(plan.workLength())
                    .local(plan.localBytes())
                    .memory(tasks.device())
                    .memory(positions.device())
                    .memory(gradients.device())
                    .memory(logDensities.device());
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    @Override
    public BatchShape shape() {
        return new BatchShape(1, maximum, maximum);
    }

    @Override
    public void evaluate(GradientBatch batch) {
        int points = batch.blocks();
        if (points == 0) {
            return;
        }
        long row = (long) plan.stride() * Double.BYTES;
        for (int k = 0; k < points; k++) {
            tasks.host().setAtIndex(ValueLayout.JAVA_INT, k, batch.task(k));
            MemorySegment.copy(
                    batch.positions(),
                    batch.at(k),
                    positions.host(),
                    ValueLayout.JAVA_DOUBLE,
                    k * row,
                    batch.dimension(k));
        }
        tasks.toDevice((long) points * Integer.BYTES);
        positions.toDevice(points * row);
        OpenCl.launch(queue, kernel, points, plan.shape().team());
        gradients.toHost(points * row);
        logDensities.toHost((long) points * Double.BYTES);
        OpenCl.check("clFinish", CL.clFinish(queue));
        for (int k = 0; k < points; k++) {
            MemorySegment.copy(
                    gradients.host(),
                    ValueLayout.JAVA_DOUBLE,
                    k * row,
                    batch.gradients(),
                    batch.at(k),
                    batch.dimension(k));
            batch.logDensities()[k] = logDensities.host().getAtIndex(ValueLayout.JAVA_DOUBLE, k);
        }
    }

    @Override
    public void close() {
        handles.close();
    }
}
