package leapfrog.math;

/**
 * Computes {@link NormalQuantile#of} of many numbers, bit by bit, in passes without unforeseeable branches, most of which the compiler
 * makes SIMD instructions of. Has working memory of its own and allocates nothing; serves one thread at a time.
 */
public final class NormalQuantiles {
    private final int[] tails;
    private final double[] roots;
    private final double[] quantiles;

    /**
     * Room for so many numbers.
     *
     * @param most numbers at once
     */
    public NormalQuantiles(int most) {
        tails = new int[most];
        roots = new double[most];
        quantiles = new double[most];
    }

    /** Sets out[at + i] ← {@link NormalQuantile#of}(uniforms[i]), i &lt; n: the centre's formula everywhere, then the tails, 15 of 100. */
    public void fill(double[] uniforms, double[] out, int at, int n) {
        for (int i = 0; i < n; i++) {
            out[at + i] = NormalQuantile.central(uniforms[i] - 0.5);
        }
        int count = findTails(uniforms, n);
        for (int k = 0; k < count; k++) {
            roots[k] = NormalQuantile.root(uniforms[tails[k]]);
        }
        for (int k = 0; k < count; k++) {
            quantiles[k] = NormalQuantile.near(roots[k]);
        }
        for (int k = 0; k < count; k++) {
            double z = roots[k] <= NormalQuantile.NEAR ? quantiles[k] : NormalQuantile.far(roots[k]);
            int i = tails[k];
            out[at + i] = Math.copySign(z, uniforms[i] - 0.5);
        }
    }

    /** Writes where the tails are, and counts on by the sign of a difference: which number is one, no processor foresees. */
    private int findTails(double[] uniforms, int n) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            tails[count] = i;
            double inside = NormalQuantile.CENTRE - Math.abs(uniforms[i] - 0.5);
            count += (int) (Double.doubleToRawLongBits(inside) >>> 63);
        }
        return count;
    }
}
