package leapfrog.opencl;

import java.util.Arrays;
import leapfrog.engine.DeviceException;

/** Grows one array of doubles from parts, and says where each part stands. */
final class DoubleTable {
    private double[] values = new double[1024];
    private int size;

    /** @return the offset of the first of the numbers */
    int add(double... part) {
        long needed = (long) size + part.length;
        if (needed > Integer.MAX_VALUE - 8) {
            throw DeviceException.outOfMemory(
                    "the priors and totals of the data need more than 2^31 numbers; fit fewer data sets at once");
        }
        if (needed > values.length) {
            values = Arrays.copyOf(values, (int) Math.max(needed, Math.min(2L * values.length, Integer.MAX_VALUE - 8)));
        }
        int at = size;
        System.arraycopy(part, 0, values, at, part.length);
        size = (int) needed;
        return at;
    }

    double[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
