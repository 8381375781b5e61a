package leapfrog.nuts;

import static leapfrog.engine.Alignment.FIRST;

/** Computes the sampler's vector loops element by element; defines the bits that every other form has to give. */
public final class ScalarArithmetic implements Arithmetic {
    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public boolean available() {
        return true;
    }

    @Override
    public void kickDrift(
            double[] position,
            double[] momentum,
            double[] gradient,
            double[] scale,
            double stepSize,
            double[] nextPosition,
            double[] nextMomentum,
            int n) {
        double half = 0.5 * stepSize;
        for (int i = FIRST; i < FIRST + n; i++) {
            double p = Math.fma(half, scale[i] * gradient[i], momentum[i]);
            nextMomentum[i] = p;
            nextPosition[i] = Math.fma(stepSize, scale[i] * p, position[i]);
        }
    }

    @Override
    public double kick(double[] momentum, double[] gradient, double[] scale, double stepSize, int n) {
        double half = 0.5 * stepSize;
        for (int i = FIRST; i < FIRST + n; i++) {
            momentum[i] = Math.fma(half, scale[i] * gradient[i], momentum[i]);
        }
        return dot(momentum, momentum, n);
    }

    @Override
    public double dot(double[] a, double[] b, int n) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int i = FIRST;
        int end = FIRST + n;
        for (; i <= end - 8; i += 8) {
            s0 = Math.fma(a[i], b[i], s0);
            s1 = Math.fma(a[i + 1], b[i + 1], s1);
            s2 = Math.fma(a[i + 2], b[i + 2], s2);
            s3 = Math.fma(a[i + 3], b[i + 3], s3);
            s4 = Math.fma(a[i + 4], b[i + 4], s4);
            s5 = Math.fma(a[i + 5], b[i + 5], s5);
            s6 = Math.fma(a[i + 6], b[i + 6], s6);
            s7 = Math.fma(a[i + 7], b[i + 7], s7);
        }
        int rest = end - i;
        s0 = rest > 0 ? Math.fma(a[i], b[i], s0) : s0;
        s1 = rest > 1 ? Math.fma(a[i + 1], b[i + 1], s1) : s1;
        s2 = rest > 2 ? Math.fma(a[i + 2], b[i + 2], s2) : s2;
        s3 = rest > 3 ? Math.fma(a[i + 3], b[i + 3], s3) : s3;
        s4 = rest > 4 ? Math.fma(a[i + 4], b[i + 4], s4) : s4;
        s5 = rest > 5 ? Math.fma(a[i + 5], b[i + 5], s5) : s5;
        s6 = rest > 6 ? Math.fma(a[i + 6], b[i + 6], s6) : s6;
        return join(s0, s1, s2, s3, s4, s5, s6, s7);
    }

    @Override
    public boolean joinLeaves(double[] a, double[] b, int n) {
        return sumDot(a, b, a, n) > 0 && sumDot(a, b, b, n) > 0;
    }

    @Override
    public boolean joinPairs(
            double[] firstA, double[] lastA, double[] firstB, double[] lastB, double[] rho, double[] spare, int n) {
        add(firstA, lastA, rho, n);
        add(firstB, lastB, spare, n);
        return joinSpans(rho, firstA, lastA, spare, firstB, lastB, rho, n);
    }

    @Override
    public boolean joinSpans(
            double[] rhoA,
            double[] firstA,
            double[] lastA,
            double[] rhoB,
            double[] firstB,
            double[] lastB,
            double[] rho,
            int n) {
        if (!(sumDot(rhoA, firstB, firstA, n) > 0
                && sumDot(rhoA, firstB, firstB, n) > 0
                && sumDot(rhoB, lastA, lastA, n) > 0
                && sumDot(rhoB, lastA, lastB, n) > 0)) {
            return false;
        }
        add(rhoA, rhoB, rho, n);
        return dot(rho, firstA, n) > 0 && dot(rho, lastB, n) > 0;
    }

    @Override
    public void interleave(double[][] points, int count, int n, double[] target, int at, int lanes) {
        if (lanes == 1) {
            System.arraycopy(points[0], FIRST, target, at, n);
            return;
        }
        for (int lane = 0; lane < lanes; lane++) {
            double[] point = points[lane < count ? lane : 0];
            for (int d = 0; d < n; d++) {
                target[at + d * lanes + lane] = point[FIRST + d];
            }
        }
    }

    @Override
    public void deinterleave(double[] source, int at, int lanes, double[][] points, int count, int n) {
        if (lanes == 1) {
            System.arraycopy(source, at, points[0], FIRST, n);
            return;
        }
        for (int lane = 0; lane < count; lane++) {
            double[] point = points[lane];
            for (int d = 0; d < n; d++) {
                point[FIRST + d] = source[at + d * lanes + lane];
            }
        }
    }

    private static void add(double[] a, double[] b, double[] sum, int n) {
        for (int i = FIRST; i < FIRST + n; i++) {
            sum[i] = a[i] + b[i];
        }
    }

    /** Σ (a[i] + b[i])·c[i] in the order of {@link #dot}. */
    private static double sumDot(double[] a, double[] b, double[] c, int n) {
        double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0, s5 = 0, s6 = 0, s7 = 0;
        int i = FIRST;
        int end = FIRST + n;
        for (; i <= end - 8; i += 8) {
            s0 = Math.fma(a[i] + b[i], c[i], s0);
            s1 = Math.fma(a[i + 1] + b[i + 1], c[i + 1], s1);
            s2 = Math.fma(a[i + 2] + b[i + 2], c[i + 2], s2);
            s3 = Math.fma(a[i + 3] + b[i + 3], c[i + 3], s3);
            s4 = Math.fma(a[i + 4] + b[i + 4], c[i + 4], s4);
            s5 = Math.fma(a[i + 5] + b[i + 5], c[i + 5], s5);
            s6 = Math.fma(a[i + 6] + b[i + 6], c[i + 6], s6);
            s7 = Math.fma(a[i + 7] + b[i + 7], c[i + 7], s7);
        }
        int rest = end - i;
        s0 = rest > 0 ? Math.fma(a[i] + b[i], c[i], s0) : s0;
        s1 = rest > 1 ? Math.fma(a[i + 1] + b[i + 1], c[i + 1], s1) : s1;
        s2 = rest > 2 ? Math.fma(a[i + 2] + b[i + 2], c[i + 2], s2) : s2;
        s3 = rest > 3 ? Math.fma(a[i + 3] + b[i + 3], c[i + 3], s3) : s3;
        s4 = rest > 4 ? Math.fma(a[i + 4] + b[i + 4], c[i + 4], s4) : s4;
        s5 = rest > 5 ? Math.fma(a[i + 5] + b[i + 5], c[i + 5], s5) : s5;
        s6 = rest > 6 ? Math.fma(a[i + 6] + b[i + 6], c[i + 6], s6) : s6;
        return join(s0, s1, s2, s3, s4, s5, s6, s7);
    }

    private static double join(double s0, double s1, double s2, double s3, double s4, double s5, double s6, double s7) {
        return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7));
    }
}
