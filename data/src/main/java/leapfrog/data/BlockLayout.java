package leapfrog.data;

import java.util.Arrays;
import leapfrog.data.ZarrReader.Described;

/**
 * Cuts the array (chain, draw, elements …) of a variable into chunks of all chains, a block of draws and a few neighbouring elements, so that
 * blocks can be written one after the other and a quantity read without the others.
 *
 * @param chains of the array
 * @param blockDraws draws of a chunk
 * @param parts how the elements are cut; of a scalar as of an array of length 1
 * @param scalar whether the array has no axes but chain and draw
 */
record BlockLayout(int chains, int blockDraws, ChunkLayout parts, boolean scalar) {
    /** Bytes that chunks have at most, unless a single element has more: with fewer there would be too many files. */
    static final int SMALL = 256 << 10;

    /**
     * @param shape of the array, whose number of draws need not be known
     * @param small bytes that a chunk of more than one element has at most
     */
    static BlockLayout of(int[] shape, int blockDraws, int small) {
        int bytes = Math.multiplyExact(Math.multiplyExact(shape[0], blockDraws), Double.BYTES);
        boolean scalar = shape.length == 2;
        int[] elements = scalar ? new int[] {1} : Arrays.copyOfRange(shape, 2, shape.length);
        return new BlockLayout(shape[0], blockDraws, ChunkLayout.of(elements, bytes, small), scalar);
    }

    static BlockLayout existing(ZarrReader zarr, Described array) {
        int[] shape = array.shape();
        int[] chunk = array.chunk();
        boolean scalar = shape.length == 2;
        try {
            BlockLayout layout = new BlockLayout(
                    shape[0],
                    chunk[1],
                    scalar
                            ? ChunkLayout.existing(new int[] {1}, new int[] {1})
                            : ChunkLayout.existing(
                                    Arrays.copyOfRange(shape, 2, shape.length),
                                    Arrays.copyOfRange(chunk, 2, chunk.length)),
                    scalar);
            layout.bytes();
            return layout;
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw zarr.damaged(array, "is not stored as Leapfrog stores it");
        }
    }

    /** Elements of a chunk. */
    int elements() {
        return parts.chunkLength();
    }

    /** Bytes of a chunk. */
    int bytes() {
        return Math.multiplyExact(Math.multiplyExact(chains, blockDraws), Math.multiplyExact(elements(), Double.BYTES));
    }

    /** The chunk's shape. */
    int[] chunk() {
        int[] chunk = new int[scalar ? 2 : 2 + parts.chunk().length];
        chunk[0] = chains;
        chunk[1] = blockDraws;
        if (!scalar) {
            System.arraycopy(parts.chunk(), 0, chunk, 2, parts.chunk().length);
        }
        return chunk;
    }

    /** The name of a chunk: its block of draws, and its part of the elements, by the key that {@link #parts} has for it. */
    String key(int block, String part) {
        return "0." + block + (scalar ? "" : "." + part);
    }
}
