package leapfrog.model.prior;

/**
 * Holds an open interval that a parameter or a density lives on.
 *
 * @param lower or −∞
 * @param upper above lower, or ∞; an empty interval has neither more nor less: {@link #empty()}
 */
public record Support(double lower, double upper) {
    /** All numbers. */
    public static final Support LINE = new Support(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    /** That of scales. */
    public static final Support POSITIVE = new Support(0, Double.POSITIVE_INFINITY);
    /** That of correlations. */
    public static final Support CORRELATION = new Support(-1, 1);

    /** Whether no number lies in it. */
    public boolean empty() {
        return !(lower < upper);
    }

    /** Whether both ends are finite. */
    public boolean bounded() {
        return Double.isFinite(lower) && Double.isFinite(upper);
    }

    /** Whether all of another support lies in this one. */
    public boolean contains(Support other) {
        return lower <= other.lower && other.upper <= upper;
    }

    /** What both have in common; may be empty. */
    public Support and(Support other) {
        return new Support(Math.max(lower, other.lower), Math.min(upper, other.upper));
    }
}
