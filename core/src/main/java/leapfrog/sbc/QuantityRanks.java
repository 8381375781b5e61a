package leapfrog.sbc;

/**
 * Holds the ranks of one quantity's true values over all fits of a study, and how far they are from uniform.
 *
 * @param counts [L + 1] how many true values had rank 0 … L among their L draws
 * @param p probability that uniform ranks come as far from uniform ({@link UniformRanks}); NaN if there are none
 * @param adjusted the same, for as many tests as there are quantities (Holm 1979)
 */
public record QuantityRanks(String name, int[] counts, double p, double adjusted) {
    /** Says in which way ranks are not uniform. */
    public enum Departure {
        /** True values lie above the draws too often. */
        TOO_LOW("the posterior lies too low"),
        /** True values lie below the draws too often. */
        TOO_HIGH("the posterior lies too high"),
        /** True values lie outside of the draws too often. */
        TOO_NARROW("the posterior is too narrow"),
        /** True values lie amid the draws too often. */
        TOO_WIDE("the posterior is too wide");

        private final String words;

        Departure(String words) {
            this.words = words;
        }

        /** {@code the posterior is too narrow}. */
        public String words() {
            return words;
        }
    }

    /** Number of ranks. */
    public int fits() {
        int sum = 0;
        for (int count : counts) {
            sum += count;
        }
        return sum;
    }

    /**
     * The way in which these ranks differ most from uniform ones, in standard errors: their mean, or their spread about it. With u = (rank + ½) / (L +
     * 1) these are Σ (u − ½) of variance n / 12, and Σ (u − ū)² − n / 12 of variance n / 180.
     */
    public Departure departure() {
        double ranks = counts.length;
        double n = fits();
        double sum = 0;
        double squares = 0;
        for (int rank = 0; rank < counts.length; rank++) {
            double u = (rank + 0.5) / ranks - 0.5;
            sum += counts[rank] * u;
            squares += counts[rank] * u * u;
        }
        double spread = squares - sum * sum / n - n * (1 - 1 / (ranks * ranks)) / 12;
        if (Math.abs(sum) * Math.sqrt(12) >= Math.abs(spread) * Math.sqrt(180)) {
            return sum > 0 ? Departure.TOO_LOW : Departure.TOO_HIGH;
        }
        return spread > 0 ? Departure.TOO_NARROW : Departure.TOO_WIDE;
    }
}
