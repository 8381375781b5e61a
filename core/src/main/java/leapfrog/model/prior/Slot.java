package leapfrog.model.prior;

/**
 * Names one parameter of a model that can have a prior.
 *
 * @param kind its class: {@code Intercept}, {@code b}, {@code sd}, {@code cor}, {@code sigma}, {@code nu}, {@code shape}
 * @param variable the reported name without index: {@code b_floor}, {@code b_county}, {@code sd_county}, {@code sigma}
 * @param element the index, or empty if the variable has none; of {@code cor_county} the pair, {@code Intercept,floor}
 */
public record Slot(String kind, String variable, String element) {
    /** Whether it is positive: all but the population coefficients and the correlations are. */
    public boolean positive() {
        return !kind.equals("Intercept") && !kind.equals("b") && !kind.equals("cor");
    }

    /** Where it lies, whatever its prior. */
    public Support support() {
        if (kind.equals("cor")) {
            return Support.CORRELATION;
        }
        return positive() ? Support.POSITIVE : Support.LINE;
    }

    /** {@code sd_county[floor]}. */
    public String name() {
        return element.isEmpty() ? variable : variable + "[" + element + "]";
    }
}
