package leapfrog.diagnose;

import java.util.Arrays;

/**
 * Ranks the draws of one quantity once, for the normal scores of the values and of their distances from the median: both follow from a
 * draw's place among the sorted values.
 */
final class Ranking {
    private final double[] sorted;
    /** Where each of the sorted values stood among the draws of all chains, one after the other. */
    private final int[] from;

    private final int draws;
    private final NormalScores scores;

    /** @param halves [chains][draws], finite */
    Ranking(double[][] halves) {
        Order order = Order.of(SplitChains.pooled(halves));
        sorted = order.sorted();
        from = order.from();
        draws = halves[0].length;
        scores = NormalScores.ofSize(sorted.length);
    }

    /** The values in ascending order. */
    double[] sorted() {
        return sorted;
    }

    double median() {
        return Quantiles.of(sorted, 0.5);
    }

    /** Scores of the values, in the shape of the halves. */
    double[][] scores() {
        double[] byDraw = new double[sorted.length];
        for (int first = 0, next; first < sorted.length; first = next) {
            next = first + 1;
            while (next < sorted.length && sorted[next] == sorted[first]) {
                next++;
            }
            double score = scores.ofPlaces(first, next - 1);
            for (int k = first; k < next; k++) {
                byDraw[from[k]] = score;
            }
        }
        return inHalves(byDraw);
    }

    /** Scores of the distances from the median: the sorted values on both sides of it are merged from the middle outwards. */
    double[][] foldedScores(double median) {
        int count = sorted.length;
        int[] order = new int[count];
        double[] distance = new double[count];
        merge(median, order, distance);
        double[] byDraw = new double[count];
        for (int first = 0, next; first < count; first = next) {
            next = first + 1;
            while (next < count && distance[next] == distance[first]) {
                next++;
            }
            double score = scores.ofPlaces(first, next - 1);
            for (int k = first; k < next; k++) {
                byDraw[from[order[k]]] = score;
            }
        }
        return inHalves(byDraw);
    }

    /** Fills in the distances in ascending order, and which of the sorted values has each. */
    private void merge(double median, int[] order, double[] distance) {
        int right = 0;
        while (right < sorted.length && sorted[right] < median) {
            right++;
        }
        int left = right - 1;
        int k = 0;
        // Which side is nearer cannot be foretold, so no branch depends on it: bits of positive numbers are in their
        // order.
        while (left >= 0 && right < sorted.length) {
            long below = Double.doubleToRawLongBits(median - sorted[left]);
            long above = Double.doubleToRawLongBits(sorted[right] - median);
            long nearer = above - below >> Long.SIZE - 1;
            int takeRight = (int) nearer & 1;
            order[k] = left + (right - left & -takeRight);
            distance[k++] = Double.longBitsToDouble(below + (above - below & nearer));
            left -= 1 - takeRight;
            right += takeRight;
        }
        for (; left >= 0; left--) {
            order[k] = left;
            distance[k++] = median - sorted[left];
        }
        for (; right < sorted.length; right++) {
            order[k] = right;
            distance[k++] = sorted[right] - median;
        }
    }

    private double[][] inHalves(double[] byDraw) {
        double[][] halves = new double[byDraw.length / draws][];
        Arrays.setAll(halves, chain -> Arrays.copyOfRange(byDraw, chain * draws, (chain + 1) * draws));
        return halves;
    }
}
