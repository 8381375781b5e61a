package leapfrog.opencl;

import leapfrog.engine.DeviceException;

/** Gives out places among the partial sums of a point. */
final class SumPlaces {
    private int size;

    /**
     * Takes so many places.
     *
     * @return the first of them
     * @throws DeviceException if there are more than an index reaches
     */
    int reserve(long count) {
        long needed = size + count;
        if (needed > Integer.MAX_VALUE) {
            throw DeviceException.outOfMemory("the partial sums of a single chain are " + needed + " numbers, "
                    + "more than 2^31; integrate fewer coefficients out (--marginalize off)");
        }
        int at = size;
        size = (int) needed;
        return at;
    }

    int size() {
        return size;
    }
}
