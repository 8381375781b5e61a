package leapfrog.model.sums;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares rows by the content of some columns, and orders them by it: by a hash, so that sorting costs the same for any number of
 * columns, equal hashes by the columns one after another. Adding 0 to a number makes −0 a 0.
 */
public final class RowKeys {
    private final int[][] levels;
    private final double[][] numbers;

    /** Of these columns, all of one length. */
    public RowKeys(int[][] levels, double[][] numbers) {
        this.levels = levels;
        this.numbers = numbers;
    }

    /** These keys and a column, unless it is null. */
    public RowKeys and(double @Nullable [] column) {
        if (column == null) {
            return this;
        }
        double[][] more = Arrays.copyOf(numbers, numbers.length + 1);
        more[numbers.length] = column;
        return new RowKeys(levels, more);
    }

    /**
     * A number of distinct keys that rows have at least, by a map of one bit for each of their hashes; where all are distinct, 0.96 of them. That is
     * sooner known than a {@link CellIndex} is made.
     */
    public int distinctAtLeast(int rows) {
        long bits = Math.min(Long.highestOneBit(Math.max(2, rows)) << 5, 1L << Integer.SIZE);
        long[] seen = new long[(int) (bits >> 6)];
        int distinct = 0;
        for (int row = 0; row < rows; row++) {
            long bit = hash(row) & (bits - 1);
            int word = (int) (bit >> 6);
            distinct += (int) (~seen[word] >>> bit & 1);
            seen[word] |= 1L << bit;
        }
        return distinct;
    }

    int hash(int row) {
        long hash = 0;
        for (int[] level : levels) {
            hash = mix(hash ^ level[row]);
        }
        for (double[] number : numbers) {
            hash = mix(hash ^ Double.doubleToLongBits(number[row] + 0.0));
        }
        return (int) hash;
    }

    /** Stafford's variant 13 of the 64-bit finalizer of MurmurHash3: every bit of the result depends on every bit of x. */
    private static long mix(long x) {
        long y = (x ^ (x >>> 30)) * 0xBF58476D1CE4E5B9L;
        long z = (y ^ (y >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    int compare(int a, int b) {
        int order = 0;
        for (int f = 0; order == 0 && f < levels.length; f++) {
            order = Integer.compare(levels[f][a], levels[f][b]);
        }
        for (int k = 0; order == 0 && k < numbers.length; k++) {
            order = Double.compare(numbers[k][a] + 0.0, numbers[k][b] + 0.0);
        }
        return order;
    }

    /**
     * The numbers of all rows by content, then, stably, by the levels of each column, those of the first last.
     *
     * @param counts of the levels of each column of levels
     */
    public int[] sorted(int rows, int[] counts) {
        int[] order = order(IntStream.range(0, rows).toArray());
        for (int f = levels.length - 1; f >= 0; f--) {
            int[] level = levels[f];
            order = Grouping.of(order, counts[f], row -> level[row]).members();
        }
        return order;
    }

    /** The places in {@code rows} in an order that depends on the content of the rows alone. */
    public int[] order(int[] rows) {
        long[] hashes = new long[rows.length];
        for (int i = 0; i < rows.length; i++) {
            hashes[i] = (long) hash(rows[i]) << Integer.SIZE | i;
        }
        Arrays.sort(hashes);
        int[] order = new int[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int place = (int) hashes[i];
            int at = i;
            while (at > 0
                    && hashes[at - 1] >> Integer.SIZE == hashes[i] >> Integer.SIZE
                    && compare(rows[order[at - 1]], rows[place]) > 0) {
                order[at] = order[at - 1];
                at--;
            }
            order[at] = place;
        }
        return order;
    }
}
