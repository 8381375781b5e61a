package leapfrog.opencl;

import java.util.Locale;
import leapfrog.engine.DeviceException;
import leapfrog.engine.EngineOptions;

/**
 * Fixes the sizes of every device buffer before anything is allocated. Results do not depend on them.
 *
 * @param workers evaluators that share the device: parts of the population that take turns between device and host
 * @param tiles parts of an evaluator's batch, of which one is moved while another is computed
 * @param tileBlocks blocks of one tile
 * @param positionBytes positions of a tile
 * @param resultBytes gradients and log densities of a tile
 * @param sumBytes partial sums of a tile
 * @param residualBytes stored scores of a tile; at least one block's, so that no buffer is empty
 */
record MemoryPlan(
        int workers,
        int tiles,
        int tileBlocks,
        long positionBytes,
        long resultBytes,
        long sumBytes,
        long residualBytes) {
    /** Chains that one evaluator, or one of several tiles, should have at least, so that they outweigh the cost of its launches. */
    private static final int LAUNCH_CHAINS = 256;

    /** Of the device's memory, what Leapfrog plans to take; drivers and displays need the rest. */
    private static final double SHARE = 0.75;

    /** @throws DeviceException with the sizes if the data or a single block cannot fit */
    static MemoryPlan of(OpenClDevice device, KernelShape shape, TaskTables tables, EngineOptions options) {
        long lanes = (long) shape.lanes() * Double.BYTES;
        long positions = 1;
        long sums = 1;
        long residuals = 1;
        for (TaskTables.Size size : tables.sizes()) {
            positions = Math.max(positions, size.dimension());
            sums = Math.max(sums, size.sums());
            residuals = Math.max(residuals, size.residuals());
        }
        long columnBytes = tables.rows() * tables.columns() * Double.BYTES;
        long fixed = columnBytes + tables.bytes();
        long largestOnDevice = Math.max(sums, residuals) * lanes;
        long largestOnHost = (positions + 1) * lanes;
        int workers = Math.max(1, Math.min(options.threads(), options.chains() / LAUNCH_CHAINS));
        long asked = Math.ceilDiv(Math.max(1, options.chains()), workers * shape.lanes());
        int tiles = options.chains() / workers >= shape.tiles() * LAUNCH_CHAINS ? shape.tiles() : 1;
        int allTiles = tiles * workers;
        long block = (2 * positions + 1 + sums + residuals) * lanes;
        long usable = (long) (SHARE * device.memoryBytes());
        long onDevice = device.allocationBytes();
        // A buffer that the host sees too holds less than 2^31 bytes.
        long onHost = Math.min(onDevice, Integer.MAX_VALUE - 65536L);
        if (columnBytes > onDevice) {
            throw DeviceException.outOfMemory("the rows need one buffer of " + words(columnBytes) + ", " + device.name()
                    + " allows " + words(onDevice));
        }
        if (largestOnDevice > onDevice || largestOnHost > onHost || fixed + allTiles * block > usable) {
            throw DeviceException.outOfMemory("the data need " + words(fixed) + " and each block of " + shape.lanes()
                    + " chains " + words(block) + " (" + allTiles + " blocks at least); " + device.name() + " has "
                    + words(usable) + " to use, and at most " + words(onDevice) + " in one buffer");
        }
        long wanted = Math.max(1, Math.min(Math.ceilDiv(asked, tiles), shape.tilePoints() / shape.lanes()));
        // Places in a tile's buffers are 32-bit, in units of a block's chains.
        long places = Integer.MAX_VALUE / Math.max(positions + 1, Math.max(sums, residuals));
        long buffers = Math.min(onDevice / largestOnDevice, onHost / largestOnHost);
        long fits = Math.min(Math.min(places, buffers), (usable - fixed) / (allTiles * block));
        int blocks = (int) Math.min(wanted, fits);
        return new MemoryPlan(
                workers,
                tiles,
                blocks,
                blocks * positions * lanes,
                blocks * (positions + 1) * lanes,
                blocks * sums * lanes,
                blocks * residuals * lanes);
    }

    /** A size in words. */
    static String words(long bytes) {
        String[] units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
        int unit = bytes < 1024 ? 0 : Math.min(4, (63 - Long.numberOfLeadingZeros(bytes)) / 10);
        return unit == 0
                ? bytes + " bytes"
                : String.format(Locale.ROOT, "%.1f %s", bytes / (double) (1L << (10 * unit)), units[unit]);
    }
}
