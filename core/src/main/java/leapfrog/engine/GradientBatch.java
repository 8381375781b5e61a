package leapfrog.engine;

/**
 * Carries many points to a {@link GradientEvaluator} and their log densities and gradients back. Reused from call to call.
 *
 * <p>Points stand in blocks of {@code lanes}; the points of a block belong to one task and are interleaved: coordinate d of lane l of
 * block b is {@code positions[offset[b] + d · lanes + l]}, its gradient is at the same place in {@link #gradients}, its log density
 * in {@code logDensities[b · lanes + l]}. Blocks follow one another without gaps. A block with fewer than {@code lanes} points is
 * padded: the padding's positions are any finite numbers, what comes back for it is of no meaning. Nothing about a point depends
 * on what stands in other lanes or blocks.
 */
public final class GradientBatch {
    private final int lanes;
    private int blocks;
    private int size;
    private int[] task = new int[16];
    private int[] offset = new int[17];
    private double[] positions = new double[0];
    private double[] gradients = new double[0];
    private double[] logDensities = new double[0];

    public GradientBatch(int lanes) {
        this.lanes = lanes;
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
            task = java.util.Arrays.copyOf(task, 2 * block);
            offset = java.util.Arrays.copyOf(offset, 2 * block + 1);
        }
        task[block] = taskIndex;
        offset[block] = size;
        size = Math.addExact(size, Math.multiplyExact(dimension, lanes));
        offset[block + 1] = size;
        if (size > positions.length) {
            int capacity = Math.max(size, (int) Math.min(Integer.MAX_VALUE - 8, positions.length * 2L));
            positions = java.util.Arrays.copyOf(positions, capacity);
            gradients = java.util.Arrays.copyOf(gradients, capacity);
        }
        if (blocks * lanes > logDensities.length) {
            logDensities = java.util.Arrays.copyOf(logDensities, Math.max(blocks * lanes, 2 * logDensities.length));
        }
        return block;
    }

    public int lanes() {
        return lanes;
    }

    public int blocks() {
        return blocks;
    }

    /** Used length of {@link #positions()} and {@link #gradients()}. */
    public int size() {
        return size;
    }

    public int task(int block) {
        return task[block];
    }

    public int offset(int block) {
        return offset[block];
    }

    /** Dimension of the points of a block. */
    public int dimension(int block) {
        return (offset[block + 1] - offset[block]) / lanes;
    }

    public double[] positions() {
        return positions;
    }

    public double[] gradients() {
        return gradients;
    }

    public double[] logDensities() {
        return logDensities;
    }
}
