package leapfrog.diagnose;

/**
 * Sorts numbers and keeps where each came from: by their bits, eleven at a time from the lowest on (a radix sort), which takes as long for
 * millions of draws as reading them a few times. −0 comes before 0, and NaN last, as {@link java.util.Arrays#sort(double[])} has them.
 *
 * @param sorted the numbers in ascending order
 * @param from where each of them stood
 */
record Order(double[] sorted, int[] from) {
    private static final int BITS = 11;
    private static final int DIGITS = 1 << BITS;

    static Order of(double[] values) {
        int count = values.length;
        long[] keys = new long[count];
        int[] from = new int[count];
        for (int i = 0; i < count; i++) {
            keys[i] = key(values[i]);
            from[i] = i;
        }
        long[] otherKeys = new long[count];
        int[] otherFrom = new int[count];
        for (int shift = 0; shift < Long.SIZE; shift += BITS) {
            int[] next = starts(keys, shift);
            if (next.length == 0) {
                continue;
            }
            for (int i = 0; i < count; i++) {
                int at = next[digit(keys[i], shift)]++;
                otherKeys[at] = keys[i];
                otherFrom[at] = from[i];
            }
            long[] swapKeys = keys;
            keys = otherKeys;
            otherKeys = swapKeys;
            int[] swapFrom = from;
            from = otherFrom;
            otherFrom = swapFrom;
        }
        double[] sorted = new double[count];
        for (int i = 0; i < count; i++) {
            sorted[i] = values[from[i]];
        }
        return new Order(sorted, from);
    }

    /** An integer that is unsigned in the order of the numbers. */
    private static long key(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits < 0 ? ~bits : bits | Long.MIN_VALUE;
    }

    private static int digit(long key, int shift) {
        return (int) (key >>> shift) & DIGITS - 1;
    }

    /** Where the keys of each digit begin; empty if all have the same one. */
    private static int[] starts(long[] keys, int shift) {
        int[] starts = new int[DIGITS];
        for (long key : keys) {
            starts[digit(key, shift)]++;
        }
        int next = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int count = starts[digit];
            if (count == keys.length) {
                return new int[0];
            }
            starts[digit] = next;
            next += count;
        }
        return starts;
    }
}
