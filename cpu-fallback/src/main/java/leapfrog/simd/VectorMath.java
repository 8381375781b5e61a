package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes exp, logarithms and softplus with additions, products, quotients and fused operations alone, so that a result has the same bits interpreted,
 * compiled, and in vectors of any length; the Vector API's own functions do not promise that.
 *
 * <p>Each works on the two vectors of a block from array to array, in one method that is too large to be inlined: so no vector is boxed
 * for a call; what such a method calls is small or hot enough to be inlined into it.
 */
final class VectorMath implements ArrayMath {
    private static final VectorSpecies<Double> S = Lanes.speciesOf(MethodHandles.lookup());
    private static final int W = Lanes.widthOf(MethodHandles.lookup());

    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final double INVERSE_LN2 = 0x1.71547652b82fep0;
    /** Adding it rounds a double of magnitude below 2⁵¹ to an integer, which stands in the low bits of the sum. */
    private static final double ROUND = 0x1.8p52;

    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));

    /**
     * {@inheritDoc}
     *
     * <p>x = n ln 2 + r with |r| ≤ ½ ln 2; e^r by its Taylor polynomial of degree 13 (truncation below 5·10⁻¹⁸); 2ⁿ in two factors,
     * so that overflow and gradual underflow are rounded once.
     */
    @Override
    public void exp(double[] from, int fromAt, double[] to, int toAt, int blocks) {
        for (int h = 0; h < W * blocks; h += S.length()) {
            DoubleVector x =
                    DoubleVector.fromArray(S, from, fromAt + h).max(-746.0).min(710.0);
            DoubleVector n = x.mul(INVERSE_LN2).add(ROUND).sub(ROUND);
            DoubleVector r = n.fma(DoubleVector.broadcast(S, -LN2_HIGH), x);
            r = n.fma(DoubleVector.broadcast(S, -LN2_LOW), r);
            // Σ r^(k−2) / k!, k = 2 … 13, in pairs of pairs, which do not wait for one another as one chain of products
            // would.
            DoubleVector r2 = r.mul(r);
            DoubleVector r4 = r2.mul(r2);
            DoubleVector p2 = line(r, 1.0 / 120.0, 1.0 / 24.0).fma(r2, line(r, 1.0 / 6.0, 0.5));
            DoubleVector p6 = line(r, 1.0 / 362880.0, 1.0 / 40320.0).fma(r2, line(r, 1.0 / 5040.0, 1.0 / 720.0));
            DoubleVector p10 =
                    line(r, 1.0 / 6227020800.0, 1.0 / 479001600.0).fma(r2, line(r, 1.0 / 39916800.0, 1.0 / 3628800.0));
            DoubleVector p = p10.fma(r4, p6).fma(r4, p2);
            p = p.mul(r).fma(r, r).add(1.0);
            // The low bits of n + 1023 + ROUND, shifted into the exponent, are 2ⁿ.
            DoubleVector half = n.mul(0.5).add(ROUND).sub(ROUND);
            DoubleVector first = half.add(ROUND + 1023)
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, 52)
                    .reinterpretAsDoubles();
            DoubleVector second = n.sub(half)
                    .add(ROUND + 1023)
                    .reinterpretAsLongs()
                    .lanewise(VectorOperators.LSHL, 52)
                    .reinterpretAsDoubles();
            p.mul(first).mul(second).intoArray(to, toAt + h);
        }
    }

    /** {@inheritDoc} */
    @Override
    public void log(double[] from, int fromAt, double[] to, int toAt, int blocks) {
        DoubleVector zero = DoubleVector.zero(S);
        boolean regular = true;
        for (int h = 0; h < W * blocks; h += S.length()) {
            DoubleVector x = DoubleVector.fromArray(S, from, fromAt + h);
            regular &= x.compare(VectorOperators.GE, Double.MIN_NORMAL)
                    .and(x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY))
                    .allTrue();
            logOf(x, zero).intoArray(to, toAt + h);
        }
        // Where x is subnormal, not positive or not finite the formula has no answer.
        for (int l = 0; !regular && l < W * blocks; l++) {
            double x = from[fromAt + l];
            if (!(x >= Double.MIN_NORMAL && x < Double.POSITIVE_INFINITY)) {
                to[toAt + l] = StrictMath.log(x);
            }
        }
    }

    /**
     * {@inheritDoc}
     *
     * <p>ln u + c / u with u = 1 + x rounded and c its rounding error.
     */
    @Override
    public void log1p(double[] from, int fromAt, double[] to, int toAt, int blocks) {
        boolean regular = true;
        for (int h = 0; h < W * blocks; h += S.length()) {
            DoubleVector x = DoubleVector.fromArray(S, from, fromAt + h);
            regular &= x.compare(VectorOperators.GT, -1.0)
                    .and(x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY))
                    .allTrue();
            DoubleVector u = x.add(1.0);
            DoubleVector rounded = u.sub(1.0);
            // Knuth's two-sum: exact whichever of 1 and x is the larger.
            DoubleVector error = x.sub(rounded).add(u.sub(rounded).neg().add(1.0));
            logOf(u, error.div(u)).intoArray(to, toAt + h);
        }
        // Where 1 + x is not positive or not finite the formula has no answer; masks would cost every lane more.
        for (int l = 0; !regular && l < W * blocks; l++) {
            double x = from[fromAt + l];
            if (!(x > -1 && x < Double.POSITIVE_INFINITY)) {
                to[toAt + l] = StrictMath.log1p(x);
            }
        }
    }

    /**
     * ln u + c for normal u and a tiny c; u = 2ⁿ m with √½ ≤ m &lt; √2, and ln m by the polynomial of fdlibm's {@code __ieee754_log}
     * (Sun Microsystems, 1993).
     */
    private static DoubleVector logOf(DoubleVector u, DoubleVector c) {
        LongVector bits = u.reinterpretAsLongs();
        LongVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
        // Small integers become doubles by their place in the mantissa.
        DoubleVector n = exponent.add(Double.doubleToRawLongBits(ROUND))
                .reinterpretAsDoubles()
                .sub(ROUND);
        DoubleVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, 52))
                .reinterpretAsDoubles()
                .sub(1.0);
        DoubleVector s = f.div(f.add(2.0));
        DoubleVector z = s.mul(s);
        DoubleVector p = DoubleVector.broadcast(S, 1.479819860511658591e-01);
        p = p.fma(z, DoubleVector.broadcast(S, 1.531383769920937332e-01));
        p = p.fma(z, DoubleVector.broadcast(S, 1.818357216161805012e-01));
        p = p.fma(z, DoubleVector.broadcast(S, 2.222219843214978396e-01));
        p = p.fma(z, DoubleVector.broadcast(S, 2.857142874366239149e-01));
        p = p.fma(z, DoubleVector.broadcast(S, 3.999999999940941908e-01));
        p = p.fma(z, DoubleVector.broadcast(S, 6.666666666666735130e-01));
        DoubleVector halfSquare = f.mul(f).mul(0.5);
        DoubleVector tail = s.mul(p.fma(z, halfSquare)).add(c).add(n.mul(LN2_LOW));
        return n.fma(DoubleVector.broadcast(S, LN2_HIGH), f.sub(halfSquare.sub(tail)));
    }

    /**
     * {@inheritDoc}
     *
     * <p>With e = e^−|t|, small = e / (1 + e) and tail = 2 artanh(e / (2 + e)), whose argument s is at most ⅓: 2s + 2s³ Q(s²), Q the
     * Chebyshev interpolant of degree 9 of (artanh(s) / s − 1) / s² on [0, 1/9] (relative truncation error of the tail 7·10⁻¹⁸). Both
     * share one division.
     */
    @Override
    public void softplus(double[] t, int tAt, double[] tail, double[] small, int blocks) {
        for (int h = 0; h < W * blocks; h += S.length()) {
            DoubleVector.fromArray(S, t, tAt + h).abs().neg().intoArray(small, h);
        }
        exp(small, 0, small, 0, blocks);
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        for (int h = 0; h < W * blocks; h += S.length()) {
            DoubleVector e = DoubleVector.fromArray(S, small, h);
            DoubleVector onePlus = e.add(1.0);
            DoubleVector twoPlus = e.add(2.0);
            DoubleVector share = e.mul(one.div(onePlus.mul(twoPlus)));
            share.mul(twoPlus).intoArray(small, h);
            DoubleVector s = share.mul(onePlus);
            DoubleVector z = s.mul(s);
            DoubleVector z2 = z.mul(z);
            DoubleVector z4 = z2.mul(z2);
            DoubleVector q0 = line(z, 0.20000000000007292, 0.3333333333333333);
            DoubleVector q2 = line(z, 0.11111111358713932, 0.1428571428355438);
            DoubleVector q4 = line(z, 0.07692785032479312, 0.09090894718066429);
            DoubleVector q6 = line(z, 0.06000536404795356, 0.06657072104827468);
            DoubleVector q8 = line(z, 0.08082022805971766, 0.04400369243072337);
            DoubleVector q = q8.fma(z4, q6.fma(z2, q4)).fma(z4, q2.fma(z2, q0));
            DoubleVector twice = s.add(s);
            twice.mul(z).fma(q, twice).intoArray(tail, h);
        }
    }

    /** slope · x + intercept. */
    private static DoubleVector line(DoubleVector x, double slope, double intercept) {
        return x.fma(DoubleVector.broadcast(S, slope), DoubleVector.broadcast(S, intercept));
    }
}
