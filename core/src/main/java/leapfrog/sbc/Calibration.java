package leapfrog.sbc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Judges a study: each quantity's ranks by their p-value, and all together by Holm's rule, which holds the probability of calling any of them
 * uneven, where none is, to {@link #ERROR} however they depend on each other.
 *
 * @param draws L, among which each true value was ranked
 * @param quantities in the model's order
 */
public record Calibration(int draws, List<QuantityRanks> quantities) {
    /** Probability that a calibrated model is called uncalibrated, at most. */
    public static final double ERROR = 0.01;

    /** Takes an unmodifiable copy. */
    public Calibration {
        quantities = List.copyOf(quantities);
    }

    /**
     * Judges counts of ranks.
     *
     * @param counts [L + 1] of each quantity, in the order in which they are to stand
     */
    public static Calibration of(int draws, Map<String, int[]> counts) {
        List<QuantityRanks> single = counts.entrySet().parallelStream()
                .map(entry -> alone(draws, entry.getKey(), entry.getValue()))
                .toList();
        double[] adjusted = holm(single.stream().mapToDouble(QuantityRanks::p).toArray());
        List<QuantityRanks> all = new ArrayList<>();
        for (int k = 0; k < adjusted.length; k++) {
            QuantityRanks one = single.get(k);
            all.add(new QuantityRanks(one.name(), one.counts(), one.p(), adjusted[k]));
        }
        return new Calibration(draws, all);
    }

    private static QuantityRanks alone(int draws, String name, int[] counts) {
        int n = IntStream.of(counts).sum();
        double p = n == 0 ? Double.NaN : new UniformRanks(n, draws).pValue(counts);
        return new QuantityRanks(name, counts, p, p);
    }

    /** Holm's adjusted p-values: of the k-th smallest of m the greatest of (m + 1 − i) p_(i), i ≤ k; NaN takes no part. */
    static double[] holm(double[] p) {
        double[] adjusted = p.clone();
        int[] order = IntStream.range(0, p.length)
                .filter(k -> !Double.isNaN(p[k]))
                .boxed()
                .sorted(Comparator.comparingDouble(k -> p[k]))
                .mapToInt(Integer::intValue)
                .toArray();
        double greatest = 0;
        for (int k = 0; k < order.length; k++) {
            greatest = Math.max(greatest, Math.min(1, (order.length - k) * p[order[k]]));
            adjusted[order[k]] = greatest;
        }
        return adjusted;
    }

    /** Quantities whose ranks are not uniform, those first that are farthest from it. */
    public List<QuantityRanks> uneven() {
        return quantities.stream()
                .filter(quantity -> quantity.adjusted() < ERROR)
                .sorted(Comparator.comparingDouble(QuantityRanks::p))
                .toList();
    }

    /** Whether nothing speaks against it. */
    public boolean calibrated() {
        return uneven().isEmpty();
    }
}
