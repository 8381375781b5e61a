package leapfrog.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes the loops of {@link SimdArithmetic} with the bits that {@link leapfrog.nuts.Arithmetic} defines: its eight accumulators
 * are the lanes of one vector of 8, two of 4 or four of 2.
 *
 * <p>Methods are small on purpose: in large ones the compiler stops inlining the Vector API, and boxes.
 */
final class VectorLoops {
    private static final VectorSpecies<Double> S = Lanes.PREFERRED;
    private static final int L = S.length();
    /** Whether one vector holds all eight accumulators. */
    private static final boolean WIDE = L == 8;

    private static final boolean NARROW = L == 2;
    private static final VectorShuffle<Double> BY_FOUR = S.iotaShuffle(4, 1, true);
    private static final VectorShuffle<Double> BY_TWO = S.iotaShuffle(2, 1, true);

    private VectorLoops() {}

    /** For loops without sums: 64-byte accesses would each cross a cache line, as Java's arrays start 16 bytes after one. */
    private static final VectorSpecies<Double> E = WIDE ? DoubleVector.SPECIES_256 : S;

    private static final VectorShuffle<Double> E_BY_TWO = E.iotaShuffle(2, 1, true);

    static void kickDrift(
            double[] position,
            double[] momentum,
            double[] gradient,
            double[] scale,
            double stepSize,
            double[] nextPosition,
            double[] nextMomentum,
            int n) {
        DoubleVector step = DoubleVector.broadcast(E, stepSize);
        DoubleVector half = DoubleVector.broadcast(E, 0.5 * stepSize);
        int i = 0;
        for (; i <= n - E.length(); i += E.length()) {
            DoubleVector s = DoubleVector.fromArray(E, scale, i);
            DoubleVector p =
                    half.fma(s.mul(DoubleVector.fromArray(E, gradient, i)), DoubleVector.fromArray(E, momentum, i));
            p.intoArray(nextMomentum, i);
            step.fma(s.mul(p), DoubleVector.fromArray(E, position, i)).intoArray(nextPosition, i);
        }
        for (; i < n; i++) {
            double p = Math.fma(0.5 * stepSize, scale[i] * gradient[i], momentum[i]);
            nextMomentum[i] = p;
            nextPosition[i] = Math.fma(stepSize, scale[i] * p, position[i]);
        }
    }

    static double kick(double[] momentum, double[] gradient, double[] scale, double stepSize, int n) {
        if (WIDE) {
            return kickWide(momentum, gradient, scale, stepSize, n);
        }
        DoubleVector half = DoubleVector.broadcast(S, 0.5 * stepSize);
        int i = 0;
        for (; i <= n - L; i += L) {
            DoubleVector s = DoubleVector.fromArray(S, scale, i);
            half.fma(s.mul(DoubleVector.fromArray(S, gradient, i)), DoubleVector.fromArray(S, momentum, i))
                    .intoArray(momentum, i);
        }
        for (; i < n; i++) {
            momentum[i] = Math.fma(0.5 * stepSize, scale[i] * gradient[i], momentum[i]);
        }
        return dot(momentum, momentum, n);
    }

    /** In two vectors of four: accumulators 0 … 3 and 4 … 7. */
    private static double kickWide(double[] momentum, double[] gradient, double[] scale, double stepSize, int n) {
        DoubleVector half = DoubleVector.broadcast(E, 0.5 * stepSize);
        DoubleVector low = DoubleVector.zero(E);
        DoubleVector high = DoubleVector.zero(E);
        int i = 0;
        for (; i <= n - 8; i += 8) {
            DoubleVector p = half.fma(
                    DoubleVector.fromArray(E, scale, i).mul(DoubleVector.fromArray(E, gradient, i)),
                    DoubleVector.fromArray(E, momentum, i));
            DoubleVector q = half.fma(
                    DoubleVector.fromArray(E, scale, i + 4).mul(DoubleVector.fromArray(E, gradient, i + 4)),
                    DoubleVector.fromArray(E, momentum, i + 4));
            p.intoArray(momentum, i);
            q.intoArray(momentum, i + 4);
            low = p.fma(p, low);
            high = q.fma(q, high);
        }
        for (; i < n; i += 4) {
            VectorMask<Double> m = E.indexInRange(i, n);
            DoubleVector p = half.fma(
                    DoubleVector.fromArray(E, scale, i, m).mul(DoubleVector.fromArray(E, gradient, i, m)),
                    DoubleVector.fromArray(E, momentum, i, m));
            p.intoArray(momentum, i, m);
            // The first of at most two belongs to the low accumulators.
            if ((i & 4) == 0) {
                low = low.blend(p.fma(p, low), m);
            } else {
                high = high.blend(p.fma(p, high), m);
            }
        }
        DoubleVector four = low.add(high);
        DoubleVector two = four.add(four.rearrange(E_BY_TWO));
        return two.lane(0) + two.lane(1);
    }

    static double dot(double[] a, double[] b, int n) {
        DoubleVector sum0 = DoubleVector.zero(S);
        DoubleVector sum1 = DoubleVector.zero(S);
        DoubleVector sum2 = DoubleVector.zero(S);
        DoubleVector sum3 = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - 8; i += 8) {
            sum0 = DoubleVector.fromArray(S, a, i).fma(DoubleVector.fromArray(S, b, i), sum0);
            if (!WIDE) {
                sum1 = DoubleVector.fromArray(S, a, i + L).fma(DoubleVector.fromArray(S, b, i + L), sum1);
            }
            if (NARROW) {
                sum2 = DoubleVector.fromArray(S, a, i + 2 * L).fma(DoubleVector.fromArray(S, b, i + 2 * L), sum2);
                sum3 = DoubleVector.fromArray(S, a, i + 3 * L).fma(DoubleVector.fromArray(S, b, i + 3 * L), sum3);
            }
        }
        if (i < n) {
            sum0 = tail(a, b, i, n, sum0);
            if (!WIDE && i + L < n) {
                sum1 = tail(a, b, i + L, n, sum1);
            }
            if (NARROW && i + 2 * L < n) {
                sum2 = tail(a, b, i + 2 * L, n, sum2);
            }
            if (NARROW && i + 3 * L < n) {
                sum3 = tail(a, b, i + 3 * L, n, sum3);
            }
        }
        return joinLanes(NARROW ? sum0.add(sum2).add(sum1.add(sum3)) : WIDE ? sum0 : sum0.add(sum1));
    }

    static boolean joinLeaves(double[] a, double[] b, double[] rho, int n) {
        if (!WIDE) {
            add(a, b, rho, n);
            return dot(rho, a, n) > 0 && dot(rho, b, n) > 0;
        }
        return joinWide(a, b, a, b, rho, n);
    }

    static boolean joinSpans(
            double[] rhoA,
            double[] firstA,
            double[] lastA,
            double[] rhoB,
            double[] firstB,
            double[] lastB,
            double[] rho,
            int n) {
        if (WIDE) {
            return agreesWide(rhoA, firstB, firstA, firstB, n)
                    && agreesWide(rhoB, lastA, lastA, lastB, n)
                    && joinWide(rhoA, rhoB, firstA, lastB, rho, n);
        }
        boolean straight = agrees(rhoA, firstB, firstA, firstB, n)
                && agrees(rhoB, lastA, lastA, lastB, n)
                && agrees(rhoA, rhoB, firstA, lastB, n);
        if (straight) {
            add(rhoA, rhoB, rho, n);
        }
        return straight;
    }

    /**
     * Whether (a + b)·x > 0 and (a + b)·y > 0, with rho ← a + b, in vectors of 8. All six products of a join in one method are more vector
     * operations than the compiler inlines, and one that it does not inline is boxed.
     */
    private static boolean joinWide(double[] a, double[] b, double[] x, double[] y, double[] rho, int n) {
        DoubleVector byX = DoubleVector.zero(S);
        DoubleVector byY = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - L; i += L) {
            DoubleVector sum = DoubleVector.fromArray(S, a, i).add(DoubleVector.fromArray(S, b, i));
            sum.intoArray(rho, i);
            byX = sum.fma(DoubleVector.fromArray(S, x, i), byX);
            byY = sum.fma(DoubleVector.fromArray(S, y, i), byY);
        }
        if (i < n) {
            // Lanes beyond n hold zeros, which change no sign of a sum.
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector sum = DoubleVector.fromArray(S, a, i, m).add(DoubleVector.fromArray(S, b, i, m));
            sum.intoArray(rho, i, m);
            byX = sum.fma(DoubleVector.fromArray(S, x, i, m), byX);
            byY = sum.fma(DoubleVector.fromArray(S, y, i, m), byY);
        }
        return joinLanes(byX) > 0 && joinLanes(byY) > 0;
    }

    /** Whether (a + b)·x > 0 and (a + b)·y > 0, in vectors of 8. */
    private static boolean agreesWide(double[] a, double[] b, double[] x, double[] y, int n) {
        DoubleVector byX = DoubleVector.zero(S);
        DoubleVector byY = DoubleVector.zero(S);
        int i = 0;
        for (; i <= n - L; i += L) {
            DoubleVector sum = DoubleVector.fromArray(S, a, i).add(DoubleVector.fromArray(S, b, i));
            byX = sum.fma(DoubleVector.fromArray(S, x, i), byX);
            byY = sum.fma(DoubleVector.fromArray(S, y, i), byY);
        }
        if (i < n) {
            VectorMask<Double> m = S.indexInRange(i, n);
            DoubleVector sum = DoubleVector.fromArray(S, a, i, m).add(DoubleVector.fromArray(S, b, i, m));
            byX = sum.fma(DoubleVector.fromArray(S, x, i, m), byX);
            byY = sum.fma(DoubleVector.fromArray(S, y, i, m), byY);
        }
        return joinLanes(byX) > 0 && joinLanes(byY) > 0;
    }

    /** Whether (a + b)·x > 0 and (a + b)·y > 0, with vectors of 2 or 4. */
    private static boolean agrees(double[] a, double[] b, double[] x, double[] y, int n) {
        return sumDot(a, b, x, n) > 0 && sumDot(a, b, y, n) > 0;
    }

    private static void add(double[] a, double[] b, double[] sum, int n) {
        int i = 0;
        for (; i <= n - L; i += L) {
            DoubleVector.fromArray(S, a, i).add(DoubleVector.fromArray(S, b, i)).intoArray(sum, i);
        }
        for (; i < n; i++) {
            sum[i] = a[i] + b[i];
        }
    }

    /** Σ (a[i] + b[i])·c[i] with vectors of 2 or 4. */
    private static double sumDot(double[] a, double[] b, double[] c, int n) {
        DoubleVector sum0 = DoubleVector.zero(S);
        DoubleVector sum1 = DoubleVector.zero(S);
        DoubleVector sum2 = DoubleVector.zero(S);
        DoubleVector sum3 = DoubleVector.zero(S);
        for (int i = 0; i < n; i += 8) {
            sum0 = sumTail(a, b, c, i, n, sum0);
            if (i + L < n) {
                sum1 = sumTail(a, b, c, i + L, n, sum1);
            }
            if (NARROW && i + 2 * L < n) {
                sum2 = sumTail(a, b, c, i + 2 * L, n, sum2);
            }
            if (NARROW && i + 3 * L < n) {
                sum3 = sumTail(a, b, c, i + 3 * L, n, sum3);
            }
        }
        return joinLanes(NARROW ? sum0.add(sum2).add(sum1.add(sum3)) : sum0.add(sum1));
    }

    private static DoubleVector tail(double[] a, double[] b, int i, int n, DoubleVector sum) {
        VectorMask<Double> m = S.indexInRange(i, n);
        return sum.blend(DoubleVector.fromArray(S, a, i, m).fma(DoubleVector.fromArray(S, b, i, m), sum), m);
    }

    private static DoubleVector sumTail(double[] a, double[] b, double[] c, int i, int n, DoubleVector sum) {
        if (i <= n - L) {
            return DoubleVector.fromArray(S, a, i)
                    .add(DoubleVector.fromArray(S, b, i))
                    .fma(DoubleVector.fromArray(S, c, i), sum);
        }
        VectorMask<Double> m = S.indexInRange(i, n);
        DoubleVector ab = DoubleVector.fromArray(S, a, i, m).add(DoubleVector.fromArray(S, b, i, m));
        return sum.blend(ab.fma(DoubleVector.fromArray(S, c, i, m), sum), m);
    }

    /** Joins accumulators, those of lanes 4 apart already joined where a vector is narrower than 8. */
    private static double joinLanes(DoubleVector sum) {
        DoubleVector four = WIDE ? sum.add(sum.rearrange(BY_FOUR)) : sum;
        DoubleVector two = NARROW ? four : four.add(four.rearrange(BY_TWO));
        return two.lane(0) + two.lane(1);
    }
}
