package leapfrog.compare;

/**
 * Holds an expected log pointwise predictive density, or a part or difference of such, row by row (Vehtari, Gelman and Gabry 2017,
 * doi:10.1007/s11222-016-9696-4).
 *
 * @param pointwise [rows]
 */
public record Elpd(double[] pointwise) {
    /** Σ over the rows. */
    public double estimate() {
        double sum = 0;
        for (double value : pointwise) {
            sum += value;
        }
        return sum;
    }

    /** √(n · sample variance over the n rows); NaN for one row. */
    public double standardError() {
        int n = pointwise.length;
        double mean = estimate() / n;
        double squares = 0;
        for (double value : pointwise) {
            squares += (value - mean) * (value - mean);
        }
        return Math.sqrt(n * (squares / (n - 1)));
    }

    /** Row by row this less the other; its standard error is that of the difference, the rows being paired. */
    public Elpd minus(Elpd other) {
        double[] difference = new double[pointwise.length];
        for (int i = 0; i < difference.length; i++) {
            difference[i] = pointwise[i] - other.pointwise[i];
        }
        return new Elpd(difference);
    }
}
