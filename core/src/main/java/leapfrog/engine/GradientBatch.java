package leapfrog.engine;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Carries many points to a {@link GradientEvaluator} and their log densities and gradients back. Reused from call to call.
 *
 * <p>Points stand in blocks of {@code lanes}; the points of a block belong to one task and are interleaved: coordinate d of lane l of
 * block b is {@code positions[at(b) + d · lanes + l]}, its gradient is at the same place in {@link #gradients}, its log density
 * in {@code logDensities[b · lanes + l]}. A block with fewer than {@code lanes} points is padded: the padding's positions are any
 * finite numbers, what comes back for it is of no meaning. Nothing about a point depends on what stands in other lanes or blocks.
 *
 * <p>On the heap the arrays hold all blocks, one after the other without gaps, from {@link Alignment#FIRST} on. Over a {@link BatchMemory} they are a window on one
 * block at a time. So whoever fills a batch writes a block and then calls {@link #store}; whoever reads gradients calls {@link
 * #load} and then reads that block. On the heap both do nothing.
 */
public final class GradientBatch {
    private final int lanes;
    private final @Nullable BatchMemory memory;
    private int blocks;
    private int size;
    private int[] task = new int[16];
    private int[] offset = new int[17];
    private double[] positions = new double[0];
    private double[] gradients = new double[0];
    private double[] logDensities = new double[0];

    /** A batch on the heap. */
    public GradientBatch(int lanes) {
        this.lanes = lanes;
        memory = null;
    }

    /** A batch whose blocks lie in the memory of an evaluator. */
    public GradientBatch(int lanes, BatchMemory memory) {
        this.lanes = lanes;
        this.memory = memory;
    }

    /** Empties the batch; keeps its memory. */
    public void clear() {
        blocks = 0;
        size = 0;
    }

    /**
     * Adds a block of unset points.
     *
     * @param dimension of the task
     * @return the block's index
     */
    public int addBlock(int taskIndex, int dimension) {
        int block = blocks++;
        if (block == task.length) {
            task = Arrays.copyOf(task, 2 * block);
            offset = Arrays.copyOf(offset, 2 * block + 1);
        }
        task[block] = taskIndex;
        offset[block] = size;
        size = Math.addExact(size, Math.multiplyExact(dimension, lanes));
        offset[block + 1] = size;
        int length = memory == null ? Alignment.FIRST + size : size - offset[block];
        if (length > positions.length) {
            int capacity = Math.max(length, (int) Math.min(Integer.MAX_VALUE - 8, positions.length * 2L));
            positions = Arrays.copyOf(positions, capacity);
            gradients = Arrays.copyOf(gradients, capacity);
        }
        if (blocks * lanes > logDensities.length) {
            logDensities = Arrays.copyOf(logDensities, Math.max(blocks * lanes, 2 * logDensities.length));
        }
        return block;
    }

    /** Points a block. */
    public int lanes() {
        return lanes;
    }

    /** Blocks in the batch. */
    public int blocks() {
        return blocks;
    }

    /** The task of a block's points. */
    public int task(int block) {
        return task[block];
    }

    /** Where a block starts, in doubles, when all blocks stand one after the other. */
    public int offset(int block) {
        return offset[block];
    }

    /** Where a block starts in {@link #positions()} and {@link #gradients()}: its offset behind {@link Alignment#FIRST}, or 0 in a window. */
    public int at(int block) {
        return memory == null ? Alignment.FIRST + offset[block] : 0;
    }

    /** Length of a block: dimension · lanes. */
    public int length(int block) {
        return offset[block + 1] - offset[block];
    }

    /** Dimension of the points of a block. */
    public int dimension(int block) {
        return length(block) / lanes;
    }

    /** Keeps the block whose positions have just been written. */
    public void store(int block) {
        if (memory != null) {
            memory.store(this, block);
        }
    }

    /** Fetches the gradients of a block. */
    public void load(int block) {
        if (memory != null) {
            memory.load(this, block);
        }
    }

    /** Where the points are. */
    public double[] positions() {
        return positions;
    }

    /** Where the gradients go. */
    public double[] gradients() {
        return gradients;
    }

    /** Where the log densities go. */
    public double[] logDensities() {
        return logDensities;
    }
}
