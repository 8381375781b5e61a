package leapfrog.diagnose;

/** Adds numbers up in eight partial sums side by side, which processors do many times faster than in one, and no less exactly. */
final class Sums {
    /** Lags of which {@link #products} are computed together. */
    static final int LAGS = 4;

    private Sums() {}

    /** Σ x_i, from ≤ i < to. */
    static double of(double[] x, int from, int to) {
        double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
        int i = from;
        for (; i + 7 < to; i += 8) {
            a += x[i];
            b += x[i + 1];
            c += x[i + 2];
            d += x[i + 3];
            e += x[i + 4];
            f += x[i + 5];
            g += x[i + 6];
            h += x[i + 7];
        }
        for (; i < to; i++) {
            a += x[i];
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }

    /** Σ (x_i − m)², from ≤ i < to. */
    static double squares(double[] x, int from, int to, double m) {
        double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
        int i = from;
        for (; i + 7 < to; i += 8) {
            a = Math.fma(x[i] - m, x[i] - m, a);
            b = Math.fma(x[i + 1] - m, x[i + 1] - m, b);
            c = Math.fma(x[i + 2] - m, x[i + 2] - m, c);
            d = Math.fma(x[i + 3] - m, x[i + 3] - m, d);
            e = Math.fma(x[i + 4] - m, x[i + 4] - m, e);
            f = Math.fma(x[i + 5] - m, x[i + 5] - m, f);
            g = Math.fma(x[i + 6] - m, x[i + 6] - m, g);
            h = Math.fma(x[i + 7] - m, x[i + 7] - m, h);
        }
        for (; i < to; i++) {
            a = Math.fma(x[i] - m, x[i] - m, a);
        }
        return ((a + b) + (c + d)) + ((e + f) + (g + h));
    }

    /**
     * Adds Σ x_i x_{i+k}, from ≤ i < to − k, to sums[k] for the four lags k from the given one on: together they read each value once where
     * each alone would read it twice.
     */
    static void products(double[] x, int from, int to, int lag, double[] sums) {
        double a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0;
        int i = from;
        for (int j = i + lag; j + 6 < to; i += 4, j += 4) {
            double x0 = x[i], x1 = x[i + 1], x2 = x[i + 2], x3 = x[i + 3];
            double y1 = x[j + 1], y2 = x[j + 2], y3 = x[j + 3], y4 = x[j + 4], y5 = x[j + 5];
            a = Math.fma(x0, x[j], a);
            b = Math.fma(x0, y1, b);
            c = Math.fma(x0, y2, c);
            d = Math.fma(x0, y3, d);
            e = Math.fma(x1, y1, e);
            f = Math.fma(x1, y2, f);
            g = Math.fma(x1, y3, g);
            h = Math.fma(x1, y4, h);
            a = Math.fma(x2, y2, a);
            b = Math.fma(x2, y3, b);
            c = Math.fma(x2, y4, c);
            d = Math.fma(x2, y5, d);
            e = Math.fma(x3, y3, e);
            f = Math.fma(x3, y4, f);
            g = Math.fma(x3, y5, g);
            h = Math.fma(x3, x[j + 6], h);
        }
        sums[lag] += a + e;
        sums[lag + 1] += b + f;
        sums[lag + 2] += c + g;
        sums[lag + 3] += d + h;
        for (; i + lag < to; i++) {
            for (int k = lag; k < lag + LAGS && i + k < to; k++) {
                sums[k] = Math.fma(x[i], x[i + k], sums[k]);
            }
        }
    }
}
