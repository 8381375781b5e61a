package leapfrog.opencl;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.GradientBatch;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jspecify.annotations.Nullable;

/**
 * Carries a run of a batch's blocks through the device: its own queue, buffers and kernels. {@link #submit} returns while the device
 * works, {@link #collect} waits for it.
 */
final class Tile implements AutoCloseable {
    private final Handles handles = new Handles();
    private final OpenedProblem opened;
    private final KernelShape shape;
    private final cl_command_queue queue;
    private final HostBuffer blocks;
    private final HostBuffer positions;
    private final HostBuffer results;
    private final cl_kernel rows;
    private final cl_kernel factors;
    private final cl_kernel pull;
    private final cl_kernel whole;
    private final int[] table;
    private final int[] uploaded;

    private @Nullable GradientBatch batch;
    private int first;
    private int count;

    Tile(OpenedProblem opened) {
        this.opened = opened;
        shape = opened.device().shape();
        MemoryPlan plan = opened.plan();
        table = new int[Field.BLOCK_HEADER + plan.tileBlocks() * Field.BLOCK_FIELDS];
        uploaded = new int[table.length];
        try {
            queue = handles.own(OpenCl.queue(opened.compiled().context(), opened.device()))
                    .get();
            blocks = handles.own(hostBuffer((long) table.length * Integer.BYTES));
            positions = handles.own(hostBuffer(plan.positionBytes()));
            results = handles.own(hostBuffer(plan.resultBytes()));
            cl_mem sums = deviceBuffer(plan.sumBytes());
            cl_mem residuals = deviceBuffer(plan.residualBytes());
            rows = kernel("rows", sums, residuals);
            factors = kernel("factors", sums, residuals);
            pull = kernel("pull", sums, residuals);
            whole = kernel("whole", sums, residuals);
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    private HostBuffer hostBuffer(long bytes) {
        return opened.device().kind() == DeviceOffer.Kind.CPU
                ? new SharedBuffer(opened.compiled(), queue, bytes)
                : new PinnedBuffer(opened.compiled(), queue, bytes);
    }

    private cl_mem deviceBuffer(long bytes) {
        return handles.own(OpenCl.buffer(opened.compiled().context(), CL.CL_MEM_READ_WRITE, bytes, null))
                .get();
    }

    private cl_kernel kernel(String name, cl_mem sums, cl_mem residuals) {
        cl_kernel kernel =
                handles.own(OpenCl.kernel(opened.compiled().program(), name)).get();
        DeviceData data = opened.data();
        argument(kernel, 0, data.tables());
        argument(kernel, 1, data.numbers());
        argument(kernel, 2, data.columns());
        long[] length = {opened.tables().rows()};
        OpenCl.check("clSetKernelArg", CL.clSetKernelArg(kernel, 3, Sizeof.cl_long, Pointer.to(length)));
        argument(kernel, 4, blocks.device());
        argument(kernel, 5, positions.device());
        argument(kernel, 6, results.device());
        argument(kernel, 7, sums);
        argument(kernel, 8, residuals);
        return kernel;
    }

    private static void argument(cl_kernel kernel, int index, cl_mem memory) {
        OpenCl.check("clSetKernelArg", CL.clSetKernelArg(kernel, index, Sizeof.cl_mem, Pointer.to(memory)));
    }

    /**
     * Starts the evaluation of blocks from {@code first} on, as many as the tile takes.
     *
     * @return the first block it did not take
     */
    int submit(GradientBatch batch, int first) {
        this.batch = batch;
        this.first = first;
        count = Math.min(opened.plan().tileBlocks(), batch.blocks() - first);
        int partitions = fillTable(batch);
        writeTable();

        int from = batch.offset(first);
        int size = end(batch) - from;
        long bytes = (long) size * Double.BYTES;
        MemorySegment.copy(batch.positions(), from, positions.host(), ValueLayout.JAVA_DOUBLE, 0, size);
        positions.toDevice(bytes);
        results.toDevice(0);
        launch(partitions);
        results.toHost(bytes + (long) count * shape.lanes() * Double.BYTES);
        positions.acquire();
        blocks.acquire();
        OpenCl.check("clFlush", CL.clFlush(queue));
        return first + count;
    }

    /** Waits for the device and copies gradients and log densities into the batch; does nothing if nothing was submitted. */
    void collect() {
        GradientBatch target = batch;
        if (target == null) {
            return;
        }
        batch = null;
        OpenCl.check("clFinish", CL.clFinish(queue));
        int from = target.offset(first);
        int size = end(target) - from;
        MemorySegment.copy(results.host(), ValueLayout.JAVA_DOUBLE, 0, target.gradients(), from, size);
        int lanes = shape.lanes();
        MemorySegment.copy(
                results.host(),
                ValueLayout.JAVA_DOUBLE,
                (long) size * Double.BYTES,
                target.logDensities(),
                first * lanes,
                count * lanes);
    }

    /** Where the tile's last block ends in the batch. */
    private int end(GradientBatch batch) {
        int last = first + count - 1;
        return batch.offset(last) + batch.dimension(last) * shape.lanes();
    }

    /** Fills the block table; returns the largest number of partitions of its tasks. */
    private int fillTable(GradientBatch batch) {
        int position = 0;
        int sums = 0;
        int residuals = 0;
        int partitions = 1;
        for (int block = 0; block < count; block++) {
            int task = batch.task(first + block);
            TaskTables.Size size = opened.tables().sizes()[task];
            int at = Field.BLOCK_HEADER + block * Field.BLOCK_FIELDS;
            table[at] = task;
            table[at + 1] = position;
            table[at + 2] = sums;
            table[at + 3] = residuals;
            position += size.dimension();
            sums += size.sums();
            residuals += size.residuals();
            partitions = Math.max(partitions, size.partitions());
        }
        table[0] = count;
        table[1] = position;
        return partitions;
    }

    /** Uploads the block table if it is another one than last time. */
    private void writeTable() {
        int length = Field.BLOCK_HEADER + count * Field.BLOCK_FIELDS;
        if (!Arrays.equals(table, 0, length, uploaded, 0, length)) {
            MemorySegment.copy(table, 0, blocks.host(), ValueLayout.JAVA_INT, 0, length);
            blocks.toDevice((long) length * Integer.BYTES);
            System.arraycopy(table, 0, uploaded, 0, length);
        }
    }

    /** One launch where chains alone keep the device busy; else one a pass, with partitions of rows side by side. */
    private void launch(int partitions) {
        boolean enoughChains = partitions == 1 || count >= 8 * opened.device().computeUnits();
        if (shape.fused() && enoughChains) {
            launch(whole, 1);
            return;
        }
        launch(rows, partitions);
        if (opened.problem().structure().factors() > 1) {
            launch(factors, partitions);
        }
        launch(pull, 1);
    }

    private void launch(cl_kernel kernel, int partitions) {
        int items = shape.lanes() / shape.width();
        OpenCl.check(
                "clEnqueueNDRangeKernel",
                CL.clEnqueueNDRangeKernel(
                        queue,
                        kernel,
                        2,
                        null,
                        new long[] {(long) count * items, partitions},
                        new long[] {items, 1},
                        0,
                        null,
                        null));
    }

    @Override
    public void close() {
        handles.close();
    }
}
