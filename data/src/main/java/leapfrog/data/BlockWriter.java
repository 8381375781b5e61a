package leapfrog.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import leapfrog.model.Variable;
import leapfrog.sample.Draws;

/**
 * Writes the chunks of the group {@code posterior} while chains sample: for each block of draws, those of all quantities. Its metadata follow
 * when it is known how many draws there are.
 */
final class BlockWriter {
    private final List<Array> arrays = new ArrayList<>();
    private final List<Variable> variables;
    private final PosteriorGroup.Names names;
    private final int chains;
    private final int blockDraws;
    private int blocks;
    private int draws;

    /** Where a variable goes, and how it is cut. */
    private record Array(Path folder, Variable variable, BlockLayout layout) {}

    /**
     * @param store the folder of the Zarr store
     * @param small as in {@link BlockLayout#of}
     */
    BlockWriter(Path store, List<Variable> variables, int chains, int blockDraws, int small) throws IOException {
        this.variables = variables;
        this.chains = chains;
        this.blockDraws = blockDraws;
        names = PosteriorGroup.Names.of(variables);
        for (int i = 0; i < variables.size(); i++) {
            Path folder =
                    store.resolve(PosteriorGroup.NAME).resolve(names.variables().get(i));
            int[] shape = PosteriorGroup.shape(variables.get(i), chains, blockDraws);
            arrays.add(new Array(
                    Files.createDirectories(folder), variables.get(i), BlockLayout.of(shape, blockDraws, small)));
        }
    }

    /**
     * Writes a block.
     *
     * @param count its draws a chain
     * @param values [chains][at least count × quantities]
     */
    void write(int count, double[][] values) throws IOException {
        int width = variables.stream().mapToInt(Variable::size).sum();
        for (Array array : arrays) {
            BlockLayout layout = array.layout();
            ByteBuffer buffer = ByteBuffer.allocateDirect(layout.bytes()).order(ByteOrder.LITTLE_ENDIAN);
            int offset = array.variable().offset();
            layout.parts().forEach((part, from, elements) -> {
                buffer.clear();
                for (double[] chain : values) {
                    for (int draw = 0; draw < blockDraws; draw++) {
                        int at = draw * width + offset + (int) from;
                        for (int e = 0; e < layout.elements(); e++) {
                            buffer.putDouble(draw < count && e < elements ? chain[at + e] : 0);
                        }
                    }
                }
                put(array.folder().resolve(layout.key(blocks, part)), buffer.flip());
            });
        }
        blocks++;
        draws += count;
    }

    /** Writes a new file. */
    static void put(Path chunk, ByteBuffer buffer) throws IOException {
        try (SeekableByteChannel file =
                Files.newByteChannel(chunk, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
            while (buffer.hasRemaining()) {
                file.write(buffer);
            }
        }
    }

    /** Writes the metadata and the coordinates of a group that is there. */
    void writeMetadata(ZarrWriter zarr) throws IOException {
        PosteriorGroup.writeCoordinates(zarr, PosteriorGroup.NAME, names, chains, draws);
        for (int i = 0; i < arrays.size(); i++) {
            Variable variable = arrays.get(i).variable();
            ZarrArray array = ZarrArray.doubles(
                            names.of(variable),
                            PosteriorGroup.shape(variable, chains, draws),
                            (from, count, buffer) -> {})
                    .with(json -> json.truth("blocked", true));
            zarr.begin(
                    PosteriorGroup.NAME,
                    names.variables().get(i),
                    PosteriorGroup.described(array, variable, i),
                    arrays.get(i).layout().chunk());
        }
    }

    /** What was written; it cannot be read before the metadata are there, and then with {@link PosteriorGroup#read}. */
    Draws written() {
        return new Draws(variables, draws, new Unread(chains));
    }

    private record Unread(int chains) implements Draws.Source {
        @Override
        public double[][] quantity(int column) {
            throw new IllegalStateException("the draws are still being written");
        }

        @Override
        public double[][] values() {
            throw new IllegalStateException("the draws are still being written");
        }

        @Override
        public boolean inMemory() {
            return false;
        }
    }
}
