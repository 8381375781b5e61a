package leapfrog.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.function.Supplier;
import leapfrog.data.ZarrReader.Described;
import leapfrog.sample.SamplerStatistics;

/**
 * Reads statistics that were stored in blocks ({@link StatisticsWriter}), one of them at a time.
 *
 * @param store where they are, when they are asked for
 */
record BlockedStatistics(Supplier<ZarrReader> store, int chains, int draws) implements SamplerStatistics {
    /** Takes {@code count} elements of a chunk's from {@code from} on, as those of all draws from {@code to} on. */
    private interface Taker {
        void take(ByteBuffer chunk, int from, int to, int count);
    }

    @Override
    public double[] logDensity() {
        return doubles(StatisticsGroup.LOG_DENSITY);
    }

    @Override
    public double[] acceptance() {
        return doubles(StatisticsGroup.ACCEPTANCE);
    }

    @Override
    public double[] stepSize() {
        return doubles(StatisticsGroup.STEP_SIZE);
    }

    @Override
    public int[] depth() {
        return ints(StatisticsGroup.DEPTH);
    }

    @Override
    public int[] leapfrogs() {
        return ints(StatisticsGroup.LEAPFROGS);
    }

    @Override
    public boolean[] divergent() {
        boolean[] values = new boolean[chains * draws];
        read(StatisticsGroup.DIVERGENT, "|b1", 1, (chunk, from, to, count) -> {
            for (int i = 0; i < count; i++) {
                values[to + i] = chunk.get(from + i) != 0;
            }
        });
        return values;
    }

    @Override
    public double[] energy() {
        return doubles(StatisticsGroup.ENERGY);
    }

    private double[] doubles(String name) {
        double[] values = new double[chains * draws];
        read(
                name,
                "<f8",
                Double.BYTES,
                (chunk, from, to, count) -> chunk.asDoubleBuffer().get(from, values, to, count));
        return values;
    }

    private int[] ints(String name) {
        int[] values = new int[chains * draws];
        read(
                name,
                "<i4",
                Integer.BYTES,
                (chunk, from, to, count) -> chunk.asIntBuffer().get(from, values, to, count));
        return values;
    }

    private void read(String name, String dtype, int itemSize, Taker taker) {
        ZarrReader zarr = store.get();
        Described array = zarr.described(StatisticsGroup.NAME, name);
        int[] cut = array.chunk();
        if (!array.dtype().equals(dtype)
                || !Arrays.equals(array.shape(), new int[] {chains, draws})
                || cut.length != 2
                || cut[0] != chains
                || cut[1] < 1
                || (long) cut[0] * cut[1] * itemSize > Integer.MAX_VALUE) {
            throw zarr.damaged(array, "is not stored as Leapfrog stores it");
        }
        int blockDraws = cut[1];
        ByteBuffer chunk =
                ByteBuffer.allocateDirect(chains * blockDraws * itemSize).order(ByteOrder.LITTLE_ENDIAN);
        for (int start = 0; start < draws; start += blockDraws) {
            zarr.chunk(array, StatisticsWriter.key(start / blockDraws), chunk);
            int count = Math.min(blockDraws, draws - start);
            for (int chain = 0; chain < chains; chain++) {
                taker.take(chunk, chain * blockDraws, chain * draws + start, count);
            }
        }
    }
}
