package leapfrog.opencl;

import java.util.Arrays;
import leapfrog.engine.DeviceException;

/** Grows one array of ints from parts, and says where each part stands. */
final class IntTable {
    private int[] values = new int[1024];
    private int size;

    /** @return the offset of the first of {@code count} zeros */
    int reserve(int count) {
        long needed = (long) size + count;
        if (needed > Integer.MAX_VALUE - 8) {
            throw DeviceException.outOfMemory(
                    "the index tables of the data need more than 2^31 integers; fit fewer data sets at once");
        }
        if (needed > values.length) {
            values = Arrays.copyOf(values, (int) Math.max(needed, Math.min(2L * values.length, Integer.MAX_VALUE - 8)));
        }
        int at = size;
        size = (int) needed;
        return at;
    }

    int add(int[] part) {
        int at = reserve(part.length);
        System.arraycopy(part, 0, values, at, part.length);
        return at;
    }

    void set(int at, int value) {
        values[at] = value;
    }

    int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
