package leapfrog.tornado;

import java.util.concurrent.atomic.AtomicInteger;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.Yardstick;
import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.TaskGraph;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.collections.VectorDouble8;

/** Multiplies and adds, or copies, on all of a device, as plain kernels of TornadoVM do. */
final class TornadoYardstick implements Yardstick {
    private static final int GROUP = 64;
    /** Work-groups of a compute unit: enough to hide on a GPU that each waits. */
    private static final int GROUPS = 32;

    /** Multiply-adds of each sequence, on a GPU and on a processor: some milliseconds of either. */
    private static final int GPU_ROUNDS = 1 << 14;

    private static final int CPU_ROUNDS = 1 << 9;

    /** A sequence tends to summand / (1 − factor) = 1. */
    private static final double FACTOR = 0.75;

    private static final double SUMMAND = 0.25;

    /** Bytes that are copied, and that nobody's cache holds. */
    private static final long GPU_COPY = 256L << 20;

    private static final long CPU_COPY = 128L << 20;

    private static final AtomicInteger GRAPHS = new AtomicInteger();

    private final TornadoTarget target;
    private final boolean processor;
    private final int width;
    private final int rounds;
    private final DoubleArray values;
    /** The same in vectors. */
    private final VectorDouble8 vectors;

    private final int copied;
    private final TaskPlan multiplyAdds;
    private final TaskPlan copy;

    TornadoYardstick(TornadoTarget target) {
        this(target, target.kind());
    }

    /** @param kind that it is taken for */
    TornadoYardstick(TornadoTarget target, DeviceOffer.Kind kind) {
        this.target = target;
        processor = kind == DeviceOffer.Kind.CPU;
        width = processor ? YardstickKernels.WIDTH : 1;
        rounds = processor ? CPU_ROUNDS : GPU_ROUNDS;
        int items = GROUP * GROUPS * target.device().getPhysicalDevice().getDeviceMaxComputeUnits();
        values = new DoubleArray(items * width);
        values.init(0);
        vectors = new VectorDouble8(values);
        long groupBytes = (long) GROUP * width * Double.BYTES;
        long most = Math.min(processor ? CPU_COPY : GPU_COPY, target.device().getMaxAllocMemory() / 8);
        copied = (int) (most / groupBytes) * GROUP * width;
        multiplyAdds = multiplyAddPlan();
        copy = copyPlan();
        try {
            requireRightSums();
            copy();
        } catch (DeviceException e) {
            close();
            throw e;
        }
    }

    private TaskPlan multiplyAddPlan() {
        String name = name();
        KernelContext context = new KernelContext();
        TaskGraph graph = new TaskGraph(name);
        if (processor) {
            graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, vectors)
                    .task(
                            TaskPlan.TASK,
                            YardstickKernels::multiplyAddVectors,
                            context,
                            vectors,
                            FACTOR,
                            SUMMAND,
                            rounds)
                    .transferToHost(DataTransferMode.UNDER_DEMAND, vectors);
        } else {
            graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, values)
                    .task(TaskPlan.TASK, YardstickKernels::multiplyAdds, context, values, FACTOR, SUMMAND, rounds)
                    .transferToHost(DataTransferMode.UNDER_DEMAND, values);
        }
        return new TaskPlan(target.device(), name, graph, values.getSize() / width, GROUP);
    }

    private TaskPlan copyPlan() {
        String name = name();
        KernelContext context = new KernelContext();
        TaskGraph graph = new TaskGraph(name);
        DoubleArray from = new DoubleArray(copied);
        DoubleArray to = new DoubleArray(copied);
        if (processor) {
            VectorDouble8 fromVectors = new VectorDouble8(from);
            VectorDouble8 toVectors = new VectorDouble8(to);
            graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, fromVectors)
                    .task(TaskPlan.TASK, YardstickKernels::copyVectors, context, fromVectors, toVectors)
                    .transferToHost(DataTransferMode.UNDER_DEMAND, toVectors);
        } else {
            graph.transferToDevice(DataTransferMode.FIRST_EXECUTION, from)
                    .task(TaskPlan.TASK, YardstickKernels::copy, context, from, to)
                    .transferToHost(DataTransferMode.UNDER_DEMAND, to);
        }
        return new TaskPlan(target.device(), name, graph, copied / width, GROUP);
    }

    private static String name() {
        return "leapfrogYardstick" + GRAPHS.getAndIncrement();
    }

    /** What was not computed was not fast: from 0 to 7 on, eight sequences come to 1 each. */
    private void requireRightSums() {
        multiplyAdds.execute().transferToHost(processor ? vectors : values);
        for (int k = 0; k < values.getSize(); k++) {
            if (Math.abs(values.get(k) - YardstickKernels.SEQUENCES) > 1e-12) {
                throw new DeviceException("TornadoVM: multiply-adds came to " + values.get(k) + ", not "
                        + YardstickKernels.SEQUENCES + ", on " + target.name());
            }
        }
    }

    @Override
    public double multiplyAdds() {
        multiplyAdds.execute();
        return (double) values.getSize() * YardstickKernels.SEQUENCES * rounds;
    }

    @Override
    public double copy() {
        copy.execute();
        return 2.0 * copied * Double.BYTES;
    }

    @Override
    public void close() {
        try (copy) {
            multiplyAdds.close();
        }
    }
}
