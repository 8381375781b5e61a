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
    /** Fused multiply-adds of each of them, one after the other. */
    private static final int DEPTH = 8;
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
        return new Limits((double) SMALL * DEPTH / multiplyAdd, 2.0 * Double.BYTES * LARGE / copy);
    }

    /** Elements are independent of each other, so that compilers take several at once; none is read that was just written. */
    private static void multiplyAdd(double[] values, double factor, double summand, double[] results) {
        for (int i = 0; i < values.length; i++) {
            double x = values[i];
            double y = Math.fma(Math.fma(x, factor, summand), factor, summand);
            double z = Math.fma(Math.fma(y, factor, summand), factor, summand);
            double u = Math.fma(Math.fma(z, factor, summand), factor, summand);
            results[i] = Math.fma(Math.fma(u, factor, summand), factor, summand);
        }
    }
}
