package leapfrog.bench;

import java.util.Arrays;
import leapfrog.engine.Yardstick;

/** Multiplies and adds, or copies, in plain loops on the caller's core. */
final class CoreYardstick implements Yardstick {
    /** Doubles that stay in the first cache. */
    private static final int SMALL = 1024;
    /** Fused multiply-adds of each of them. */
    private static final int EACH = 10;
    /** Doubles of a copy: 64 MB. */
    private static final int LARGE = 8 << 20;

    private final double[] small = new double[SMALL];
    private final double[] results = new double[SMALL];
    private final double[] from = new double[LARGE];
    private final double[] to = new double[LARGE];

    CoreYardstick() {
        Arrays.setAll(small, i -> 1 + 1e-9 * i);
        Arrays.fill(from, 1);
    }

    @Override
    public double multiplyAdds() {
        multiplyAdd(small, 0.999_999_9, 1e-7, results);
        return (double) SMALL * EACH;
    }

    @Override
    public double copy() {
        System.arraycopy(from, 0, to, 0, LARGE);
        return 2.0 * Double.BYTES * LARGE;
    }

    @Override
    public void close() {
        // Arrays need no closing.
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
