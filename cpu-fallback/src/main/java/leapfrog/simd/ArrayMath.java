package leapfrog.simd;

/** Computes functions of the lanes of one block, or of several blocks that follow one another, from array to array. */
interface ArrayMath {
    /** e^x within 1 ulp (a subnormal result: within 1 subnormal ulp); exp(−∞) = 0, exp(∞) = ∞, NaN stays NaN. The two arrays are not one. */
    void exp(double[] from, int fromAt, double[] to, int toAt, int blocks);

    /** ln x within 2 ulp; −∞ at 0, ∞ at ∞, NaN for x &lt; 0 and NaN. The two arrays are not one. */
    void log(double[] from, int fromAt, double[] to, int toAt, int blocks);

    /**
     * ln(1 + x) and 1 / (1 + x), which share a division. NaN stays NaN. The three arrays are not one.
     *
     * @param logarithm gets the first within 2 ulp; −∞ at −1, ∞ at ∞, NaN for x &lt; −1
     * @param inverse gets the second within 3 ulp
     */
    void log1p(double[] x, double[] logarithm, double[] inverse, int blocks);

    /** 1 / (1 + e^|t|) within 3 ulp, NaN where t is NaN: the logistic function of −|t|. The three arrays are not one. */
    void logistic(double[] t, double[] scratch, double[] small, int blocks);

    /**
     * What softplus(t) = ln(1 + eᵗ) and the logistic function are made of, both ways round and in both tails: softplus(±t) = max(±t, 0) +
     * tail, logistic(−|t|) = small and logistic(|t|) = 1 − small, which cancels nothing as small ≤ ½. NaN stays NaN.
     *
     * @param tail gets ln(1 + e^−|t|) within 5 ulp; not the array of t
     * @param small gets 1 / (1 + e^|t|) within 5 ulp; neither of the two others
     */
    void softplus(double[] t, int tAt, double[] tail, double[] small, int blocks);

    /** Adds a to the sums, of one block. */
    void add(double[] a, int aAt, double[] sums, int sumsAt);

    /** Adds a b to the sums, rounded once, of one block. */
    void addProduct(double[] a, int aAt, double[] b, int bAt, double[] sums, int sumsAt);
}
