package leapfrog.simd;

import java.util.stream.IntStream;
import leapfrog.model.ModelData.Correlated;

/**
 * Holds one block of correlated effects.
 *
 * @param source of which
 * @param first coefficient k of level j stands at first + k · levels + j
 * @param firstEntry where its K × K matrices start in the block's memory, row by row
 * @param centered levels
 * @param noncentered levels
 */
record CorrelatedBlock(Correlated source, int first, int firstEntry, int[] centered, int[] noncentered) {
    static CorrelatedBlock of(Correlated source, int first, int firstEntry) {
        int levels = source.centered().length;
        return new CorrelatedBlock(
                source,
                first,
                firstEntry,
                IntStream.range(0, levels).filter(j -> source.centered()[j]).toArray(),
                IntStream.range(0, levels).filter(j -> !source.centered()[j]).toArray());
    }

    /** K. */
    int size() {
        return source.size();
    }

    int levels() {
        return source.centered().length;
    }

    /** Where the matrices of the next block start. */
    int end() {
        return firstEntry + size() * size();
    }

    int entry(int row, int column) {
        return firstEntry + row * size() + column;
    }

    /** The scalar that is the canonical partial correlation of two coefficients, column &lt; row. */
    int partial(int row, int column) {
        return source.firstPartial() + row * (row - 1) / 2 + column;
    }
}
