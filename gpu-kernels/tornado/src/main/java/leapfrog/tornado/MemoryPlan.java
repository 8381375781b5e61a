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

    private static final int MOST_POINTS = 4096;
    /** What TornadoVM takes of a device at most unless its property {@code tornado.device.memory} says otherwise is 4 GB. */
    private static final long MOST_BYTES = 3L << 30;

    private static final double SHARE = 0.75;

    /** @throws DeviceException with the sizes if the data or a single point cannot fit */
    static MemoryPlan of(TornadoTarget target, ProblemTables tables, EngineOptions options) {
        TaskSize size = tables.largest();
        int workers = Math.max(1, Math.min(options.threads(), options.chains() / WORKER_POINTS));
        long memory = Math.min(MOST_BYTES, (long) (SHARE * target.device().getMaxGlobalMemory()));
        long allocation = Math.min(target.device().getMaxAllocMemory() / Double.BYTES, Integer.MAX_VALUE - 64L);
        long left = memory / workers - tables.bytes();
        long fits =
                Math.min(left / (Double.BYTES * Math.max(1, size.doubles())), allocation / Math.max(1, size.most()));
        if (fits < 1) {
            throw new DeviceException("the data need " + (tables.bytes() >> 20) + " MiB and each point "
                    + (size.doubles() * Double.BYTES >> 20) + " MiB for each of " + workers + " threads; "
                    + target.name() + " has " + (memory >> 20) + " MiB to use");
        }
        long asked = Math.ceilDiv(Math.max(1, options.chains()), workers);
        // From 64 points on a tile takes up to a quarter more, see Tile.places.
        long sure = fits < 64 ? fits : Math.max(63, fits * 4 / 5);
        return new MemoryPlan(workers, (int) Math.min(sure, Math.min(asked, MOST_POINTS)));
    }
}
