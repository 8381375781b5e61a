package leapfrog.random;

/**
 * Makes the standard normal numbers of many blocks of Philox4x32-10 at once, those of {@link ChainRandom#normal} bit by bit.
 *
 * <p>Implementations have working memory and serve one thread at a time.
 */
public interface NormalBlocks {
    /** Most blocks at once. */
    int MOST = 64;

    /** The form of loops over arrays. */
    static NormalBlocks looped() {
        return new LoopedNormals();
    }

    /**
     * Sets out[at … at + n) to the numbers of the blocks with the counter words [first, word1, high mod 2³², high / 2³²], [first + 1, …, two
     * each.
     *
     * @param key of 64 bits
     * @param n at most 2 · {@link #MOST}
     */
    void fill(long key, int first, int word1, long high, double[] out, int at, int n);
}
