package leapfrog.diagnose;

import org.jspecify.annotations.Nullable;

/**
 * Sorts numbers and keeps where each came from: eleven bits at a time from the lowest on (a radix sort), which takes as long for millions of
 * draws as reading them a few times. The bits are those of a number's place between the smallest and the greatest, 33 of them, or 22 of few
 * numbers, after which hardly any neighbour has to change places; or, where many would have to or a number is not finite, all bits of the number itself. −0 comes
 * before 0, and NaN last, as {@link java.util.Arrays#sort(double[])} has them.
 *
 * @param sorted the numbers in ascending order
 * @param from where each of them stood
 */
record Order(double[] sorted, int[] from) {
    private static final int BITS = 11;
    private static final int DIGITS = 1 << BITS;

    /** Bits of an index, below those of the place. */
    private static final int INDEX_BITS = 31;

    private static final int PLACE_BITS = Long.SIZE - INDEX_BITS;
    /** Up to so many numbers rarely share one of the places that two digits tell apart. */
    private static final int FEW = 1 << 13;

    /** Steps that setting neighbours right may take, a number. */
    private static final int MOST_STEPS = 4;

    static Order of(double[] values) {
        Order order = values.length <= FEW ? byPlace(values, 2 * BITS) : null;
        if (order == null) {
            order = byPlace(values, PLACE_BITS);
        }
        return order == null ? byBits(values) : order;
    }

    /** Sorts by place; null if there is none, or too many are the same. */
    private static @Nullable Order byPlace(double[] values, int bits) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        double zero = 0;
        for (double value : values) {
            zero += 0 * value;
            if (value < least) {
                least = value;
            }
            if (value > greatest) {
                greatest = value;
            }
        }
        double scale = (1 - 0x1p-50) * (1L << bits) / (greatest - least);
        if (zero != 0 || !(scale > 0) || scale == Double.POSITIVE_INFINITY) {
            return null;
        }
        int count = values.length;
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = (long) ((values[i] - least) * scale) << INDEX_BITS | i;
        }
        long[] others = new long[count];
        for (int shift = INDEX_BITS; shift < INDEX_BITS + bits; shift += BITS) {
            int[] next = starts(keys, shift);
            if (next.length == 0) {
                continue;
            }
            for (long key : keys) {
                others[next[digit(key, shift)]++] = key;
            }
            long[] swap = keys;
            keys = others;
            others = swap;
        }
        double[] sorted = new double[count];
        int[] from = new int[count];
        for (int i = 0; i < count; i++) {
            from[i] = (int) keys[i] & Integer.MAX_VALUE;
            sorted[i] = values[from[i]];
        }
        return inOrder(sorted, from) ? new Order(sorted, from) : null;
    }

    /** Sets neighbours right by insertion; gives up if that takes too long. */
    private static boolean inOrder(double[] sorted, int[] from) {
        long steps = 0;
        for (int i = 1; i < sorted.length && steps <= (long) MOST_STEPS * sorted.length; i++) {
            // Nearly always; equal ones may be zeros of two signs.
            if (sorted[i - 1] < sorted[i]) {
                continue;
            }
            double value = sorted[i];
            int origin = from[i];
            int at = i;
            while (at > 0 && Double.compare(sorted[at - 1], value) > 0) {
                sorted[at] = sorted[at - 1];
                from[at] = from[at - 1];
                at--;
            }
            sorted[at] = value;
            from[at] = origin;
            steps += i - at;
        }
        return steps <= (long) MOST_STEPS * sorted.length;
    }

    private static Order byBits(double[] values) {
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
