package leapfrog.diagnose;

import org.jspecify.annotations.Nullable;

/**
 * Sorts numbers and keeps where each came from: ten bits at a time from the lowest on (a radix sort), which takes as long for millions of
 * draws as reading them a few times. The bits are those of a number's place between the smallest and the greatest, 30 of them, or 20 of few
 * numbers, after which hardly any neighbour has to change places; or, where many would have to or a number is not finite, all bits of the
 * number itself. −0 comes before 0, and NaN last, as {@link java.util.Arrays#sort(double[])} has them.
 *
 * @param sorted the numbers in ascending order
 * @param from where each of them stood
 */
record Order(double[] sorted, int[] from) {
    private static final int BITS = 10;
    private static final int DIGITS = 1 << BITS;
    /** The upper half of a long. */
    private static final long HIGH = -1L << Integer.SIZE;

    /** Up to so many numbers rarely share one of the places that two digits tell apart. */
    private static final int FEW = 1 << 16;

    /** Steps that setting neighbours right may take, a number. */
    private static final int MOST_STEPS = 4;

    static Order of(double[] values, Scratch scratch) {
        Order order = values.length <= FEW ? byPlace(values, 2 * BITS, scratch) : null;
        if (order == null) {
            order = byPlace(values, 3 * BITS, scratch);
        }
        return order == null ? byBits(values, scratch) : order;
    }

    /** The order of those that stood before a limit. */
    Order before(int limit) {
        if (limit == sorted.length) {
            return this;
        }
        double[] kept = new double[limit];
        int[] keptFrom = new int[limit];
        int next = 0;
        for (int k = 0; k < sorted.length; k++) {
            if (from[k] < limit) {
                kept[next] = sorted[k];
                keptFrom[next++] = from[k];
            }
        }
        return new Order(kept, keptFrom);
    }

    /** How many of the numbers are at most a threshold. */
    int atMost(double threshold) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= threshold) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Sorts by place; null if there is none, or too many are the same. */
    private static @Nullable Order byPlace(double[] values, int bits, Scratch scratch) {
        double least = Double.POSITIVE_INFINITY;
        double greatest = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            least = Math.min(least, value);
            greatest = Math.max(greatest, value);
        }
        double scale = (1 - 0x1p-50) * (1 << bits) / (greatest - least);
        if (!(scale > 0) || scale == Double.POSITIVE_INFINITY) {
            return null;
        }
        long[] entries = scratch.longs(values.length);
        for (int i = 0; i < entries.length; i++) {
            entries[i] = (long) (int) ((values[i] - least) * scale) << Integer.SIZE | i;
        }
        return inOrder(values, origins(sorted(entries, bits, scratch), scratch), scratch);
    }

    /** Sorts by insertion what is sorted but for neighbours; null if that takes too long. */
    private static @Nullable Order inOrder(double[] values, int[] from, Scratch scratch) {
        double[] sorted = picked(values, from, scratch);
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
        return steps <= (long) MOST_STEPS * sorted.length ? new Order(sorted, from) : null;
    }

    private static double[] picked(double[] values, int[] from, Scratch scratch) {
        double[] picked = scratch.doubles(values.length);
        for (int i = 0; i < picked.length; i++) {
            picked[i] = values[from[i]];
        }
        return picked;
    }

    private static Order byBits(double[] values, Scratch scratch) {
        long[] entries = scratch.longs(values.length);
        for (int i = 0; i < entries.length; i++) {
            entries[i] = key(values[i]) << Integer.SIZE | i;
        }
        long[] byLow = sorted(entries, Integer.SIZE, scratch);
        for (int k = 0; k < entries.length; k++) {
            int origin = (int) byLow[k];
            byLow[k] = key(values[origin]) & HIGH | origin;
        }
        int[] from = origins(sorted(byLow, Integer.SIZE, scratch), scratch);
        return new Order(picked(values, from, scratch), from);
    }

    /** Bits that are, unsigned, in the order of the numbers. */
    private static long key(double value) {
        long bits = Double.doubleToLongBits(value);
        return bits < 0 ? ~bits : bits | Long.MIN_VALUE;
    }

    private static int[] origins(long[] entries, Scratch scratch) {
        int[] from = scratch.ints(entries.length);
        for (int k = 0; k < from.length; k++) {
            from[k] = (int) entries[k];
        }
        return from;
    }

    /**
     * Sorts by the lowest bits of the upper halves; those that share them stay as they are.
     *
     * @param entries in the upper half what to sort by, in the lower one where it stood; overwritten
     */
    private static long[] sorted(long[] entries, int bits, Scratch scratch) {
        long[] from = entries;
        long[] to = scratch.longs(entries.length);
        for (int shift = Integer.SIZE; shift < Integer.SIZE + bits; shift += BITS) {
            sortByDigit(from, shift, to);
            long[] swapped = from;
            from = to;
            to = swapped;
        }
        return from;
    }

    private static void sortByDigit(long[] entries, int shift, long[] to) {
        int[] next = new int[DIGITS];
        for (long entry : entries) {
            next[(int) (entry >>> shift) & DIGITS - 1]++;
        }
        int start = 0;
        for (int digit = 0; digit < DIGITS; digit++) {
            int count = next[digit];
            next[digit] = start;
            start += count;
        }
        for (long entry : entries) {
            to[next[(int) (entry >>> shift) & DIGITS - 1]++] = entry;
        }
    }
}
