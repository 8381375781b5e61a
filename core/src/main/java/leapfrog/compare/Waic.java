package leapfrog.compare;

/**
 * Holds the widely applicable information criterion on the scale of the log score (Watanabe 2010; Vehtari, Gelman and Gabry 2017,
 * doi:10.1007/s11222-016-9696-4).
 *
 * @param elpd log p(y_i | y) − p_i, row by row
 * @param p variance over the draws of log p(y_i | θ), row by row
 */
public record Waic(Elpd elpd, Elpd p) {
    /** A row with a greater p makes the criterion untrustworthy. */
    public static final double GREATEST_TRUSTED = 0.4;

    /** Number of rows whose p is too great. */
    public int untrusted() {
        int count = 0;
        for (double value : p.pointwise()) {
            count += value <= GREATEST_TRUSTED ? 0 : 1;
        }
        return count;
    }
}
