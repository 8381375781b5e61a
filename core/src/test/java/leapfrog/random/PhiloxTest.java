package leapfrog.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Checks Philox against the known answers of its authors' library. */
class PhiloxTest {
    /**
     * Counter (4 words), key (2), result (4). Source: the three lines "philox4x32 10" of tests/kat_vectors in Random123 1.14.0 (D. E.
     * Shaw Research).
     */
    private static final int[][] KNOWN = {
        {0, 0, 0, 0, 0, 0, 0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8},
        {-1, -1, -1, -1, -1, -1, 0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd},
        {
            0x243f6a88,
            0x85a308d3,
            0x13198a2e,
            0x03707344,
            0xa4093822,
            0x299f31d0,
            0xd16cfe09,
            0x94fdcceb,
            0x5001e420,
            0x24126ea1
        },
    };

    @Test
    void givesTheKnownAnswers() {
        for (int[] known : KNOWN) {
            long key = Philox.pack(known[4], known[5]);
            long low = Philox.pack(known[0], known[1]);
            long high = Philox.pack(known[2], known[3]);
            long[] bits = new long[2];
            Philox.block(key, low, high, bits);
            assertEquals(Philox.pack(known[6], known[7]), bits[0]);
            assertEquals(Philox.pack(known[8], known[9]), bits[1]);
        }
    }

    @Test
    void givesTheKnownAnswersManyAtOnce() {
        for (int[] known : KNOWN) {
            for (int blocks : new int[] {1, 2, 7, 8, 9, 63, 64}) {
                long[] words = new long[4 * Philox.STRIDE];
                for (int i = 0; i < blocks; i++) {
                    for (int k = 0; k < 4; k++) {
                        words[k * Philox.STRIDE + i] = Integer.toUnsignedLong(known[k]);
                    }
                }
                Philox.blocks(Philox.pack(known[4], known[5]), words, blocks);
                for (int i = 0; i < Philox.STRIDE; i++) {
                    for (int k = 0; k < 4; k++) {
                        long expected = i < blocks ? Integer.toUnsignedLong(known[6 + k]) : 0;
                        assertEquals(expected, words[k * Philox.STRIDE + i]);
                    }
                }
            }
        }
    }

    @Test
    void keepsUniformsInsideTheOpenInterval() {
        assertEquals(0x1p-53, Philox.open(0));
        assertEquals(1 - 0x1p-53, Philox.open(-1));
        assertTrue(Philox.open(-1) < 1);
        assertEquals(0.5 - 0x1p-53, Philox.open(Long.MAX_VALUE));
        assertEquals(0.5 + 0x1p-53, Philox.open(Long.MIN_VALUE));
    }
}
