package leapfrog.opencl;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import leapfrog.engine.Metric;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;

/**
 * Keeps dense metrics on the device, each once however many chains share it: L in the lower triangle and its transpose in the upper
 * one, so that neighbouring work-items read neighbouring numbers in both products.
 */
final class DenseMetrics implements AutoCloseable {
    /** A metric's place, and the number of chains that hold it. */
    private static final class Held {
        final int place;
        int chains;

        Held(int place) {
            this.place = place;
        }
    }

    private final Handle<cl_mem> memory;
    private final cl_command_queue queue;
    private final long length;
    private final Map<Metric, Held> held = new IdentityHashMap<>();
    private final Deque<Integer> free = new ArrayDeque<>();

    DenseMetrics(Programs.Compiled compiled, cl_command_queue queue, ResidentPlan plan) {
        this.queue = queue;
        length = (long) plan.stride() * plan.stride();
        long bytes = Math.max(1, plan.metrics() * length) * Double.BYTES;
        memory = OpenCl.buffer(compiled.context(), CL.CL_MEM_READ_ONLY, bytes, null);
        for (int place = 0; place < plan.metrics(); place++) {
            free.add(place);
        }
    }

    cl_mem memory() {
        return memory.get();
    }

    /** Whether {@link #hold} can be called. */
    boolean hasRoom(Metric metric) {
        return !(metric instanceof Metric.Dense) || held.containsKey(metric) || !free.isEmpty();
    }

    /** Uploads a metric if it is dense and not there. */
    void hold(Metric metric) {
        if (metric instanceof Metric.Dense dense) {
            Held there = held.get(metric);
            if (there == null) {
                there = new Held(free.remove());
                upload(dense, there.place);
                held.put(metric, there);
            }
            there.chains++;
        }
    }

    private void upload(Metric.Dense dense, int place) {
        int n = dense.dimension();
        double[] both = dense.factor().clone();
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < row; column++) {
                both[column * n + row] = both[row * n + column];
            }
        }
        OpenCl.check(
                "clEnqueueWriteBuffer of a metric",
                CL.clEnqueueWriteBuffer(
                        queue,
                        memory(),
                        CL.CL_TRUE,
                        place * length * Double.BYTES,
                        (long) both.length * Double.BYTES,
                        Pointer.to(both),
                        0,
                        null,
                        null));
    }

    void release(Metric metric) {
        Held there = held.get(metric);
        if (there != null && --there.chains == 0) {
            held.remove(metric);
            free.add(there.place);
        }
    }

    /** Where a held metric stands, in doubles; 0 for a diagonal one. */
    long place(Metric metric) {
        return metric instanceof Metric.Dense ? Objects.requireNonNull(held.get(metric)).place * length : 0;
    }

    @Override
    public void close() {
        memory.close();
    }
}
