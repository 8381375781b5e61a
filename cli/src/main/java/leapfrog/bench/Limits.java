package leapfrog.bench;

import java.util.Arrays;

/**
 * Holds what one core of this machine can do, as plain loops reach it.
 *
 * @param fmaPerNano fused multiply-adds of doubles in the first cache, a nanosecond
 * @param bytesPerNano bytes read and written by a copy that no cache holds, a nanosecond
 */
public record Limits(double fmaPerNano, double bytesPerNano) {
    /** Doubles that stay in the first cache. */
    private static final int SMALL = 1024;
    /** Fused multiply-adds of each of them. */
    private static final int EACH = 10;
    /** Doubles of a copy: 64 MB. */
    private static final int LARGE = 8 << 20;

    /** Measures both, in some seconds. */
    public static Limits measure() {
        double[] small = new double[SMALL];
        Arrays.setAll(small, i -> 1 + 1e-9 * i);
        double[] results = new double[SMALL];
        double multiplyAdd = Stopwatch.ofThread().nanos(() -> multiplyAdd(small, 0.999_999_9, 1e-7, results));
        double[] from = new double[LARGE];
        Arrays.fill(from, 1);
        double[] to = new double[LARGE];
        double copy = Stopwatch.ofThread().nanos(() -> System.arraycopy(from, 0, to, 0, LARGE));
        return new Limits((double) SMALL * EACH / multiplyAdd, 2.0 * Double.BYTES * LARGE / copy);
    }

    /**
     * Elements are independent of each other, so that compilers take several at once, and so are the two halves of what is made of each, so that
     * neither waits; the factors are never the same constants, which would have to be copied each time.
     */
    private static void multiplyAdd(double[] values, double factor, double summand, double[] results) {
        for (int i = 0; i < values.length; i++) {
            double x = values[i];
            double a = Math.fma(x, x, summand);
            double b = Math.fma(a, x, x);
            double c = Math.fma(b, x, a);
            double d = Math.fma(c, b, a);
            double p = Math.fma(x, factor, summand);
            double q = Math.fma(p, x, x);
            double r = Math.fma(q, x, p);
            double s = Math.fma(r, q, p);
            results[i] = Math.fma(d, s, Math.fma(c, r, b));
        }
    }
}
