package leapfrog.data;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/** Writes an array (chain, draw, row) into a Zarr group that is there, with its coordinates; blocks of rows come one by one, each a chunk. */
final class RowArray {
    private final ZarrWriter zarr;
    private final String group;
    private final String name;
    private final int rows;
    private final int draws;
    private final int blockRows;
    private int blocks;

    /**
     * @param variable the array's name
     * @param rows the table's index of each row
     * @param blockRows rows of each block but the last, at least 1
     */
    RowArray(ZarrWriter zarr, String group, String variable, int chains, int draws, int[] rows, int blockRows)
            throws IOException {
        this.zarr = zarr;
        this.group = group;
        this.rows = rows.length;
        this.draws = Math.multiplyExact(chains, draws);
        this.blockRows = Math.clamp(blockRows, 1, Math.max(1, rows.length));
        StorageNames names = new StorageNames();
        List<String> dimensions = List.of(names.claim("chain"), names.claim("draw"), names.claim(TableGroups.ROW));
        name = names.claim(variable);
        PosteriorGroup.writeIndex(zarr, group, dimensions.get(0), chains);
        PosteriorGroup.writeIndex(zarr, group, dimensions.get(1), draws);
        long[] index = Arrays.stream(rows).asLongStream().toArray();
        zarr.array(
                group, dimensions.get(2), ZarrArray.longs(dimensions.subList(2, 3), new int[] {index.length}, index));
        int[] shape = {chains, draws, index.length};
        zarr.begin(
                group,
                name,
                ZarrArray.doubles(dimensions, shape, (from, count, buffer) -> {})
                        .with(json -> json.text("name", variable)),
                new int[] {chains, draws, this.blockRows});
    }

    /**
     * Takes the next block.
     *
     * @param count its rows
     * @param row the numbers of the block's row i: [chains · draws], chain after chain
     */
    void take(int count, IntFunction<double[]> row) throws IOException {
        if (count != Math.min(blockRows, rows - blocks * blockRows)) {
            throw new IllegalArgumentException(
                    count + " rows come after " + blocks + " blocks of " + blockRows + " of all " + rows);
        }
        int size = Math.multiplyExact(draws, Math.multiplyExact(blockRows, Double.BYTES));
        zarr.chunk(group, name, "0.0." + blocks, size, buffer -> {
            for (int s = 0; s < draws; s++) {
                for (int i = 0; i < blockRows; i++) {
                    buffer.putDouble(i < count ? row.apply(i)[s] : 0);
                }
            }
        });
        blocks++;
    }

    void requireAll() {
        if (blocks != Math.ceilDiv(rows, blockRows)) {
            throw new IllegalStateException(blocks + " blocks of " + blockRows + " are not all of " + rows + " rows");
        }
    }
}
