package leapfrog.opencl;

import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.Yardstick;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/** Multiplies and adds, or copies, on all of an OpenCL device. */
final class DeviceYardstick implements Yardstick {
    private static final int GROUP = 64;
    /** Work-groups of a compute unit: enough to hide on a GPU that each waits. */
    private static final int GROUPS = 32;
    /** Sequences of a work-item, as the kernel has them. */
    private static final int SEQUENCES = 8;

    /** Multiply-adds of each sequence, on a GPU and on a processor: some milliseconds of either. */
    private static final int GPU_ROUNDS = 1 << 14;

    private static final int CPU_ROUNDS = 1 << 9;

    /** A sequence tends to summand / (1 − factor) = 1. */
    private static final double FACTOR = 0.75;

    private static final double SUMMAND = 0.25;

    /** Bytes that are copied, and that nobody's cache holds. */
    private static final long GPU_COPY = 512L << 20;

    private static final long CPU_COPY = 128L << 20;

    private final Handles handles = new Handles();
    private final cl_command_queue queue;
    private final cl_kernel multiplyAdd;
    private final cl_kernel copy;
    private final cl_mem values;
    private final cl_mem from;
    private final cl_mem to;
    private final int width;
    private final int rounds;
    private final int groups;
    private final int copyGroups;

    DeviceYardstick(OpenClDevice device) {
        boolean processor = device.kind() == DeviceOffer.Kind.CPU;
        width = processor ? 8 : 1;
        rounds = processor ? CPU_ROUNDS : GPU_ROUNDS;
        groups = GROUPS * device.computeUnits();
        long most = Math.min(device.allocationBytes(), device.memoryBytes() / 8);
        long groupBytes = (long) GROUP * width * Double.BYTES;
        copyGroups = (int) (Math.min(processor ? CPU_COPY : GPU_COPY, most) / groupBytes);
        try {
            Programs.Compiled compiled = Programs.of(device, ProgramSource.of("yardstick.cl", width));
            queue = handles.own(OpenCl.queue(compiled.context(), device)).get();
            multiplyAdd = handles.own(OpenCl.kernel(compiled.program(), "multiply_add"))
                    .get();
            copy = handles.own(OpenCl.kernel(compiled.program(), "copy")).get();
            values = buffer(compiled, groups * groupBytes);
            from = buffer(compiled, copyGroups * groupBytes);
            to = buffer(compiled, copyGroups * groupBytes);
            new Arguments(multiplyAdd)
                    .memory(values)
                    .number(FACTOR)
                    .number(SUMMAND)
                    .number(rounds);
            // Both ways, so that all pages are there.
            copy(to, from);
            copy(from, to);
            requireRightSums();
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    private cl_mem buffer(Programs.Compiled compiled, long bytes) {
        return handles.own(OpenCl.buffer(compiled.context(), CL.CL_MEM_READ_WRITE, bytes, null))
                .get();
    }

    /** What was not computed was not fast: from 0 to 7 on, eight sequences come to 1 each. */
    private void requireRightSums() {
        fill(new double[groups * GROUP * width]);
        multiplyAdds();
        for (double sum : read()) {
            if (Math.abs(sum - SEQUENCES) > 1e-12) {
                throw new DeviceException("OpenCL: multiply-adds came to " + sum + ", not " + SEQUENCES);
            }
        }
    }

    private void fill(double[] all) {
        OpenCl.check(
                "clEnqueueWriteBuffer",
                CL.clEnqueueWriteBuffer(
                        queue, values, true, 0, (long) all.length * Double.BYTES, Pointer.to(all), 0, null, null));
    }

    private double[] read() {
        double[] all = new double[groups * GROUP * width];
        OpenCl.check(
                "clEnqueueReadBuffer",
                CL.clEnqueueReadBuffer(
                        queue, values, true, 0, (long) all.length * Double.BYTES, Pointer.to(all), 0, null, null));
        return all;
    }

    @Override
    public double multiplyAdds() {
        OpenCl.launch(queue, multiplyAdd, groups, GROUP);
        OpenCl.check("clFinish", CL.clFinish(queue));
        return (double) groups * GROUP * width * SEQUENCES * rounds;
    }

    @Override
    public double copy() {
        copy(from, to);
        return 2.0 * copyGroups * GROUP * width * Double.BYTES;
    }

    private void copy(cl_mem source, cl_mem target) {
        new Arguments(copy).memory(source).memory(target);
        OpenCl.launch(queue, copy, copyGroups, GROUP);
        OpenCl.check("clFinish", CL.clFinish(queue));
    }

    @Override
    public void close() {
        handles.close();
    }
}
