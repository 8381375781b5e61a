package leapfrog.random;

import leapfrog.math.NormalQuantiles;

/**
 * Fills arrays with the numbers of {@link ChainRandom#fillNormals}, bit by bit, several times faster. Has working memory of its own and
 * allocates nothing; serves one thread at a time.
 */
public final class BulkNormals {
    private static final int BLOCKS = Philox.STRIDE;
    private final long[] words = new long[4 * BLOCKS];
    private final double[] uniforms = new double[2 * BLOCKS];
    private final NormalQuantiles quantiles = new NormalQuantiles(2 * BLOCKS);

    /** Fills out[0 … n) with {@link ChainRandom#normal} at the indices [0, n). */
    public void fill(ChainRandom random, Purpose purpose, long transition, double[] out, int n) {
        int word1 = ChainRandom.word1(purpose, transition);
        long high = random.high(transition);
        for (int at = 0; at < n; at += 2 * BLOCKS) {
            int count = Math.min(2 * BLOCKS, n - at);
            int blocks = (count + 1) / 2;
            fillUniforms(random.seed(), at / 2, word1, high, blocks);
            quantiles.fill(uniforms, out, at, count);
        }
    }

    private void fillUniforms(long key, int firstBlock, int word1, long high, int blocks) {
        for (int i = 0; i < blocks; i++) {
            words[i] = Integer.toUnsignedLong(firstBlock + i);
            words[i + BLOCKS] = Integer.toUnsignedLong(word1);
            words[i + 2 * BLOCKS] = high & 0xFFFFFFFFL;
            words[i + 3 * BLOCKS] = high >>> 32;
        }
        Philox.blocks(key, words, blocks);
        for (int i = 0; i < blocks; i++) {
            uniforms[2 * i] = Philox.open(words[i] | words[i + BLOCKS] << 32);
            uniforms[2 * i + 1] = Philox.open(words[i + 2 * BLOCKS] | words[i + 3 * BLOCKS] << 32);
        }
    }
}
