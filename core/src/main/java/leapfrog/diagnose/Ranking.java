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
        double[] score = new double[sorted.length];
        for (int first = 0, next; first < sorted.length; first = next) {
            next = first + 1;
            while (next < sorted.length && sorted[next] == sorted[first]) {
                next++;
            }
            Arrays.fill(score, first, next, scores.ofPlaces(first, next - 1));
        }
        return byDraw(score);
    }

    /** Scores of the distances from the median: the sorted values on both sides of it are merged from the middle outwards. */
    double[][] foldedScores(double median) {
        int count = sorted.length;
        int[] order = new int[count];
        double[] distance = new double[count];
        int right = 0;
        while (right < count && sorted[right] < median) {
            right++;
        }
        int left = right - 1;
        for (int k = 0; k < count; k++) {
            boolean takeLeft = right == count || left >= 0 && median - sorted[left] <= sorted[right] - median;
            order[k] = takeLeft ? left-- : right++;
            distance[k] = Math.abs(sorted[order[k]] - median);
        }
        double[] score = new double[count];
        for (int first = 0, next; first < count; first = next) {
            next = first + 1;
            while (next < count && distance[next] == distance[first]) {
                next++;
            }
            for (int k = first; k < next; k++) {
                score[order[k]] = scores.ofPlaces(first, next - 1);
            }
        }
        return byDraw(score);
    }

    private double[][] byDraw(double[] score) {
        double[] flat = new double[score.length];
        for (int k = 0; k < score.length; k++) {
            flat[from[k]] = score[k];
        }
        double[][] byDraw = new double[score.length / draws][];
        Arrays.setAll(byDraw, chain -> Arrays.copyOfRange(flat, chain * draws, (chain + 1) * draws));
        return byDraw;
    }
}
