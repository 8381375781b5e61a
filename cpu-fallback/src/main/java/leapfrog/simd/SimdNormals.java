package leapfrog.simd;

import leapfrog.math.NormalQuantile;
import leapfrog.random.NormalBlocks;

/** Makes normal numbers with the Vector API. */
final class SimdNormals implements NormalBlocks {
    private final double[] uniforms = new double[2 * MOST];
    private final double[] quantiles = new double[2 * MOST];
    /** Of the numbers in the tails the places, the smaller probabilities, and roots and quantiles of these. */
    private final int[] tails = new int[2 * MOST];

    private final double[] probabilities = new double[2 * MOST];
    private final double[] roots = new double[2 * MOST];
    private final double[] magnitudes = new double[2 * MOST];

    @Override
    public void fill(long key, int first, int word1, long high, double[] out, int at, int n) {
        VectorPhilox.fill(key, first, word1, high, uniforms, Math.ceilDiv(n, 2));
        VectorQuantiles.central(uniforms, quantiles, n);
        int count = findTails(n);
        VectorQuantiles.near(probabilities, roots, magnitudes, count);
        for (int k = 0; k < count; k++) {
            int i = tails[k];
            quantiles[i] = roots[k] <= VectorQuantiles.NEAR
                    ? Math.copySign(magnitudes[k], uniforms[i] - 0.5)
                    : NormalQuantile.of(uniforms[i]);
        }
        System.arraycopy(quantiles, 0, out, at, n);
    }

    /** Collects the tails, and counts on by the sign of a difference: which number is one, no processor foresees. */
    private int findTails(int n) {
        int count = 0;
        for (int i = 0; i < n; i++) {
            double uniform = uniforms[i];
            tails[count] = i;
            probabilities[count] = Math.min(uniform, 1 - uniform);
            double inside = VectorQuantiles.CENTRE - Math.abs(uniform - 0.5);
            count += (int) (Double.doubleToRawLongBits(inside) >>> 63);
        }
        return count;
    }
}
