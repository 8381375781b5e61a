package leapfrog.random;

import leapfrog.math.NormalQuantiles;

/** Makes blocks round by round, and quantiles formula by formula, in loops over arrays, of which the compiler makes SIMD instructions where they are long. */
final class LoopedNormals implements NormalBlocks {
    private final long[] words = new long[4 * MOST];
    private final double[] uniforms = new double[2 * MOST];
    private final NormalQuantiles quantiles = new NormalQuantiles(2 * MOST);

    @Override
    public void fill(long key, int first, int word1, long high, double[] out, int at, int n) {
        int blocks = Math.ceilDiv(n, 2);
        for (int i = 0; i < blocks; i++) {
            words[i] = Integer.toUnsignedLong(first + i);
            words[i + MOST] = Integer.toUnsignedLong(word1);
            words[i + 2 * MOST] = high & 0xFFFFFFFFL;
            words[i + 3 * MOST] = high >>> 32;
        }
        Philox.blocks(key, words, blocks);
        for (int i = 0; i < blocks; i++) {
            uniforms[2 * i] = Philox.open(words[i] | words[i + MOST] << 32);
            uniforms[2 * i + 1] = Philox.open(words[i + 2 * MOST] | words[i + 3 * MOST] << 32);
        }
        quantiles.fill(uniforms, out, at, n);
    }
}
