package leapfrog.math;

/** Computes hyperbolic functions that the JDK has not, without overflow and without cancellation near 0. */
public final class Hyperbolic {
    private static final double LARGE = 1e150;

    private Hyperbolic() {}

    /** log cosh x = |x| + log1p(exp(−2 |x|)) − log 2. */
    public static double logCosh(double x) {
        double size = Math.abs(x);
        return size + Math.log1p(Math.exp(-2 * size)) - Math.log(2);
    }

    /** asinh x = log(x + √(1 + x²)). */
    public static double asinh(double x) {
        double size = Math.abs(x);
        return Math.copySign(
                size > LARGE
                        ? Math.log(2) + Math.log(size)
                        : Math.log1p(size + size * size / (1 + Math.sqrt(1 + size * size))),
                x);
    }
}
