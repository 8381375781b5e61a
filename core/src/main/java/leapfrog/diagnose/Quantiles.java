package leapfrog.diagnose;

/** Computes sample quantiles by linear interpolation between order statistics: R's type 7, NumPy's default. */
public final class Quantiles {
    private Quantiles() {}

    /**
     * The quantile of sorted values, interpolated as R's type 7.
     *
     * @param sorted ascending, at least one value
     * @param probability in [0, 1]
     */
    public static double of(double[] sorted, double probability) {
        double at = probability * (sorted.length - 1);
        int below = (int) Math.floor(at);
        double share = at - below;
        if (share == 0 || below + 1 == sorted.length) {
            return sorted[below];
        }
        double lower = sorted[below];
        double upper = sorted[below + 1];
        return Double.isInfinite(lower) || Double.isInfinite(upper)
                ? (1 - share) * lower + share * upper
                : lower + share * (upper - lower);
    }
}
