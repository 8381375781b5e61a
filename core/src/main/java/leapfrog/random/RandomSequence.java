package leapfrog.random;

import leapfrog.math.NormalQuantile;

/**
 * Hands out the numbers of one key of {@link ChainRandom}, index after index: for what needs as many as chance says. Allocates nothing;
 * serves one thread at a time.
 */
public final class RandomSequence {
    private final long[] pair = new long[2];
    private long seed;
    private int word1;
    private long high;
    private long next;

    /** Begins at index 0 of a key. */
    public void begin(ChainRandom random, Purpose purpose, long transition) {
        begin(random.seed(), random.chain(), purpose, transition);
    }

    /** As {@link #begin(ChainRandom, Purpose, long)} of {@code new ChainRandom(seed, chain)}. */
    public void begin(long seed, int chain, Purpose purpose, long transition) {
        this.seed = seed;
        word1 = ChainRandom.word1(purpose, transition);
        high = Philox.pack(chain, (int) transition);
        next = 0;
    }

    /** The next number of {@link ChainRandom#uniform}. */
    public double uniform() {
        int half = (int) next & 1;
        if (half == 0) {
            Philox.block(seed, Philox.pack((int) (next >>> 1), word1), high, pair);
        }
        next++;
        return Philox.open(pair[half]);
    }

    /** The next number of {@link ChainRandom#normal}. */
    public double normal() {
        return NormalQuantile.of(uniform());
    }
}
