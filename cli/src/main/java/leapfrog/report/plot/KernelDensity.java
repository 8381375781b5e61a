package leapfrog.report.plot;

import java.util.Arrays;
import leapfrog.diagnose.Quantiles;

/**
 * Estimates a density by a Gaussian kernel, with Silverman's bandwidth 0.9 min(sd, IQR / 1.34) n^(−1/5) (Silverman 1986, eq. 3.31). At a
 * bound of the support, what the kernels would put outside is mirrored inwards, so that the density integrates to 1 on the support.
 *
 * @param lower of the support, or −∞
 * @param upper of the support, or ∞
 */
public record KernelDensity(double lower, double upper) {
    /** Kernels are summed over values counted in this many cells, far narrower than any bandwidth that 500 pixels show. */
    private static final int CELLS = 512;

    /** Of values that may lie anywhere. */
    public static final KernelDensity UNBOUNDED = new KernelDensity(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /**
     * @param values finite, in any order
     * @param at where to estimate, ascending and evenly spaced
     * @return the density there; 0 everywhere if there are fewer than two different values
     */
    public double[] of(double[] values, double[] at) {
        double[] density = new double[at.length];
        double bandwidth = bandwidth(values);
        if (!(bandwidth > 0)) {
            return density;
        }
        double low = Arrays.stream(values).min().orElse(0);
        double high = Arrays.stream(values).max().orElse(0);
        double cell = (high - low) / CELLS;
        int[] counts = new int[CELLS];
        for (double value : values) {
            counts[Math.min(CELLS - 1, (int) ((value - low) / cell))]++;
        }
        for (int c = 0; c < CELLS; c++) {
            if (counts[c] > 0) {
                double weight = counts[c] / (values.length * bandwidth * Math.sqrt(2 * Math.PI));
                double center = low + (c + 0.5) * cell;
                add(center, weight, bandwidth, at, density);
                if (center - lower < 5 * bandwidth) {
                    add(2 * lower - center, weight, bandwidth, at, density);
                }
                if (upper - center < 5 * bandwidth) {
                    add(2 * upper - center, weight, bandwidth, at, density);
                }
            }
        }
        return density;
    }

    private void add(double center, double weight, double bandwidth, double[] at, double[] density) {
        for (int i = 0; i < at.length; i++) {
            double z = (at[i] - center) / bandwidth;
            if (Math.abs(z) < 5 && at[i] >= lower && at[i] <= upper) {
                density[i] += weight * Math.exp(-0.5 * z * z);
            }
        }
    }

    static double bandwidth(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(sorted).average().orElse(0);
        double squares = Arrays.stream(sorted).map(v -> (v - mean) * (v - mean)).sum();
        double sd = Math.sqrt(squares / Math.max(1, sorted.length - 1));
        double range = sorted.length == 0 ? 0 : Quantiles.of(sorted, 0.75) - Quantiles.of(sorted, 0.25);
        double spread = range > 0 ? Math.min(sd, range / 1.34) : sd;
        return 0.9 * spread * Math.pow(sorted.length, -0.2);
    }
}
