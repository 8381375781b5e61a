package leapfrog.opencl;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.engine.DeviceOffer;
import leapfrog.engine.GradientBatch;
import org.jocl.CL;
import org.jocl.cl_command_queue;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;

/**
 * Carries a run of a batch's blocks through the device: its own queue, buffers and kernels. The blocks lie in its buffers from the
 * start. {@link #submit} returns while the device works, {@link #collect} waits for it.
 */
final class Tile implements AutoCloseable {
    private final Handles handles = new Handles();
    private final OpenedProblem opened;
    private final KernelShape shape;
    private final cl_command_queue queue;
    private final HostBuffer blocks;
    private final HostBuffer positions;
    private final HostBuffer results;
    private final List<Pass> passes;
    private final List<cl_kernel> kernels = new ArrayList<>();
    /** The most parts that each pass has in a task of the batch's blocks in this tile. */
    private final int[] parts;

    private final cl_kernel whole;
    private final int[] table;
    private final int[] uploaded;

    /** The batch's first block in this tile. */
    private final int first;

    private int count;

    /** @param first block of the batch in this tile */
    Tile(OpenedProblem opened, int first) {
        this.opened = opened;
        this.first = first;
        shape = opened.shape();
        passes = Pass.of(opened.problem().structure());
        parts = new int[passes.size()];
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
            for (Pass pass : passes) {
                kernels.add(kernel(pass.kernel(), sums, residuals));
            }
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
        new Arguments(kernel)
                .data(opened.data(), opened.tables())
                .memory(blocks.device())
                .memory(positions.device())
                .memory(results.device())
                .memory(sums)
                .memory(residuals);
        return kernel;
    }

    /** Copies a block's positions out of the batch's window. */
    void store(GradientBatch batch, int block) {
        MemorySegment.copy(
                batch.positions(),
                0,
                positions.host(),
                ValueLayout.JAVA_DOUBLE,
                place(batch, block),
                batch.length(block));
    }

    /** Copies a block's gradients into the batch's window. */
    void load(GradientBatch batch, int block) {
        MemorySegment.copy(
                results.host(),
                ValueLayout.JAVA_DOUBLE,
                place(batch, block),
                batch.gradients(),
                0,
                batch.length(block));
    }

    /** Where a block starts in the tile's buffers, in bytes. */
    private long place(GradientBatch batch, int block) {
        return (long) (batch.offset(block) - batch.offset(first)) * Double.BYTES;
    }

    /** Starts the evaluation of the batch's blocks that lie in this tile. */
    void submit(GradientBatch batch) {
        count = Math.clamp(batch.blocks() - first, 0, opened.plan().tileBlocks());
        if (count == 0) {
            return;
        }
        fillTable(batch);
        writeTable();
        long bytes = size(batch);
        positions.toDevice(bytes);
        results.toDevice(0);
        launch();
        results.toHost(bytes + (long) count * shape.lanes() * Double.BYTES);
        positions.acquire();
        blocks.acquire();
        OpenCl.check("clFlush", CL.clFlush(queue));
    }

    /** Waits for the device and copies log densities into the batch. */
    void collect(GradientBatch batch) {
        if (count == 0) {
            return;
        }
        OpenCl.check("clFinish", CL.clFinish(queue));
        int lanes = shape.lanes();
        MemorySegment.copy(
                results.host(),
                ValueLayout.JAVA_DOUBLE,
                size(batch),
                batch.logDensities(),
                first * lanes,
                count * lanes);
    }

    /** Bytes of the positions of the batch's blocks in this tile. */
    private long size(GradientBatch batch) {
        int last = first + count - 1;
        return place(batch, last) + (long) batch.length(last) * Double.BYTES;
    }

    /** Fills the block table. */
    private void fillTable(GradientBatch batch) {
        int position = 0;
        int sums = 0;
        int residuals = 0;
        Arrays.fill(parts, 0);
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
            for (int k = 0; k < parts.length; k++) {
                parts[k] = Math.max(parts[k], passes.get(k).parts(size));
            }
        }
        table[0] = count;
        table[1] = position;
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

    /** One launch where chains alone keep the device busy; else one a pass, with its parts side by side. */
    private void launch() {
        int most = Arrays.stream(parts).max().orElse(1);
        boolean enoughChains = most == 1 || count >= 8 * opened.device().computeUnits();
        if (shape.fused() && enoughChains) {
            launch(whole, 1, 1);
            return;
        }
        for (int k = 0; k < parts.length; k++) {
            if (passes.get(k) == Pass.FACTOR) {
                int together = shape.factorItems(parts[k]);
                launch(kernels.get(k), together, together);
            } else if (parts[k] > 0) {
                launch(kernels.get(k), parts[k], shape.groupPartitions(parts[k]));
            }
        }
    }

    /** @param side parts that a work-group has of its block */
    private void launch(cl_kernel kernel, int parts, int side) {
        int items = shape.blockItems();
        OpenCl.check(
                "clEnqueueNDRangeKernel",
                CL.clEnqueueNDRangeKernel(
                        queue,
                        kernel,
                        2,
                        null,
                        new long[] {(long) count * items, (long) Math.ceilDiv(parts, side) * side},
                        new long[] {items, side},
                        0,
                        null,
                        null));
    }

    @Override
    public void close() {
        handles.close();
    }
}
