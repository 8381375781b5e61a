package leapfrog.simd;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Computes exp and log1p with additions, products, quotients and fused operations alone, so that a result has the same bits interpreted,
 * compiled, and in vectors of any length; the Vector API's own functions do not promise that.
 *
 * <p>Each works on the two vectors of a block from array to array, in one method that is too large to be inlined: so no vector is boxed
 * for a call.
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

    /**
     * {@inheritDoc}
     *
     * <p>ln u + c / u with u = 1 + x rounded and c its rounding error; u = 2ⁿ m with √½ ≤ m &lt; √2, and ln m by the polynomial of
     * fdlibm's {@code __ieee754_log} (Sun Microsystems, 1993).
     */
    @Override
    public void log1p(double[] from, int fromAt, double[] to, int toAt) {
        boolean regular = true;
        for (int h = 0; h < W; h += S.length()) {
            DoubleVector x = DoubleVector.fromArray(S, from, fromAt + h);
            regular &= x.compare(VectorOperators.GT, -1.0)
                    .and(x.compare(VectorOperators.LT, Double.POSITIVE_INFINITY))
                    .allTrue();
            DoubleVector u = x.add(1.0);
            DoubleVector rounded = u.sub(1.0);
            // Knuth's two-sum: exact whichever of 1 and x is the larger.
            DoubleVector error = x.sub(rounded).add(u.sub(rounded).neg().add(1.0));
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
            DoubleVector tail = s.mul(p.fma(z, halfSquare)).add(error.div(u)).add(n.mul(LN2_LOW));
            DoubleVector result = n.fma(DoubleVector.broadcast(S, LN2_HIGH), f.sub(halfSquare.sub(tail)));
            result.intoArray(to, toAt + h);
        }
        if (!regular) {
            log1pOfOthers(from, fromAt, to, toAt);
        }
    }

    /** Where 1 + x is not positive or not finite the formula has no answer; blending one in would cost every lane more. */
    private static void log1pOfOthers(double[] from, int fromAt, double[] to, int toAt) {
        for (int l = 0; l < W; l++) {
            double x = from[fromAt + l];
            if (!(x > -1 && x < Double.POSITIVE_INFINITY)) {
                to[toAt + l] = StrictMath.log1p(x);
            }
        }
    }

    /** slope · x + intercept. */
    private static DoubleVector line(DoubleVector x, double slope, double intercept) {
        return x.fma(DoubleVector.broadcast(S, slope), DoubleVector.broadcast(S, intercept));
    }
}
