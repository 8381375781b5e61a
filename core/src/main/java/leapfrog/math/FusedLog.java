package leapfrog.math;

/**
 * Computes the natural logarithm with additions, products, quotients and fused operations alone and without a branch: so it has the same
 * bits in every loop, on every machine and in every language, and compilers make SIMD instructions of it.
 *
 * <p>x = 2ⁿ m with √½ ≤ m &lt; √2, f = m − 1, and log m by the polynomial of fdlibm's {@code __ieee754_log} (Sun Microsystems, 1993),
 * from which this differs in its fused operations and in one formula where that has three.
 */
public final class FusedLog {
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));

    private FusedLog() {}

    /** Within 1 ulp. @param x positive, normal and finite */
    public static double of(double x) {
        long bits = Double.doubleToRawLongBits(x);
        long exponent = bits - SQRT_HALF_BITS >> 52;
        double n = exponent;
        double f = Double.longBitsToDouble(bits - (exponent << 52)) - 1.0;
        double s = f / (f + 2.0);
        double z = s * s;
        double p = 1.479819860511658591e-01;
        p = Math.fma(p, z, 1.531383769920937332e-01);
        p = Math.fma(p, z, 1.818357216161805012e-01);
        p = Math.fma(p, z, 2.222219843214978396e-01);
        p = Math.fma(p, z, 2.857142874366239149e-01);
        p = Math.fma(p, z, 3.999999999940941908e-01);
        p = Math.fma(p, z, 6.666666666666735130e-01);
        double halfSquare = 0.5 * f * f;
        double tail = Math.fma(s, Math.fma(p, z, halfSquare), n * LN2_LOW);
        return Math.fma(n, LN2_HIGH, f - (halfSquare - tail));
    }
}
