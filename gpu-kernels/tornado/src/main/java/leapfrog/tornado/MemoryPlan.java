package leapfrog.tornado;

import leapfrog.engine.DeviceException;
import leapfrog.engine.EngineOptions;

/**
 * Fixes the sizes of arrays before anything is allocated. Results do not depend on them.
 *
 * @param workers evaluators that share the device
 * @param points that one of them takes at once
 */
record MemoryPlan(int workers, int points) {
    /** Points that one evaluator should have at least, so that they outweigh the cost of its launches. */
    private static final int WORKER_POINTS = 256;

    /** More points, or bytes, at once gain nothing; the host holds as many. */
    private static final int MOST_POINTS = 4096;

    private static final long TILE_BYTES = 512L << 20;
    /** TornadoVM takes 4 GB of a device at most, unless its property {@code tornado.device.memory} says otherwise. */
    private static final long MOST_BYTES = 3L << 30;

    private static final double SHARE = 0.75;

    /**
     * What a device has.
     *
     * @param bytes memory
     * @param allocation bytes of one array at most
     */
    record Limits(String device, long bytes, long allocation) {}

    /**
     * @param size what a point needs
     * @param tables bytes of the tables, of which each tile has a copy
     * @throws DeviceException with the sizes if the data or a single point cannot fit
     */
    static MemoryPlan of(Limits limits, TaskSize size, long tables, EngineOptions options) {
        int workers = Math.max(1, Math.min(options.threads(), options.chains() / WORKER_POINTS));
        long memory = Math.min(MOST_BYTES, (long) (SHARE * limits.bytes()));
        long elements = Math.min(limits.allocation() / Double.BYTES, Integer.MAX_VALUE - 64L);
        long point = Double.BYTES * Math.max(1, size.doubles());
        // Tables of a large tile and of a small one.
        long left = memory / workers - 2 * tables;
        long fits = Math.min(Math.min(left, Math.max(TILE_BYTES, point)) / point, elements / Math.max(1, size.most()));
        if (fits < 1 || left < point) {
            throw new DeviceException("the data need " + mebibytes(tables) + " MiB twice and each point "
                    + mebibytes(point) + " MiB, for each of " + workers + " threads; " + limits.device() + " has "
                    + mebibytes(memory) + " MiB to use, and at most " + mebibytes(limits.allocation())
                    + " in one array");
        }
        int asked = Math.min(MOST_POINTS, Math.ceilDiv(Math.max(1, options.chains()), workers));
        return new MemoryPlan(workers, (int) Math.min(asked, Tile.pointsIn(fits)));
    }

    private static long mebibytes(long bytes) {
        return Math.ceilDiv(bytes, 1L << 20);
    }
}
