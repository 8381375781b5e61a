package leapfrog.compare;

import java.util.Arrays;

/**
 * Smooths importance ratios: the largest are replaced by the expected order statistics of a generalized Pareto distribution fitted
 * to them (Vehtari, Simpson, Gelman, Yao and Gabry 2024, JMLR 25:72). One object serves one ratio after another of the same number
 * of draws.
 */
final class ParetoSmoothing {
    /** A tail of fewer draws is not smoothed. */
    private static final int LEAST_TAIL = 5;
    /** Logarithms of ratios that differ by less differ by rounding. */
    private static final double ROUNDING = 1e-9;

    /** The ratios, of which the tail is sorted and the value before it is the greatest of the others. */
    private final double[] sorted;

    ParetoSmoothing(int draws) {
        sorted = new double[draws];
    }

    /**
     * Number of draws that are smoothed: the least integer not below min(S / 5, 3 √(S / r_eff)), as in the R package loo.
     *
     * @param efficiency r_eff, the effective sample size by the number of draws; NaN, where it is not known, stands for 1
     */
    static int tail(int draws, double efficiency) {
        double root = 3 * Math.sqrt(draws / (Double.isNaN(efficiency) ? 1 : efficiency));
        return (int) Math.ceil(Math.min(0.2 * draws, root));
    }

    /** min(1 − 1 / log₁₀ S, 0.7): for a k above it S draws are too few for the estimate (Vehtari et al. 2024, section 3.2.4). */
    static double threshold(int draws) {
        return Math.min(1 - 1 / Math.log10(draws), 0.7);
    }

    /**
     * Smooths in place.
     *
     * @param logRatios [draws], finite; become smoothed log weights, at most 0 and not normalised
     * @param tail as of {@link #tail}
     * @return k; ∞ where the tail has too few draws or they are all alike; 0 where all draws are, as those of a row of weight 0: the estimate
     *     does not rest on them
     */
    double smooth(double[] logRatios, int tail) {
        int draws = sorted.length;
        double most = Double.NEGATIVE_INFINITY;
        double least = Double.POSITIVE_INFINITY;
        for (double ratio : logRatios) {
            most = Math.max(most, ratio);
            least = Math.min(least, ratio);
        }
        for (int s = 0; s < draws; s++) {
            logRatios[s] -= most;
        }
        if (tail < LEAST_TAIL) {
            return Double.POSITIVE_INFINITY;
        }
        if (most - least < ROUNDING) {
            return 0;
        }
        System.arraycopy(logRatios, 0, sorted, 0, draws);
        int first = draws - tail;
        Selection.select(sorted, first - 1);
        Arrays.sort(sorted, first, draws);
        if (sorted[draws - 1] - sorted[first] < Math.ulp(1.0) / 100) {
            return Double.POSITIVE_INFINITY;
        }
        double cutoff = Math.exp(sorted[first - 1]);
        double[] exceedances = new double[tail];
        for (int i = 0; i < tail; i++) {
            exceedances[i] = Math.exp(sorted[first + i]) - cutoff;
        }
        GeneralizedPareto pareto = GeneralizedPareto.fit(exceedances);
        if (pareto.k() < Double.POSITIVE_INFINITY) {
            replace(logRatios, first, pareto, cutoff);
        }
        return pareto.k();
    }

    /** Gives the draw of each rank in the tail the quantile of its rank; equal draws take successive ranks. */
    private void replace(double[] logWeights, int first, GeneralizedPareto pareto, double cutoff) {
        int draws = sorted.length;
        int tail = draws - first;
        double[] smoothed = new double[tail];
        for (int i = 0; i < tail; i++) {
            smoothed[i] = Math.min(0, Math.log(pareto.quantile((i + 0.5) / tail) + cutoff));
        }
        int[] taken = new int[tail];
        for (int s = draws - 1; s >= 0; s--) {
            if (logWeights[s] >= sorted[first]) {
                int rank = rank(logWeights[s], first);
                int place = rank + taken[rank];
                if (place < tail && sorted[first + place] == logWeights[s]) {
                    taken[rank]++;
                    logWeights[s] = smoothed[place];
                }
            }
        }
    }

    /** The least rank in the tail of a value that is there. */
    private int rank(double value, int first) {
        int low = first;
        int high = sorted.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - first;
    }
}
