package leapfrog.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/** Computes standard normal quantiles in lanes, with the operations of {@link leapfrog.math.NormalQuantile} and so with its bits. */
@SuppressWarnings("FloatingPointLiteralPrecision") // the coefficients have the digits of the source
final class VectorQuantiles {
    /** |u − ½| up to which {@link #central} holds. */
    static final double CENTRE = 0.425;
    /** √(−log p) up to which {@link #near} holds. */
    static final double NEAR = 5;

    private static final VectorSpecies<Double> S = Lanes.PREFERRED;
    private static final int L = S.length();
    private static final double LN2_HIGH = 0x1.62e42feep-1;
    private static final double LN2_LOW = 0x1.a39ef35793c76p-33;
    private static final long SQRT_HALF_BITS = Double.doubleToRawLongBits(Math.sqrt(0.5));
    /** Small integers become doubles by their place in its mantissa. */
    private static final double ROUND = 0x1.8p52;

    private VectorQuantiles() {}

    /**
     * Sets quantiles[0 … n), and up to a whole vector, to those of uniforms of the centre; of others to something, and their margins to numbers
     * below 0.
     */
    static void central(double[] uniforms, double[] quantiles, double[] margins, int n) {
        DoubleVector centre = DoubleVector.broadcast(S, CENTRE);
        for (int i = 0; i < n; i += L) {
            DoubleVector q = DoubleVector.fromArray(S, uniforms, i).sub(0.5);
            centre.sub(q.abs()).intoArray(margins, i);
            DoubleVector r = q.neg().fma(q, DoubleVector.broadcast(S, 0.180625));
            DoubleVector top = DoubleVector.broadcast(S, 2.5090809287301226727e+3);
            top = top.fma(r, DoubleVector.broadcast(S, 3.3430575583588128105e+4));
            top = top.fma(r, DoubleVector.broadcast(S, 6.7265770927008700853e+4));
            top = top.fma(r, DoubleVector.broadcast(S, 4.5921953931549871457e+4));
            top = top.fma(r, DoubleVector.broadcast(S, 1.3731693765509461125e+4));
            top = top.fma(r, DoubleVector.broadcast(S, 1.9715909503065514427e+3));
            top = top.fma(r, DoubleVector.broadcast(S, 1.3314166789178437745e+2));
            top = top.fma(r, DoubleVector.broadcast(S, 3.3871328727963666080e0));
            DoubleVector bottom = DoubleVector.broadcast(S, 5.2264952788528545610e+3);
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 2.8729085735721942674e+4));
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 3.9307895800092710610e+4));
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 2.1213794301586595867e+4));
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 5.3941960214247511077e+3));
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 6.8718700749205790830e+2));
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 4.2313330701600911252e+1));
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 1.0));
            q.mul(top).div(bottom).intoArray(quantiles, i);
        }
    }

    /**
     * Sets roots[0 … n), and up to a whole vector, to √(−log p) of the smaller probability p, of a uniform number or of one less it, and
     * magnitudes to |Φ⁻¹(p)| where these are at most {@link #NEAR}.
     */
    static void near(double[] uniforms, double[] roots, double[] magnitudes, int n) {
        DoubleVector one = DoubleVector.broadcast(S, 1.0);
        for (int i = 0; i < n; i += L) {
            DoubleVector uniform = DoubleVector.fromArray(S, uniforms, i);
            LongVector bits = uniform.min(one.sub(uniform)).reinterpretAsLongs();
            LongVector exponent = bits.sub(SQRT_HALF_BITS).lanewise(VectorOperators.ASHR, 52);
            DoubleVector power = exponent.add(Double.doubleToRawLongBits(ROUND))
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
            DoubleVector halfSquare = f.mul(0.5).mul(f);
            DoubleVector tail = s.fma(p.fma(z, halfSquare), power.mul(LN2_LOW));
            DoubleVector logarithm = power.fma(DoubleVector.broadcast(S, LN2_HIGH), f.sub(halfSquare.sub(tail)));
            DoubleVector root = logarithm.neg().sqrt();
            root.intoArray(roots, i);
            DoubleVector r = root.sub(1.6);
            DoubleVector top = DoubleVector.broadcast(S, 7.74545014278341407640e-4);
            top = top.fma(r, DoubleVector.broadcast(S, 2.27238449892691845833e-2));
            top = top.fma(r, DoubleVector.broadcast(S, 2.41780725177450611770e-1));
            top = top.fma(r, DoubleVector.broadcast(S, 1.27045825245236838258e0));
            top = top.fma(r, DoubleVector.broadcast(S, 3.64784832476320460504e0));
            top = top.fma(r, DoubleVector.broadcast(S, 5.76949722146069140550e0));
            top = top.fma(r, DoubleVector.broadcast(S, 4.63033784615654529590e0));
            top = top.fma(r, DoubleVector.broadcast(S, 1.42343711074968357734e0));
            DoubleVector bottom = DoubleVector.broadcast(S, 1.05075007164441684324e-9);
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 5.47593808499534494600e-4));
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 1.51986665636164571966e-2));
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 1.48103976427480074590e-1));
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 6.89767334985100004550e-1));
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 1.67638483018380384940e0));
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 2.05319162663775882187e0));
            bottom = bottom.fma(r, DoubleVector.broadcast(S, 1.0));
            top.div(bottom).intoArray(magnitudes, i);
        }
    }
}
