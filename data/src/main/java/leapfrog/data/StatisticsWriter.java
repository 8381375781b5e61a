package leapfrog.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import leapfrog.data.StatisticsGroup.Named;
import leapfrog.sample.SamplerStatistics;

/**
 * Writes the chunks of the group {@code sample_stats} while chains sample: for each block of draws, those of each statistic. Its metadata follow when
 * it is known how many draws there are.
 */
final class StatisticsWriter {
    private final Path group;
    private final int chains;
    private final int blockDraws;
    private final int maxDepth;
    private int blocks;
    private int draws;

    /** @param store the folder of the Zarr store */
    StatisticsWriter(Path store, int chains, int blockDraws, int maxDepth) throws IOException {
        group = store.resolve(StatisticsGroup.NAME);
        this.chains = chains;
        this.blockDraws = blockDraws;
        this.maxDepth = maxDepth;
        for (Named named : StatisticsGroup.arrays(new SamplerStatistics.Held(0), chains, 0, maxDepth)) {
            Files.createDirectories(group.resolve(named.name()));
        }
    }

    /** The name of a block's chunk. */
    static String key(int block) {
        return "0." + block;
    }

    /**
     * Writes a block.
     *
     * @param count its draws a chain
     * @param statistics [chains × blockDraws]
     */
    void write(int count, SamplerStatistics statistics) throws IOException {
        for (Named named : StatisticsGroup.arrays(statistics, chains, blockDraws, maxDepth)) {
            ZarrArray array = named.array();
            int elements = Math.multiplyExact(chains, blockDraws);
            ByteBuffer buffer = ByteBuffer.allocateDirect(Math.multiplyExact(elements, array.itemSize()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            array.elements().put(0, elements, buffer);
            BlockWriter.put(group.resolve(named.name()).resolve(key(blocks)), buffer.flip());
        }
        blocks++;
        draws += count;
    }

    /** Writes the metadata and the coordinates of a group that is there. */
    void writeMetadata(ZarrWriter zarr) throws IOException {
        StatisticsGroup.writeCoordinates(zarr, chains, draws);
        int[] chunk = {chains, blockDraws};
        for (Named named : StatisticsGroup.arrays(new SamplerStatistics.Held(0), chains, draws, maxDepth)) {
            zarr.begin(
                    StatisticsGroup.NAME, named.name(), named.array().with(json -> json.truth("blocked", true)), chunk);
        }
    }
}
