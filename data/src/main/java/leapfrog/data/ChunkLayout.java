package leapfrog.data;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts an array, row-major, into chunks that are each one contiguous range of it: 1 along the axes before {@code axis}, a part of
 * {@code axis}, all of the axes after. A chunk at the end of {@code axis} is stored padded to the full size.
 */
record ChunkLayout(int[] shape, int[] chunk, int axis) {
    /** What is done with one chunk: its key, the flat index of its first element, and how many elements it truly has. */
    interface Visitor<E extends Exception> {
        void visit(String key, long from, int count) throws E;
    }

    /** Chunks of at most about {@code limit} bytes, as equal as they can be. */
    static ChunkLayout of(int[] shape, int itemSize, int limit) {
        int axis = shape.length - 1;
        long inner = itemSize;
        while (axis > 0 && inner * shape[axis] <= limit) {
            inner *= Math.max(1, shape[axis]);
            axis--;
        }
        int[] chunk = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
            chunk[i] = i < axis ? 1 : Math.max(1, shape[i]);
        }
        long most = Math.max(1, limit / inner);
        long blocks = Math.ceilDiv(chunk[axis], most);
        chunk[axis] = (int) Math.ceilDiv(chunk[axis], blocks);
        return new ChunkLayout(shape, chunk, axis);
    }

    /**
     * A layout that was read.
     *
     * @throws IllegalArgumentException if its chunks are not contiguous ranges
     */
    static ChunkLayout existing(int[] shape, int[] chunk) {
        boolean fits = shape.length == chunk.length && shape.length > 0;
        int axis = 0;
        for (int i = 0; fits && i < shape.length; i++) {
            fits = chunk[i] >= 1 && shape[i] >= 0 && chunk[i] <= Math.max(1, shape[i]);
        }
        while (fits && axis < shape.length - 1 && chunk[axis] == 1) {
            axis++;
        }
        // An axis of length 1 may stand on either side.
        for (int i = axis + 1; fits && i < shape.length; i++) {
            fits = chunk[i] == Math.max(1, shape[i]);
        }
        if (!fits) {
            throw new IllegalArgumentException("chunks are not ranges of rows");
        }
        return new ChunkLayout(shape, chunk, axis);
    }

    /** Number of elements of a stored chunk. */
    int chunkLength() {
        int length = 1;
        for (int part : chunk) {
            length = Math.multiplyExact(length, part);
        }
        return length;
    }

    /** Number of elements of the array. */
    int length() {
        int length = 1;
        for (int part : shape) {
            length = Math.multiplyExact(length, part);
        }
        return length;
    }

    <E extends Exception> void forEach(Visitor<E> visitor) throws E {
        long total = 1;
        long inner = 1;
        long outer = 1;
        for (int i = 0; i < shape.length; i++) {
            total *= shape[i];
            inner *= i > axis ? shape[i] : 1;
            outer *= i < axis ? shape[i] : 1;
        }
        if (total == 0) {
            return;
        }
        int blocks = Math.ceilDiv(shape[axis], chunk[axis]);
        for (long lead = 0; lead < outer; lead++) {
            for (int block = 0; block < blocks; block++) {
                int first = block * chunk[axis];
                int part = Math.min(chunk[axis], shape[axis] - first);
                visitor.visit(key(lead, block), (lead * shape[axis] + first) * inner, Math.toIntExact(part * inner));
            }
        }
    }

    private String key(long lead, int block) {
        List<String> index = new ArrayList<>();
        for (int i = shape.length - 1; i >= 0; i--) {
            if (i == axis) {
                index.addFirst(Integer.toString(block));
            } else if (i > axis) {
                index.addFirst("0");
            } else {
                index.addFirst(Long.toString(lead % shape[i]));
                lead /= shape[i];
            }
        }
        return String.join(".", index);
    }
}
