package leapfrog.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.util.List;
import java.util.Locale;
import leapfrog.data.ZarrReader.Described;
import leapfrog.model.InputException;
import leapfrog.model.Variable;
import leapfrog.sample.Draws;
import org.jspecify.annotations.Nullable;

/**
 * Reads draws that were stored in blocks ({@link BlockWriter}): one quantity at a time, from the chunks that have it, or all, if they fit into
 * memory.
 */
final class BlockedDraws implements Draws.Source {
    /** Share of the heap that all draws may take. */
    private static final double SHARE = 0.6;

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
                read(i, element, element + 1, (chain, draw, _, value) -> values[chain][draw] = value);
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
        double needed = 8.0 * chains * draws * width;
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > SHARE * heap || (long) draws * width > Integer.MAX_VALUE - 8) {
            throw new InputException(String.format(
                    Locale.ROOT,
                    "all %d x %d draws of %d quantities are needed at once for this, which take %.1f GB of memory; the"
                        + " Java heap has %.1f GB. Ask for a larger heap (LEAPFROG_JAVA_OPTS=-Xmx…), or for a fit with"
                        + " fewer --chains or --draws",
                    chains,
                    draws,
                    width,
                    needed * 1e-9,
                    heap * 1e-9));
        }
        double[][] values = new double[chains][draws * width];
        for (int i = 0; i < variables.size(); i++) {
            int offset = variables.get(i).offset();
            read(
                    i,
                    0,
                    variables.get(i).size(),
                    (chain, draw, element, value) -> values[chain][draw * width + offset + element] = value);
        }
        return values;
    }

    private interface Taker {
        void take(int chain, int draw, int element, double value);
    }

    /** Reads the elements [first, end) of a variable's array, all draws of them. */
    private void read(int variable, int first, int end, Taker taker) {
        Described array = arrays.get(variable);
        BlockLayout layout = BlockLayout.existing(zarr, array);
        ByteBuffer buffer = ByteBuffer.allocateDirect(layout.bytes()).order(ByteOrder.LITTLE_ENDIAN);
        layout.parts().forEach((part, from, count) -> {
            Elements wanted = new Elements(
                    (int) Math.max(first, from), (int) Math.min(end, from + count), (int) from, layout.elements());
            if (wanted.from() < wanted.to()) {
                for (int start = 0; start < draws; start += layout.blockDraws()) {
                    zarr.chunk(array, layout.key(start / layout.blockDraws(), part), buffer);
                    take(buffer.asDoubleBuffer(), layout.blockDraws(), start, wanted, taker);
                }
            }
        });
    }

    /**
     * The elements of a variable that are wanted of a chunk.
     *
     * @param first of the chunk
     * @param each number of elements that the chunk has, padding included
     */
    private record Elements(int from, int to, int first, int each) {}

    private void take(DoubleBuffer chunk, int blockDraws, int start, Elements wanted, Taker taker) {
        int count = Math.min(blockDraws, draws - start);
        for (int chain = 0; chain < chains; chain++) {
            for (int draw = 0; draw < count; draw++) {
                int at = (chain * blockDraws + draw) * wanted.each() - wanted.first();
                for (int element = wanted.from(); element < wanted.to(); element++) {
                    taker.take(chain, start + draw, element, chunk.get(at + element));
                }
            }
        }
    }
}
