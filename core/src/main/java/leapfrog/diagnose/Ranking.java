package leapfrog.diagnose;

import java.util.Arrays;

/**
 * Ranks the draws of one quantity once, for the normal scores of the values and of their distances from the median: both follow from a
 * draw's place among the sorted values.
 */
final class Ranking {
    private final double[] sorted;
    private final int[][] place;
    private final NormalScores scores;

    /** @param halves [chains][draws], finite */
    Ranking(double[][] halves) {
        sorted = SplitChains.pooled(halves);
        Arrays.sort(sorted);
        scores = NormalScores.ofSize(sorted.length);
        place = new int[halves.length][halves[0].length];
        for (int chain = 0; chain < halves.length; chain++) {
            for (int draw = 0; draw < place[chain].length; draw++) {
                // −0 and 0 are one value, but binarySearch tells them apart, as does sort.
                place[chain][draw] = Arrays.binarySearch(sorted, halves[chain][draw]);
            }
        }
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
        double[][] byDraw = new double[place.length][place[0].length];
        for (int chain = 0; chain < place.length; chain++) {
            for (int draw = 0; draw < place[chain].length; draw++) {
                byDraw[chain][draw] = score[place[chain][draw]];
            }
        }
        return byDraw;
    }
}
