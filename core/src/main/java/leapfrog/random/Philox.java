package leapfrog.random;

/**
 * Computes the counter-based generator Philox4x32-10: a bijection of 128-bit counters chosen by a 64-bit key.
 *
 * <p>Four words are carried as two longs: words 0 and 1 in {@code low}, words 2 and 3 in {@code high}, the even word in the lower
 * half. Source: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", doi:10.1145/2063384.2063405.
 */
final class Philox {
    /** Most blocks that {@link #blocks} makes at once, and the distance of its words. */
    static final int STRIDE = NormalBlocks.MOST;

    private static final int ROUNDS = 10;
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_2 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final long MASK = 0xFFFFFFFFL;

    private Philox() {}

    /** Packs two words. */
    static long pack(int even, int odd) {
        return (even & 0xFFFFFFFFL) | ((long) odd << 32);
    }

    /** Writes words 0 and 1 of the block of a counter to bits[0], words 2 and 3 to bits[1]. */
    static void block(long key, long low, long high, long[] bits) {
        int x0 = (int) low;
        int x1 = (int) (low >>> 32);
        int x2 = (int) high;
        int x3 = (int) (high >>> 32);
        int key0 = (int) key;
        int key1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            long product0 = MULTIPLIER_0 * (x0 & MASK);
            long product2 = MULTIPLIER_2 * (x2 & MASK);
            x0 = (int) (product2 >>> 32) ^ x1 ^ key0;
            x1 = (int) product2;
            x2 = (int) (product0 >>> 32) ^ x3 ^ key1;
            x3 = (int) product0;
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
        bits[0] = pack(x0, x1);
        bits[1] = pack(x2, x3);
    }

    /**
     * Makes the blocks of many counters at once, in place. Word k of block i stands in the lower half of words[k·{@link #STRIDE} + i]: one array
     * and operations on longs alone, so that the compiler makes SIMD instructions of the loop.
     */
    static void blocks(long key, long[] words, int blocks) {
        int key0 = (int) key;
        int key1 = (int) (key >>> 32);
        for (int round = 0; round < ROUNDS; round++) {
            round(key0 & MASK, key1 & MASK, words, blocks);
            key0 += WEYL_0;
            key1 += WEYL_1;
        }
    }

    private static void round(long key0, long key1, long[] words, int blocks) {
        for (int i = 0; i < blocks; i++) {
            long product0 = MULTIPLIER_0 * (words[i] & MASK);
            long product2 = MULTIPLIER_2 * (words[i + 2 * STRIDE] & MASK);
            long x1 = words[i + STRIDE];
            long x3 = words[i + 3 * STRIDE];
            words[i] = product2 >>> 32 ^ x1 ^ key0;
            words[i + STRIDE] = product2 & MASK;
            words[i + 2 * STRIDE] = product0 >>> 32 ^ x3 ^ key1;
            words[i + 3 * STRIDE] = product0 & MASK;
        }
    }

    /**
     * (k + ½)·2⁻⁵² for the upper 52 bits k: in the open interval (0, 1), symmetric about ½, and both u and 1 − u are exact. (With 53
     * bits the largest would round to 1.)
     */
    static double open(long bits) {
        return ((bits >>> 12) + 0.5) * 0x1p-52;
    }
}
