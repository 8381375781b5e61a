package leapfrog.opencl;

import java.util.ArrayDeque;
import java.util.Deque;
import leapfrog.engine.Metric;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/** Holds the memory on the device in which chains live, one a slot, and what they share: scalings and dense metrics. */
final class Residence implements AutoCloseable {
    private final Handles handles = new Handles();
    private final ResidentSession session;
    private final ResidentPlan plan;
    private final Programs.Compiled compiled;
    private final cl_command_queue queue;
    private final cl_mem work;
    private final cl_mem vectors;
    private final cl_mem states;
    private final DenseMetrics metrics;
    private final ScalingTables scalings = new ScalingTables();
    private Handles uploaded = new Handles();
    private int uploadedScalings = -1;
    private cl_mem scalingTables = new cl_mem();
    private cl_mem scalingNumbers = new cl_mem();
    private final Deque<Integer> free = new ArrayDeque<>();

    Residence(ResidentSession session, ResidentPlan plan) {
        this.session = session;
        this.plan = plan;
        compiled = session.compiled(plan);
        try {
            queue = handles.own(OpenCl.queue(compiled.context(), session.target()))
                    .get();
            work = buffer(plan.slots() * plan.workLength());
            vectors = buffer(plan.slots() * plan.slotLength());
            states = buffer((long) plan.slots() * ResidentField.STATE_FIELDS);
            metrics = handles.own(new DenseMetrics(compiled, queue, plan));
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
        for (int slot = 0; slot < plan.slots(); slot++) {
            free.add(slot);
        }
    }

    private cl_mem buffer(long doubles) {
        return handles.own(OpenCl.buffer(
                        compiled.context(), CL.CL_MEM_READ_WRITE, Math.max(1, doubles) * Double.BYTES, null))
                .get();
    }

    Programs.Compiled compiled() {
        return compiled;
    }

    /** What kernels are enqueued on, one after the other. */
    cl_command_queue queue() {
        return queue;
    }

    ResidentPlan plan() {
        return plan;
    }

    /** Whether there is room for another chain with this metric; its slot is {@link #settle}'s. */
    boolean hasRoom(Metric metric) {
        return !free.isEmpty() && metrics.hasRoom(metric);
    }

    /** Gives a chain a slot. */
    int settle(Metric metric) {
        metrics.hold(metric);
        return free.remove();
    }

    /** Takes a chain's slot back. */
    void leave(ResidentChain chain) {
        metrics.release(chain.from().metric());
        free.add(chain.slot());
    }

    /** Where a chain's scaling stands. */
    int scaling(ResidentChain chain) {
        return scalings.place(chain.group().task().chains().scaling());
    }

    /** Where a chain's metric stands, in doubles. */
    long metric(ResidentChain chain) {
        return metrics.place(chain.from().metric());
    }

    /** Sets the arguments that kernels of chains share; theirs follow. */
    Arguments arguments(cl_kernel kernel, cl_mem orders) {
        uploadScalings();
        return new Arguments(kernel)
                .data(session.data(), session.tables())
                .number(plan.stride())
                .number(plan.sums())
                .memory(work)
                .number(plan.workLength())
                .local(plan.localBytes())
                .memory(scalingTables)
                .memory(scalingNumbers)
                .memory(metrics.memory())
                .memory(vectors)
                .number(plan.slotLength())
                .memory(states)
                .memory(orders);
    }

    /** Uploads the scalings if there are new ones; launches enqueued before keep what they have. */
    private void uploadScalings() {
        if (scalings.size() == uploadedScalings) {
            return;
        }
        uploaded.close();
        uploaded = new Handles();
        long copy = CL.CL_MEM_READ_ONLY | CL.CL_MEM_COPY_HOST_PTR;
        int[] tables = scalings.tables();
        double[] numbers = scalings.numbers();
        scalingTables = uploaded.own(OpenCl.buffer(
                        compiled.context(), copy, (long) tables.length * Integer.BYTES, Pointer.to(tables)))
                .get();
        scalingNumbers = uploaded.own(OpenCl.buffer(
                        compiled.context(), copy, (long) numbers.length * Double.BYTES, Pointer.to(numbers)))
                .get();
        uploadedScalings = scalings.size();
    }

    @Override
    public void close() {
        try (handles) {
            uploaded.close();
        }
    }
}
