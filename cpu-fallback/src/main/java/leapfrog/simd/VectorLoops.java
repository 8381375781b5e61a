package leapfrog.simd;

import static leapfrog.engine.Alignment.FIRST;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes the loops of {@link SimdArithmetic} over a multiple of eight numbers, with the bits that {@link leapfrog.nuts.Arithmetic}
 * defines: its eight accumulators are the lanes of one vector of 8, two of 4 or four of 2.
 *
 * <p>No vector goes into a method or out of it: where the compiler has inlined much already it no longer inlines ours, and a vector
 * that crosses a call is boxed. It always inlines the Vector API's.
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

    static void kickDrift(
            double[] position,
            double[] momentum,
            double[] gradient,
            double[] scale,
            double stepSize,
            double[] nextPosition,
            double[] nextMomentum,
            int n) {
        DoubleVector step = DoubleVector.broadcast(S, stepSize);
        DoubleVector half = DoubleVector.broadcast(S, 0.5 * stepSize);
        for (int i = FIRST; i < FIRST + n; i += L) {
            DoubleVector s = DoubleVector.fromArray(S, scale, i);
            DoubleVector p =
                    half.fma(s.mul(DoubleVector.fromArray(S, gradient, i)), DoubleVector.fromArray(S, momentum, i));
            p.intoArray(nextMomentum, i);
            step.fma(s.mul(p), DoubleVector.fromArray(S, position, i)).intoArray(nextPosition, i);
        }
    }

    static double kick(double[] momentum, double[] gradient, double[] scale, double stepSize, int n) {
        DoubleVector half = DoubleVector.broadcast(S, 0.5 * stepSize);
        // All accumulators, two of four or four of two.
        DoubleVector sum0 = DoubleVector.zero(S);
        DoubleVector sum1 = DoubleVector.zero(S);
        DoubleVector sum2 = DoubleVector.zero(S);
        DoubleVector sum3 = DoubleVector.zero(S);
        for (int i = FIRST; i < FIRST + n; i += 8) {
            DoubleVector kick = DoubleVector.fromArray(S, scale, i).mul(DoubleVector.fromArray(S, gradient, i));
            DoubleVector p = half.fma(kick, DoubleVector.fromArray(S, momentum, i));
            p.intoArray(momentum, i);
            sum0 = p.fma(p, sum0);
            if (!WIDE) {
                kick = DoubleVector.fromArray(S, scale, i + L).mul(DoubleVector.fromArray(S, gradient, i + L));
                p = half.fma(kick, DoubleVector.fromArray(S, momentum, i + L));
                p.intoArray(momentum, i + L);
                sum1 = p.fma(p, sum1);
            }
            if (NARROW) {
                kick = DoubleVector.fromArray(S, scale, i + 2 * L).mul(DoubleVector.fromArray(S, gradient, i + 2 * L));
                p = half.fma(kick, DoubleVector.fromArray(S, momentum, i + 2 * L));
                p.intoArray(momentum, i + 2 * L);
                sum2 = p.fma(p, sum2);
                kick = DoubleVector.fromArray(S, scale, i + 3 * L).mul(DoubleVector.fromArray(S, gradient, i + 3 * L));
                p = half.fma(kick, DoubleVector.fromArray(S, momentum, i + 3 * L));
                p.intoArray(momentum, i + 3 * L);
                sum3 = p.fma(p, sum3);
            }
        }
        if (NARROW) {
            sum0 = sum0.add(sum2).add(sum1.add(sum3));
        } else {
            sum0 = sum0.add(WIDE ? sum0.rearrange(BY_FOUR) : sum1);
            sum0 = sum0.add(sum0.rearrange(BY_TWO));
        }
        return sum0.lane(0) + sum0.lane(1);
    }

    static double kickKickDrift(
            double[] position,
            double[] momentum,
            double[] gradient,
            double[] scale,
            double stepSize,
            double[] nextPosition,
            double[] nextMomentum,
            int n) {
        if (NARROW) {
            double squares = kick(momentum, gradient, scale, stepSize, n);
            kickDrift(position, momentum, gradient, scale, stepSize, nextPosition, nextMomentum, n);
            return squares;
        }
        DoubleVector step = DoubleVector.broadcast(S, stepSize);
        DoubleVector half = DoubleVector.broadcast(S, 0.5 * stepSize);
        // All accumulators, or 0 … 3 and 4 … 7.
        DoubleVector low = DoubleVector.zero(S);
        DoubleVector high = DoubleVector.zero(S);
        for (int i = FIRST; i < FIRST + n; i += 8) {
            DoubleVector s = DoubleVector.fromArray(S, scale, i);
            DoubleVector kick = s.mul(DoubleVector.fromArray(S, gradient, i));
            DoubleVector p = half.fma(kick, DoubleVector.fromArray(S, momentum, i));
            p.intoArray(momentum, i);
            low = p.fma(p, low);
            p = half.fma(kick, p);
            p.intoArray(nextMomentum, i);
            step.fma(s.mul(p), DoubleVector.fromArray(S, position, i)).intoArray(nextPosition, i);
            if (!WIDE) {
                s = DoubleVector.fromArray(S, scale, i + L);
                kick = s.mul(DoubleVector.fromArray(S, gradient, i + L));
                p = half.fma(kick, DoubleVector.fromArray(S, momentum, i + L));
                p.intoArray(momentum, i + L);
                high = p.fma(p, high);
                p = half.fma(kick, p);
                p.intoArray(nextMomentum, i + L);
                step.fma(s.mul(p), DoubleVector.fromArray(S, position, i + L)).intoArray(nextPosition, i + L);
            }
        }
        low = low.add(WIDE ? low.rearrange(BY_FOUR) : high);
        low = low.add(low.rearrange(BY_TWO));
        return low.lane(0) + low.lane(1);
    }

    static double dot(double[] a, double[] b, int n) {
        DoubleVector sum0 = DoubleVector.zero(S);
        DoubleVector sum1 = DoubleVector.zero(S);
        DoubleVector sum2 = DoubleVector.zero(S);
        DoubleVector sum3 = DoubleVector.zero(S);
        for (int i = FIRST; i < FIRST + n; i += 8) {
            sum0 = DoubleVector.fromArray(S, a, i).fma(DoubleVector.fromArray(S, b, i), sum0);
            if (!WIDE) {
                sum1 = DoubleVector.fromArray(S, a, i + L).fma(DoubleVector.fromArray(S, b, i + L), sum1);
            }
            if (NARROW) {
                sum2 = DoubleVector.fromArray(S, a, i + 2 * L).fma(DoubleVector.fromArray(S, b, i + 2 * L), sum2);
                sum3 = DoubleVector.fromArray(S, a, i + 3 * L).fma(DoubleVector.fromArray(S, b, i + 3 * L), sum3);
            }
        }
        if (NARROW) {
            sum0 = sum0.add(sum2).add(sum1.add(sum3));
        } else {
            sum0 = sum0.add(WIDE ? sum0.rearrange(BY_FOUR) : sum1);
            sum0 = sum0.add(sum0.rearrange(BY_TWO));
        }
        return sum0.lane(0) + sum0.lane(1);
    }

    static boolean joinLeaves(double[] a, double[] b, int n) {
        if (!WIDE) {
            return sumDot(a, b, a, n) > 0 && sumDot(a, b, b, n) > 0;
        }
        DoubleVector byA = DoubleVector.zero(S);
        DoubleVector byB = DoubleVector.zero(S);
        for (int i = FIRST; i < FIRST + n; i += L) {
            DoubleVector x = DoubleVector.fromArray(S, a, i);
            DoubleVector y = DoubleVector.fromArray(S, b, i);
            DoubleVector sum = x.add(y);
            byA = sum.fma(x, byA);
            byB = sum.fma(y, byB);
        }
        byA = byA.add(byA.rearrange(BY_FOUR));
        byA = byA.add(byA.rearrange(BY_TWO));
        byB = byB.add(byB.rearrange(BY_FOUR));
        byB = byB.add(byB.rearrange(BY_TWO));
        return byA.lane(0) + byA.lane(1) > 0 && byB.lane(0) + byB.lane(1) > 0;
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
            return joinWide(rhoA, firstA, lastA, rhoB, firstB, lastB, rho, n);
        }
        boolean straight = sumDot(rhoA, firstB, firstA, n) > 0
                && sumDot(rhoA, firstB, firstB, n) > 0
                && sumDot(rhoB, lastA, lastA, n) > 0
                && sumDot(rhoB, lastA, lastB, n) > 0
                && sumDot(rhoA, rhoB, firstA, n) > 0
                && sumDot(rhoA, rhoB, lastB, n) > 0;
        if (straight) {
            add(rhoA, rhoB, rho, n);
        }
        return straight;
    }

    static boolean joinPairs(
            double[] firstA, double[] lastA, double[] firstB, double[] lastB, double[] rho, double[] spare, int n) {
        if (WIDE) {
            return pairsWide(firstA, lastA, firstB, lastB, rho, n);
        }
        add(firstA, lastA, rho, n);
        add(firstB, lastB, spare, n);
        return joinSpans(rho, firstA, lastA, spare, firstB, lastB, rho, n);
    }

    /** All six products in one pass, in vectors of 8. */
    private static boolean joinWide(
            double[] rhoA,
            double[] firstA,
            double[] lastA,
            double[] rhoB,
            double[] firstB,
            double[] lastB,
            double[] rho,
            int n) {
        DoubleVector byFirst = DoubleVector.zero(S);
        DoubleVector byLast = DoubleVector.zero(S);
        DoubleVector seamAFirst = DoubleVector.zero(S);
        DoubleVector seamALast = DoubleVector.zero(S);
        DoubleVector seamBFirst = DoubleVector.zero(S);
        DoubleVector seamBLast = DoubleVector.zero(S);
        for (int i = FIRST; i < FIRST + n; i += L) {
            DoubleVector a = DoubleVector.fromArray(S, rhoA, i);
            DoubleVector b = DoubleVector.fromArray(S, rhoB, i);
            DoubleVector first = DoubleVector.fromArray(S, firstA, i);
            DoubleVector last = DoubleVector.fromArray(S, lastB, i);
            DoubleVector sum = a.add(b);
            sum.intoArray(rho, i);
            byFirst = sum.fma(first, byFirst);
            byLast = sum.fma(last, byLast);
            DoubleVector inner = DoubleVector.fromArray(S, firstB, i);
            sum = a.add(inner);
            seamAFirst = sum.fma(first, seamAFirst);
            seamALast = sum.fma(inner, seamALast);
            inner = DoubleVector.fromArray(S, lastA, i);
            sum = b.add(inner);
            seamBFirst = sum.fma(inner, seamBFirst);
            seamBLast = sum.fma(last, seamBLast);
        }
        byFirst = byFirst.add(byFirst.rearrange(BY_FOUR));
        byFirst = byFirst.add(byFirst.rearrange(BY_TWO));
        byLast = byLast.add(byLast.rearrange(BY_FOUR));
        byLast = byLast.add(byLast.rearrange(BY_TWO));
        seamAFirst = seamAFirst.add(seamAFirst.rearrange(BY_FOUR));
        seamAFirst = seamAFirst.add(seamAFirst.rearrange(BY_TWO));
        seamALast = seamALast.add(seamALast.rearrange(BY_FOUR));
        seamALast = seamALast.add(seamALast.rearrange(BY_TWO));
        seamBFirst = seamBFirst.add(seamBFirst.rearrange(BY_FOUR));
        seamBFirst = seamBFirst.add(seamBFirst.rearrange(BY_TWO));
        seamBLast = seamBLast.add(seamBLast.rearrange(BY_FOUR));
        seamBLast = seamBLast.add(seamBLast.rearrange(BY_TWO));
        return byFirst.lane(0) + byFirst.lane(1) > 0
                && byLast.lane(0) + byLast.lane(1) > 0
                && seamAFirst.lane(0) + seamAFirst.lane(1) > 0
                && seamALast.lane(0) + seamALast.lane(1) > 0
                && seamBFirst.lane(0) + seamBFirst.lane(1) > 0
                && seamBLast.lane(0) + seamBLast.lane(1) > 0;
    }

    /** {@link #joinWide} of two pairs, whose sums need not come from memory. */
    private static boolean pairsWide(
            double[] firstA, double[] lastA, double[] firstB, double[] lastB, double[] rho, int n) {
        DoubleVector byFirst = DoubleVector.zero(S);
        DoubleVector byLast = DoubleVector.zero(S);
        DoubleVector seamAFirst = DoubleVector.zero(S);
        DoubleVector seamALast = DoubleVector.zero(S);
        DoubleVector seamBFirst = DoubleVector.zero(S);
        DoubleVector seamBLast = DoubleVector.zero(S);
        for (int i = FIRST; i < FIRST + n; i += L) {
            DoubleVector first = DoubleVector.fromArray(S, firstA, i);
            DoubleVector endA = DoubleVector.fromArray(S, lastA, i);
            DoubleVector startB = DoubleVector.fromArray(S, firstB, i);
            DoubleVector last = DoubleVector.fromArray(S, lastB, i);
            DoubleVector a = first.add(endA);
            DoubleVector b = startB.add(last);
            DoubleVector sum = a.add(b);
            sum.intoArray(rho, i);
            byFirst = sum.fma(first, byFirst);
            byLast = sum.fma(last, byLast);
            sum = a.add(startB);
            seamAFirst = sum.fma(first, seamAFirst);
            seamALast = sum.fma(startB, seamALast);
            sum = b.add(endA);
            seamBFirst = sum.fma(endA, seamBFirst);
            seamBLast = sum.fma(last, seamBLast);
        }
        byFirst = byFirst.add(byFirst.rearrange(BY_FOUR));
        byFirst = byFirst.add(byFirst.rearrange(BY_TWO));
        byLast = byLast.add(byLast.rearrange(BY_FOUR));
        byLast = byLast.add(byLast.rearrange(BY_TWO));
        seamAFirst = seamAFirst.add(seamAFirst.rearrange(BY_FOUR));
        seamAFirst = seamAFirst.add(seamAFirst.rearrange(BY_TWO));
        seamALast = seamALast.add(seamALast.rearrange(BY_FOUR));
        seamALast = seamALast.add(seamALast.rearrange(BY_TWO));
        seamBFirst = seamBFirst.add(seamBFirst.rearrange(BY_FOUR));
        seamBFirst = seamBFirst.add(seamBFirst.rearrange(BY_TWO));
        seamBLast = seamBLast.add(seamBLast.rearrange(BY_FOUR));
        seamBLast = seamBLast.add(seamBLast.rearrange(BY_TWO));
        return byFirst.lane(0) + byFirst.lane(1) > 0
                && byLast.lane(0) + byLast.lane(1) > 0
                && seamAFirst.lane(0) + seamAFirst.lane(1) > 0
                && seamALast.lane(0) + seamALast.lane(1) > 0
                && seamBFirst.lane(0) + seamBFirst.lane(1) > 0
                && seamBLast.lane(0) + seamBLast.lane(1) > 0;
    }

    private static void add(double[] a, double[] b, double[] sum, int n) {
        for (int i = FIRST; i < FIRST + n; i += L) {
            DoubleVector.fromArray(S, a, i).add(DoubleVector.fromArray(S, b, i)).intoArray(sum, i);
        }
    }

    /** Σ (a[i] + b[i])·c[i] with vectors of 2 or 4. */
    private static double sumDot(double[] a, double[] b, double[] c, int n) {
        DoubleVector sum0 = DoubleVector.zero(S);
        DoubleVector sum1 = DoubleVector.zero(S);
        DoubleVector sum2 = DoubleVector.zero(S);
        DoubleVector sum3 = DoubleVector.zero(S);
        for (int i = FIRST; i < FIRST + n; i += 8) {
            sum0 = DoubleVector.fromArray(S, a, i)
                    .add(DoubleVector.fromArray(S, b, i))
                    .fma(DoubleVector.fromArray(S, c, i), sum0);
            sum1 = DoubleVector.fromArray(S, a, i + L)
                    .add(DoubleVector.fromArray(S, b, i + L))
                    .fma(DoubleVector.fromArray(S, c, i + L), sum1);
            if (NARROW) {
                sum2 = DoubleVector.fromArray(S, a, i + 2 * L)
                        .add(DoubleVector.fromArray(S, b, i + 2 * L))
                        .fma(DoubleVector.fromArray(S, c, i + 2 * L), sum2);
                sum3 = DoubleVector.fromArray(S, a, i + 3 * L)
                        .add(DoubleVector.fromArray(S, b, i + 3 * L))
                        .fma(DoubleVector.fromArray(S, c, i + 3 * L), sum3);
            }
        }
        sum0 = NARROW ? sum0.add(sum2).add(sum1.add(sum3)) : sum0.add(sum1);
        sum0 = NARROW ? sum0 : sum0.add(sum0.rearrange(BY_TWO));
        return sum0.lane(0) + sum0.lane(1);
    }
}
