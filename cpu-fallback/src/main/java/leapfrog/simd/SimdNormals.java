package leapfrog.simd;

import leapfrog.math.NormalQuantile;
import leapfrog.random.NormalBlocks;

/** Makes normal numbers with the Vector API. */
final class SimdNormals implements NormalBlocks {
    private final double[] uniforms = new double[2 * MOST];
    private final double[] quantiles = new double[2 * MOST];
    /** Negative for numbers in the tails. */
    private final double[] margins = new double[2 * MOST];
    /** Of the numbers in the tails the places, themselves, and the roots and quantiles of their smaller probabilities. */
    private final int[] tails = new int[2 * MOST];

    private final double[] outside = new double[2 * MOST];
    private final double[] roots = new double[2 * MOST];
    private final double[] magnitudes = new double[2 * MOST];

    @Override
    public void fill(long key, int first, int word1, long high, double[] out, int at, int n) {
        VectorPhilox.fill(key, first, word1, high, uniforms, Math.ceilDiv(n, 2));
        VectorQuantiles.central(uniforms, quantiles, margins, n);
        int count = findTails(n);
        VectorQuantiles.near(outside, roots, magnitudes, count);
        for (int k = 0; k < count; k++) {
            int i = tails[k];
            quantiles[i] = roots[k] <= VectorQuantiles.NEAR
                    ? Math.copySign(magnitudes[k], uniforms[i] - 0.5)
                    : NormalQuantile.of(uniforms[i]);
        }
        System.arraycopy(quantiles, 0, out, at, n);
    }

    /** Collects the tails, and counts on by the sign of a margin: which number is one, no processor foresees. */
    private int findTails(int n) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            tails[count] = i;
            count += (int) (Double.doubleToRawLongBits(margins[i]) >>> 63);
        }
        for (int k = 0; k < count; k++) {
            outside[k] = uniforms[tails[k]];
        }
        return count;
    }
}
