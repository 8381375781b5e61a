package leapfrog.math;

/**
 * Computes e^x with additions, products and fused operations alone, so that it has the same bits in every loop, on every machine and in
 * every language, and processors compute several at a time.
 *
 * <p>x = n ln 2 + r with |r| ≤ ½ ln 2, and e^r = 1 + r + r² P(r) with P the Chebyshev interpolant of degree 9 (relative truncation
 * error 1.7·10⁻¹⁷).
 */
public final class FusedExp {
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final double INVERSE_LN2 = 0x1.71547652b82fep0;
    /** Adding it rounds a double of magnitude below 2⁵¹ to an integer, which stands in the low bits of the sum. */
    private static final double ROUND = 0x1.8p52;
    /** Up to here e^±x is a normal number. */
    private static final double FAR = 708;

    private FusedExp() {}

    /** Within 1 ulp (a subnormal result: within 1 subnormal ulp); exp(−∞) = 0, exp(∞) = ∞, NaN stays NaN. */
    public static double of(double x) {
        if (!(Math.abs(x) <= FAR)) {
            return StrictMath.exp(x);
        }
        double shifted = Math.fma(x, INVERSE_LN2, ROUND);
        double n = shifted - ROUND;
        double r = Math.fma(n, -LN2_LOW, Math.fma(n, -LN2_HIGH, x));
        double r2 = r * r;
        double r4 = r2 * r2;
        // In pairs, which do not wait for one another as one chain of products would.
        double p0 = Math.fma(r, 0.16666666666666669, 0.5000000000000001);
        double p2 = Math.fma(r, 0.008333333333330058, 0.04166666666662409);
        double p4 = Math.fma(r, 0.00019841269863069374, 0.0013888888917234206);
        double p6 = Math.fma(r, 2.755726843551756e-06, 2.4801521264122017e-05);
        double p8 = Math.fma(r, 2.5100397137931663e-08, 2.762010358488696e-07);
        double p = Math.fma(Math.fma(p8, r4, Math.fma(p6, r2, p4)), r4, Math.fma(p2, r2, p0));
        p = Math.fma(p, r2, r) + 1.0;
        // The low bits of n + ROUND are n; added to the exponent they are the factor 2ⁿ.
        long exponent = Double.doubleToRawLongBits(shifted) << 52;
        return Double.longBitsToDouble(Double.doubleToRawLongBits(p) + exponent);
    }
}
