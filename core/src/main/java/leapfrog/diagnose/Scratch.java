package leapfrog.diagnose;

import java.util.ArrayList;
import java.util.List;

/**
 * Lends arrays for the time that one quantity is judged: the next one of the same size gets the same again, which are in the processor's
 * cache by then. What is in them is left over from before. Not for several threads.
 */
public final class Scratch {
    /** Longer arrays would not stay in the cache, only in memory: they are made anew. */
    private static final int LONGEST = 1 << 16;

    private final List<double[]> doubles = new ArrayList<>();
    private final List<int[]> ints = new ArrayList<>();
    private final List<long[]> longs = new ArrayList<>();
    private int lentDoubles;
    private int lentInts;
    private int lentLongs;

    /** With nothing to lend yet. */
    public Scratch() {}

    /** Takes all arrays back. */
    void clear() {
        lentDoubles = 0;
        lentInts = 0;
        lentLongs = 0;
    }

    double[] doubles(int length) {
        if (length > LONGEST) {
            return new double[length];
        }
        if (lentDoubles == doubles.size()) {
            doubles.add(new double[length]);
        } else if (doubles.get(lentDoubles).length != length) {
            doubles.set(lentDoubles, new double[length]);
        }
        return doubles.get(lentDoubles++);
    }

    int[] ints(int length) {
        if (length > LONGEST) {
            return new int[length];
        }
        if (lentInts == ints.size()) {
            ints.add(new int[length]);
        } else if (ints.get(lentInts).length != length) {
            ints.set(lentInts, new int[length]);
        }
        return ints.get(lentInts++);
    }

    long[] longs(int length) {
        if (length > LONGEST) {
            return new long[length];
        }
        if (lentLongs == longs.size()) {
            longs.add(new long[length]);
        } else if (longs.get(lentLongs).length != length) {
            longs.set(lentLongs, new long[length]);
        }
        return longs.get(lentLongs++);
    }
}
