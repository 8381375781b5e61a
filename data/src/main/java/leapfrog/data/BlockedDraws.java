package leapfrog.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.List;
import leapfrog.data.ZarrReader.Described;
import leapfrog.model.Variable;
import leapfrog.sample.Draws;
import org.jspecify.annotations.Nullable;

/**
 * Reads draws that were stored in blocks ({@link BlockWriter}): one quantity at a time, from the chunks that have it, some draws of all, or
 * all, if they fit into memory.
 */
final class BlockedDraws implements Draws.Source {
    private final ZarrReader zarr;
    private final List<Variable> variables;
    private final List<Described> arrays;
    private final int chains;
    private final int draws;
    /** All values, once they were asked for. */
    private volatile double @Nullable [][] loaded;

    /** @param arrays of the variables, at least one */
    BlockedDraws(ZarrReader zarr, List<Variable> variables, List<Described> arrays) {
        this.zarr = zarr;
        this.variables = variables;
        this.arrays = arrays;
        chains = arrays.getFirst().shape()[0];
        draws = arrays.getFirst().shape()[1];
        for (int i = 0; i < arrays.size(); i++) {
            Described array = arrays.get(i);
            if (!array.dtype().equals("<f8") || array.chunk()[0] != chains || array.chunk()[1] < 1) {
                throw zarr.damaged(array, "is not stored as Leapfrog stores it");
            }
        }
    }

    /** Whether an array's chunks hold all chains, but not all draws or elements. */
    static boolean isBlocked(Described array) {
        return array.attributes().has("blocked");
    }

    @Override
    public int chains() {
        return chains;
    }

    @Override
    public boolean inMemory() {
        return loaded != null;
    }

    @Override
    public double[][] quantity(int column) {
        for (int i = 0; i < variables.size(); i++) {
            int element = column - variables.get(i).offset();
            if (element >= 0 && element < variables.get(i).size()) {
                double[][] values = new double[chains][draws];
                read(
                        i,
                        new Range(element, element + 1),
                        new Range(0, draws),
                        (chain, draw, _, value) -> values[chain][draw] = value);
                return values;
            }
        }
        throw new IndexOutOfBoundsException("there is no quantity " + column);
    }

    @Override
    public double[][] values() {
        double[][] known = loaded;
        if (known == null) {
            known = load();
            loaded = known;
        }
        return known;
    }

    private double[][] load() {
        int width = variables.stream().mapToInt(Variable::size).sum();
        Draws.requireMemory(chains, draws, width);
        double[][] values = new double[chains][draws * width];
        read(0, draws, width, values);
        return values;
    }

    @Override
    public void read(int first, int count, int quantities, double[][] into) {
        for (int i = 0; i < variables.size(); i++) {
            int offset = variables.get(i).offset();
            Range all = new Range(0, variables.get(i).size());
            read(
                    i,
                    all,
                    new Range(first, first + count),
                    (chain, draw, element, value) ->
                            into[chain][(draw - first) * quantities + offset + element] = value);
        }
    }

    /** What lies in [from, to). */
    private record Range(int from, int to) {
        Range within(int low, int high) {
            return new Range(Math.max(from, low), Math.min(to, high));
        }
    }

    private interface Taker {
        void take(int chain, int draw, int element, double value);
    }

    /** Reads some elements of a variable's array, of some draws. */
    private void read(int variable, Range elements, Range wantedDraws, Taker taker) {
        Described array = arrays.get(variable);
        BlockLayout layout = BlockLayout.existing(zarr, array);
        int blockDraws = layout.blockDraws();
        ByteBuffer buffer = ByteBuffer.allocateDirect(layout.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        layout.parts().forEach((part, from, count) -> {
            Range wanted = elements.within((int) from, (int) (from + count));
            if (wanted.from() < wanted.to()) {
                int block = wantedDraws.from() / blockDraws;
                for (int start = block * blockDraws; start < wantedDraws.to(); start += blockDraws) {
                    zarr.chunk(array, layout.key(start / blockDraws, part), buffer);
                    Chunk chunk = new Chunk(buffer.asDoubleBuffer(), start, (int) from, layout);
                    take(chunk, wanted, wantedDraws.within(start, start + blockDraws), taker);
                }
            }
        });
    }

    /**
     * A chunk that was read.
     *
     * @param firstDraw its first draw
     * @param firstElement its first element
     */
    private record Chunk(DoubleBuffer values, int firstDraw, int firstElement, BlockLayout layout) {}

    private void take(Chunk chunk, Range elements, Range wantedDraws, Taker taker) {
        BlockLayout layout = chunk.layout();
        for (int chain = 0; chain < chains; chain++) {
            for (int draw = wantedDraws.from(); draw < wantedDraws.to(); draw++) {
                int row = chain * layout.blockDraws() + draw - chunk.firstDraw();
                int at = row * layout.elements() - chunk.firstElement();
                for (int element = elements.from(); element < elements.to(); element++) {
                    taker.take(chain, draw, element, chunk.values().get(at + element));
                }
            }
        }
    }
}
