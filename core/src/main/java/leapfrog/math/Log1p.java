package leapfrog.math;

/**
 * Computes log(1 + x) with one logarithm and basic operations, so that it can be compiled for devices that have no such function.
 *
 * <p>With u = 1 + x rounded, log(1 + x) = log u + log(1 + e / u) for the rounding error e = x − (u − 1), which is exact; e / u stands for the
 * second logarithm, which it differs from by less than 10⁻³². Source of the correction: W. Kahan, as in HP-15C (1982).
 */
public final class Log1p {
    private Log1p() {}

    /** Within 2 ulp where the logarithm is within 1. @param x ≥ 0; NaN gives NaN, ∞ gives ∞ */
    public static double of(double x) {
        double u = 1.0 + x;
        return u <= Double.MAX_VALUE ? Math.log(u) + (x - (u - 1.0)) / u : u;
    }
}
