package leapfrog.diagnose;

import leapfrog.math.NormalQuantile;

/**
 * Holds the normal scores of the ranks in a sample of one size, z = Φ⁻¹((r − 3/8) / (S + 1/4)), for whole and half ranks r: ties share
 * their mean rank (Vehtari et al. 2021, section 4.1). Immutable.
 */
final class NormalScores {
    /** The last one made: all quantities of a fit have samples of one size. */
    private static volatile NormalScores last = new NormalScores(1);

    private final int size;
    /** Score of rank (k + 2) / 2 at index k. */
    private final double[] table;

    private NormalScores(int size) {
        this.size = size;
        table = new double[2 * size - 1];
        for (int k = 0; k < table.length; k++) {
            table[k] = NormalQuantile.of((0.5 * (k + 2) - 0.375) / (size + 0.25));
        }
    }

    private static NormalScores ofSize(int size) {
        NormalScores scores = last;
        if (scores.size != size) {
            scores = new NormalScores(size);
            last = scores;
        }
        return scores;
    }

    /** Scores of numbers, each where it stood; those that are the same share one. */
    static double[] of(Order order, Scratch scratch) {
        double[] sorted = order.sorted();
        int[] from = order.from();
        double[] table = ofSize(sorted.length).table;
        double[] scores = scratch.doubles(sorted.length);
        for (int k = 0; k < sorted.length; k++) {
            scores[from[k]] = table[2 * k];
        }
        for (int next = 1; next < sorted.length; next++) {
            if (sorted[next] == sorted[next - 1]) {
                next = share(order, next - 1, table, scores);
            }
        }
        return scores;
    }

    /** Gives those that are the same as the first of them the same score; returns the place of the last. */
    private static int share(Order order, int first, double[] table, double[] scores) {
        double[] sorted = order.sorted();
        int last = first + 1;
        while (last + 1 < sorted.length && sorted[last + 1] == sorted[first]) {
            last++;
        }
        for (int k = first; k <= last; k++) {
            scores[order.from()[k]] = table[first + last];
        }
        return last;
    }
}
