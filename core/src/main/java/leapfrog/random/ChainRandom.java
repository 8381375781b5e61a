package leapfrog.random;

import leapfrog.math.NormalQuantile;

/**
 * Gives a chain its random numbers, each a pure function of (seed, chain, transition, purpose, index); holds no state.
 *
 * <p>Number {@code index} comes from half {@code index mod 2} of the Philox4x32-10 block with key {@code seed} and counter words
 * [index / 2, purpose + 256·(transition / 2³²), chain, transition mod 2³²].
 *
 * @param seed key of the task's streams: {@link #mix} of the user's seed and the task
 * @param chain number of the chain in its fit
 */
public record ChainRandom(long seed, int chain) {
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /**
     * A uniform number on the open interval (0, 1), a multiple of 2⁻⁵³.
     *
     * @param transition in [0, 2⁵⁶)
     * @param index in [0, 2³³)
     */
    public double uniform(Purpose purpose, long transition, long index) {
        return Philox.open(bits(purpose, transition, index));
    }

    /** A standard normal number: the quantile of {@link #uniform} with the same key. */
    public double normal(Purpose purpose, long transition, long index) {
        return NormalQuantile.of(uniform(purpose, transition, index));
    }

    /** The 64 bits that {@link #uniform} with the same key is made of. */
    public long bits(Purpose purpose, long transition, long index) {
        long[] pair = new long[2];
        bitsPair(purpose, transition, (int) (index >>> 1), pair);
        return pair[(int) index & 1];
    }

    /** Writes {@link #bits} at the indices 2·block and 2·block + 1, which cost as much as one, to pair[0] and pair[1]. */
    public void bitsPair(Purpose purpose, long transition, int block, long[] pair) {
        Philox.block(seed, Philox.pack(block, word1(purpose, transition)), high(transition), pair);
    }

    /** Makes the number of {@link #uniform} from its bits. */
    public static double uniform(long bits) {
        return Philox.open(bits);
    }

    /** Fills out[0 … n) with {@link #uniform} at the indices [0, n). */
    public void fillUniforms(Purpose purpose, long transition, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = uniform(purpose, transition, i);
        }
    }

    /** Fills out[0 … n) with {@link #normal} at the indices [0, n); {@link BulkNormals} does the same faster. */
    public void fillNormals(Purpose purpose, long transition, double[] out, int n) {
        for (int i = 0; i < n; i++) {
            out[i] = normal(purpose, transition, i);
        }
    }

    /**
     * Makes a task's seed: f(f(seed) + value) with the output function f of SplitMix64 after one golden-ratio step. A bijection of
     * value for every seed, and of seed for every value.
     */
    public static long mix(long seed, long value) {
        return splitMix(splitMix(seed) + value);
    }

    /** Makes a named task's seed: the UTF-16 units of the name mixed in one after the other, then its length. */
    public static long mix(long seed, String name) {
        long mixed = seed;
        for (int i = 0; i < name.length(); i++) {
            mixed = mix(mixed, name.charAt(i));
        }
        return mix(mixed, name.length());
    }

    private static long splitMix(long value) {
        long z = value + GOLDEN;
        z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
        z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
        return z ^ z >>> 31;
    }

    /** Word 1 of the counters of a stream. */
    static int word1(Purpose purpose, long transition) {
        return purpose.code | (int) (transition >>> 32) << 8;
    }

    /** Words 2 and 3 of the counters of a transition. */
    long high(long transition) {
        return Philox.pack(chain, (int) transition);
    }
}
