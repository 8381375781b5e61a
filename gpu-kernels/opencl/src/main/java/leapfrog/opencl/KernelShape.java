package leapfrog.opencl;

import leapfrog.engine.DeviceOffer;

/**
 * Says how work is laid out on a kind of device, for so many chains. What a chain's numbers depend on, the partitions of rows, is a function of
 * the kind alone.
 *
 * @param width chains of one work-item: a vector's worth on a CPU, one on a GPU
 * @param lanes chains of one block
 * @param groupItems work-items of a work-group: a block's for one partition, or, where that are fewer, for several side by side
 * @param matrixItems work-items of a work-group that factors matrices
 * @param partitionRows rows of one partition, unless there would be more than {@code maximumPartitions}
 * @param fused whether all passes may share one launch
 * @param tiles parts of a batch, each with its own queue and buffers, so that one is moved to the device while another is computed; of few chains {@link
 *     MemoryPlan} makes one part
 * @param tilePoints points of one tile
 */
record KernelShape(
        int width,
        int lanes,
        int groupItems,
        int matrixItems,
        int partitionRows,
        int maximumPartitions,
        boolean fused,
        int tiles,
        int tilePoints) {
    private static final int GPU_GROUP = 32;
    private static final int GPU_MATRIX_GROUP = 256;
    private static final int FEWEST_LANES = 4;

    /**
     * A few chains times many partitions keep a GPU busy too: eight chains and 65,536 partitions are half a million work-items, of which 132 compute
     * units hold 270,000 at once. Partial sums are then added up in stages.
     */
    static KernelShape of(DeviceOffer.Kind kind, int chains) {
        return kind == DeviceOffer.Kind.CPU
                ? new KernelShape(16, 16, 1, 1, 4096, 64, true, 1, 8192)
                : new KernelShape(1, gpuLanes(chains), GPU_GROUP, GPU_MATRIX_GROUP, 128, 65536, false, 2, 32768);
    }

    /** Lanes without a chain are work for nothing. */
    private static int gpuLanes(int chains) {
        int lanes = FEWEST_LANES;
        while (lanes < chains && lanes < GPU_GROUP) {
            lanes *= 2;
        }
        return lanes;
    }

    /** Rows of each partition, for so many rows. */
    int rowsOfPartition(int rows) {
        return Math.max(partitionRows, Math.ceilDiv(rows, maximumPartitions));
    }

    /** Work-items that together factor the matrices of a block's chains, with so many columns at most: a work-group. */
    int factorItems(int columns) {
        return Math.clamp(matrixItems / blockItems(), 1, columns);
    }

    /** Work-items of a block, for each partition. */
    int blockItems() {
        return lanes / width;
    }

    /** Partitions of a work-group, of so many. */
    int groupPartitions(int partitions) {
        return partitions == 1 ? 1 : Math.max(1, groupItems / blockItems());
    }
}
