package leapfrog.opencl;

import leapfrog.engine.DeviceOffer;

/**
 * Says how work is laid out on a kind of device. A function of the kind alone, so that results depend on nothing else.
 *
 * @param width chains of one work-item: a vector's worth on a CPU, one on a GPU
 * @param lanes chains of one block, which is one work-group
 * @param partitionRows rows of one partition, unless there would be more than {@code maximumPartitions}
 * @param fused whether all passes may share one launch
 * @param tiles parts of a batch, each with its own queue and buffers: where data have to be moved to the device, one is moved
 *     while another is computed
 * @param tilePoints points of one tile
 */
record KernelShape(
        int width, int lanes, int partitionRows, int maximumPartitions, boolean fused, int tiles, int tilePoints) {
    static KernelShape of(DeviceOffer.Kind kind) {
        return kind == DeviceOffer.Kind.CPU
                ? new KernelShape(16, 16, 4096, 64, true, 1, 8192)
                : new KernelShape(1, 32, 128, 512, false, 2, 32768);
    }

    /** Rows of each partition, for so many rows. */
    int rowsOfPartition(int rows) {
        return Math.max(partitionRows, Math.ceilDiv(rows, maximumPartitions));
    }
}
