package leapfrog.sbc;

import java.util.Arrays;

/**
 * Tests whether n ranks are uniform on 0 … L by their empirical distribution function, at all ranks at once (Säilynoja, Bürkner and Vehtari 2022,
 * doi:10.1007/s11222-022-10090-6).
 *
 * <p>R_j, how many ranks are below j = 1 … L, is binomial with n trials and probability z_j = j / (L + 1). The statistic is γ = min_j 2 min(P(R ≤
 * R_j), P(R ≥ R_j)), the level of the narrowest pointwise band that some R_j leaves. Its distribution under uniform ranks is that of a Markov
 * chain, for R_{j+1} − R_j given R_j is binomial with n − R_j trials and probability 1 / (L + 1 − j): it is computed exactly, by a forward sum over
 * all paths within a band, so that no coverage is simulated and ranks that are whole numbers are no approximation.
 */
public final class UniformRanks {
    /** Levels that differ by rounding alone are one. */
    private static final double TIE = 1 - 1e-9;

    private static final int BISECTIONS = 60;

    private final int n;
    private final int most;
    /** [j − 1][r] 2 min(P(R_j ≤ r), P(R_j ≥ r)), at most 1. */
    private final double[][] level;

    /**
     * Of a number of ranks.
     *
     * @param n of ranks, at least 1
     * @param most L, the largest rank, at least 1
     */
    public UniformRanks(int n, int most) {
        this.n = n;
        this.most = most;
        level = new double[most][];
        for (int j = 1; j <= most; j++) {
            double[] mass = new double[n + 1];
            BinomialMasses.fill(n, (double) j / (most + 1), 0, n, mass);
            level[j - 1] = levels(mass);
        }
    }

    private static double[] levels(double[] mass) {
        double[] levels = new double[mass.length];
        double below = 0;
        for (int r = 0; r < mass.length; r++) {
            below += mass[r];
            levels[r] = below;
        }
        double above = 0;
        for (int r = mass.length - 1; r >= 0; r--) {
            above += mass[r];
            levels[r] = Math.min(1, 2 * Math.min(levels[r], above));
        }
        return levels;
    }

    /**
     * The probability that uniform ranks come as far from uniform, or farther.
     *
     * @param counts [L + 1] how many ranks are 0 … L; n in all
     */
    public double pValue(int[] counts) {
        double gamma = 1;
        int below = 0;
        for (int j = 1; j <= most; j++) {
            below += counts[j - 1];
            gamma = Math.min(gamma, level[j - 1][below]);
        }
        return Math.clamp(1 - within(gamma / TIE), 0, 1);
    }

    /**
     * Bounds of R_1 … R_L between which all of them stay with a probability, as narrow as the levels of whole numbers allow.
     *
     * @param low [L] least R_j
     * @param high [L] greatest R_j
     * @param coverage the exact probability, at least what was asked for
     */
    public record Band(int[] low, int[] high, double coverage) {}

    /**
     * The simultaneous band.
     *
     * @param probability of all R_j to lie within, in (0, 1)
     */
    public Band band(double probability) {
        double tooWide = Math.log(1e-300);
        double tooNarrow = 0;
        for (int k = 0; k < BISECTIONS; k++) {
            double middle = 0.5 * (tooWide + tooNarrow);
            if (within(Math.exp(middle)) >= probability) {
                tooWide = middle;
            } else {
                tooNarrow = middle;
            }
        }
        double gamma = Math.exp(tooWide) * TIE;
        int[] low = new int[most];
        int[] high = new int[most];
        for (int j = 0; j < most; j++) {
            low[j] = low(j, gamma);
            high[j] = high(j, gamma);
        }
        return new Band(low, high, within(gamma));
    }

    private int low(int j, double gamma) {
        int r = 0;
        while (r < n && level[j][r] <= gamma) {
            r++;
        }
        return r;
    }

    private int high(int j, double gamma) {
        int r = n;
        while (r > 0 && level[j][r] <= gamma) {
            r--;
        }
        return r;
    }

    /** P(all R_j have levels above γ). */
    private double within(double gamma) {
        int from = low(0, gamma);
        int to = high(0, gamma);
        double[] paths = new double[Math.max(0, to - from + 1)];
        BinomialMasses.fill(n, 1.0 / (most + 1), from, to, paths);
        double[] step = new double[n + 1];
        for (int j = 1; j < most; j++) {
            int nextFrom = low(j, gamma);
            int nextTo = high(j, gamma);
            double[] next = new double[Math.max(0, nextTo - nextFrom + 1)];
            for (int r = from; r <= to; r++) {
                int first = Math.max(nextFrom, r);
                BinomialMasses.fill(n - r, 1.0 / (most + 1 - j), first - r, nextTo - r, step);
                for (int s = first; s <= nextTo; s++) {
                    next[s - nextFrom] += paths[r - from] * step[s - first];
                }
            }
            paths = next;
            from = nextFrom;
            to = nextTo;
        }
        return Arrays.stream(paths).sum();
    }
}
