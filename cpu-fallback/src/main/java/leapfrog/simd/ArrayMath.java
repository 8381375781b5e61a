package leapfrog.simd;

/** Computes functions of the lanes of one block, or of several blocks that follow one another, from array to array. */
interface ArrayMath {
    /** e^x within 1 ulp (a subnormal result: within 1 subnormal ulp); exp(−∞) = 0, exp(∞) = ∞, NaN stays NaN. */
    void exp(double[] from, int fromAt, double[] to, int toAt, int blocks);

    /** ln(1 + x) within 2 ulp; −∞ at −1, ∞ at ∞, NaN for x &lt; −1 and NaN. The two arrays are not one. */
    void log1p(double[] from, int fromAt, double[] to, int toAt);
}
