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

    /** Up to here e^±x is a normal number; one branch a call is cheaper than the masks that all numbers would need. */
    private static final double FAR = 708;

    /** Below it a number has room for a factor of less than 4. */
    private static final double HUGE = 0x1p1022;

    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));

    /**
     * {@inheritDoc}
     *
     * <p>The operations, and so the bits, of {@link leapfrog.math.FusedExp}.
     */
    @Override
    public void exp(double[] from, int fromAt, double[] to, int toAt, int blocks) {
        boolean near = true;
        for (int h = 0; h < W * blocks; h += S.length()) {
            DoubleVector x = DoubleVector.fromArray(S, from, fromAt + h);
            near &= x.abs().compare(VectorOperators.LE, FAR).allTrue();
            DoubleVector shifted = x.fma(DoubleVector.broadcast(S, INVERSE_LN2), DoubleVector.broadcast(S, ROUND));
            DoubleVector n = shifted.sub(ROUND);
            DoubleVector r = n.fma(DoubleVector.broadcast(S, -LN2_HIGH), x);
            r = n.fma(DoubleVector.broadcast(S, -LN2_LOW), r);
            DoubleVector r2 = r.mul(r);
            DoubleVector r4 = r2.mul(r2);
            // In pairs, which do not wait for one another as one chain of products would.
            DoubleVector p0 = line(r, 0.16666666666666669, 0.5000000000000001);
            DoubleVector p2 = line(r, 0.008333333333330058, 0.04166666666662409);
            DoubleVector p4 = line(r, 0.00019841269863069374, 0.0013888888917234206);
            DoubleVector p6 = line(r, 2.755726843551756e-06, 2.4801521264122017e-05);
            DoubleVector p8 = line(r, 2.5100397137931663e-08, 2.762010358488696e-07);
            DoubleVector p = p8.fma(r4, p6.fma(r2, p4)).fma(r4, p2.fma(r2, p0));
            p = p.fma(r2, r).add(1.0);
            // The low bits of n + ROUND are n; added to the exponent they are the factor 2ⁿ.
            LongVector exponent = shifted.reinterpretAsLongs().lanewise(VectorOperators.LSHL, 52);
            p.reinterpretAsLongs().add(exponent).reinterpretAsDoubles().intoArray(to, toAt + h);
        }
        for (int l = 0; !near && l < W * blocks; l++) {
            double x = from[fromAt + l];
            if (!(Math.abs(x) <= FAR)) {
                to[toAt + l] = StrictMath.exp(x);
            }
        }
    }

    @Override
    public void log(double[] from, int fromAt, double[] to, int toAt, int blocks) {
        // Quotients nobody wants stand where logarithms will.
        logOfSum(0, from, fromAt, to, toAt, to, toAt, blocks);
    }

    @Override
    public void log1p(double[] x, double[] logarithm, double[] inverse, int blocks) {
        logOfSum(1, x, 0, logarithm, 0, inverse, 0, blocks);
    }

    /**
     * 1 / (a + x) and, after it, ln(a + x) for a of 0 or 1: ln u + c / u with u = a + x rounded and c its rounding error; u = 2ⁿ m with √½ ≤
     * m &lt; √2, and ln m by the polynomial of fdlibm's {@code __ieee754_log} (Sun Microsystems, 1993).
     */
    private static void logOfSum(
            double a, double[] from, int fromAt, double[] to, int toAt, double[] inverses, int inverseAt, int blocks) {
        boolean regular = true;
        for (int h = 0; h < W * blocks; h += S.length()) {
            DoubleVector x = DoubleVector.fromArray(S, from, fromAt + h);
            DoubleVector u = x.add(a);
            regular &= u.compare(VectorOperators.GE, Double.MIN_NORMAL)
                    .and(u.compare(VectorOperators.LT, HUGE))
                    .allTrue();
            DoubleVector rounded = u.sub(a);
            // Knuth's two-sum: exact whichever of a and x is the larger.
            DoubleVector error = x.sub(rounded).add(u.sub(rounded).neg().add(a));
            LongVector bits = u.reinterpretAsLongs();
            LongVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
            // Small integers become doubles by their place in the mantissa.
            DoubleVector n = exponent.add(Double.doubleToRawLongBits(ROUND))
                    .reinterpretAsDoubles()
                    .sub(ROUND);
            DoubleVector f = bits.sub(exponent.lanewise(VectorOperators.LSHL, 52))
                    .reinterpretAsDoubles()
                    .sub(1.0);
            // One division for f / (2 + f) and 1 / u.
            DoubleVector twoPlus = f.add(2.0);
            DoubleVector both = DoubleVector.broadcast(S, 1.0).div(twoPlus.mul(u));
            DoubleVector inverse = twoPlus.mul(both);
            inverse.intoArray(inverses, inverseAt + h);
            DoubleVector s = f.mul(u).mul(both);
            DoubleVector z = s.mul(s);
            DoubleVector p = DoubleVector.broadcast(S, 1.479819860511658591e-01);
            p = p.fma(z, DoubleVector.broadcast(S, 1.531383769920937332e-01));
            p = p.fma(z, DoubleVector.broadcast(S, 1.818357216161805012e-01));
            p = p.fma(z, DoubleVector.broadcast(S, 2.222219843214978396e-01));
            p = p.fma(z, DoubleVector.broadcast(S, 2.857142874366239149e-01));
            p = p.fma(z, DoubleVector.broadcast(S, 3.999999999940941908e-01));
            p = p.fma(z, DoubleVector.broadcast(S, 6.666666666666735130e-01));
            DoubleVector halfSquare = f.mul(f).mul(0.5);
            DoubleVector tail =
                    s.mul(p.fma(z, halfSquare)).add(error.mul(inverse)).add(n.mul(LN2_LOW));
            DoubleVector result = n.fma(DoubleVector.broadcast(S, LN2_HIGH), f.sub(halfSquare.sub(tail)));
            result.intoArray(to, toAt + h);
        }
        // Where a + x is subnormal, not positive, huge or not finite the formula has no answer; masks would cost every
        // lane more.
        for (int l = 0; !regular && l < W * blocks; l++) {
            double x = from[fromAt + l];
            if (!(a + x >= Double.MIN_NORMAL && a + x < HUGE)) {
                inverses[inverseAt + l] = 1 / (a + x);
                to[toAt + l] = a == 0 ? StrictMath.log(x) : StrictMath.log1p(x);
            }
        }
    }

    @Override
    public void logistic(double[] t, double[] scratch, double[] small, int blocks) {
        for (int h = 0; h < W * blocks; h += S.length()) {
            DoubleVector.fromArray(S, t, h).abs().neg().intoArray(scratch, h);
        }
        exp(scratch, 0, small, 0, blocks);
        for (int h = 0; h < W * blocks; h += S.length()) {
            DoubleVector e = DoubleVector.fromArray(S, small, h);
            e.div(e.add(1.0)).intoArray(small, h);
        }
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
            DoubleVector.fromArray(S, t, tAt + h).abs().neg().intoArray(tail, h);
        }
        exp(tail, 0, small, 0, blocks);
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

    @Override
    public void add(double[] a, int aAt, double[] sums, int sumsAt) {
        for (int h = 0; h < W; h += S.length()) {
            DoubleVector.fromArray(S, sums, sumsAt + h)
                    .add(DoubleVector.fromArray(S, a, aAt + h))
                    .intoArray(sums, sumsAt + h);
        }
    }

    @Override
    public void addProduct(double[] a, int aAt, double[] b, int bAt, double[] sums, int sumsAt) {
        for (int h = 0; h < W; h += S.length()) {
            DoubleVector.fromArray(S, a, aAt + h)
                    .fma(DoubleVector.fromArray(S, b, bAt + h), DoubleVector.fromArray(S, sums, sumsAt + h))
                    .intoArray(sums, sumsAt + h);
        }
    }
}
