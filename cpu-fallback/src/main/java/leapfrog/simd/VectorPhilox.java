package leapfrog.simd;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Makes uniform numbers for {@link SimdNormals}: a block in each lane, its four words in registers from the first round to the last. */
final class VectorPhilox {
    private static final VectorSpecies<Double> S = Lanes.PREFERRED;
    private static final int L = S.length();
    private static final VectorSpecies<Long> WORDS = VectorSpecies.of(long.class, S.vectorShape());
    private static final LongVector COUNT = LongVector.zero(WORDS).addIndex(1);
    /** Two vectors' lanes in turn: the first L of them, and the others. */
    private static final VectorShuffle<Double> ZIP_LOW = VectorShuffle.makeZip(S, 0);

    private static final VectorShuffle<Double> ZIP_HIGH = VectorShuffle.makeZip(S, 1);

    private static final int ROUNDS = 10;
    /** In the upper half, as all words are: a product of two that are shifted down is known to be one of 32 bits by 32, which takes one instruction. */
    private static final long MULTIPLIER_0 = 0xD2511F53L << 32;

    private static final long MULTIPLIER_2 = 0xCD9E8D57L << 32;
    private static final long WEYL_0 = 0x9E3779B9L << 32;
    private static final long WEYL_1 = 0xBB67AE85L << 32;
    /** The bits of 2⁵², whose last bit is 1. */
    private static final long TWO_52 = 0x4330000000000000L;

    private VectorPhilox() {}

    /** Sets uniforms[0 … 2 · blocks), and up to two whole vectors. */
    static void fill(long key, int first, int word1, long high, double[] uniforms, int blocks) {
        for (int i = 0; i < blocks; i += L) {
            // Words in upper halves; what the lower ones hold is shifted out before it counts.
            LongVector x0 = COUNT.add(first + i).lanewise(VectorOperators.LSHL, 32);
            LongVector x1 = LongVector.broadcast(WORDS, (long) word1 << 32);
            LongVector x2 = LongVector.broadcast(WORDS, high << 32);
            LongVector x3 = LongVector.broadcast(WORDS, high);
            LongVector multiplier0 = LongVector.broadcast(WORDS, MULTIPLIER_0).lanewise(VectorOperators.LSHR, 32);
            LongVector multiplier2 = LongVector.broadcast(WORDS, MULTIPLIER_2).lanewise(VectorOperators.LSHR, 32);
            long key0 = key << 32;
            long key1 = key;
            for (int round = 0; round < ROUNDS; round++) {
                LongVector product0 = x0.lanewise(VectorOperators.LSHR, 32).mul(multiplier0);
                LongVector product2 = x2.lanewise(VectorOperators.LSHR, 32).mul(multiplier2);
                x0 = product2.lanewise(VectorOperators.XOR, x1).lanewise(VectorOperators.XOR, key0);
                x1 = product2.lanewise(VectorOperators.LSHL, 32);
                x2 = product0.lanewise(VectorOperators.XOR, x3).lanewise(VectorOperators.XOR, key1);
                x3 = product0.lanewise(VectorOperators.LSHL, 32);
                key0 += WEYL_0;
                key1 += WEYL_1;
            }
            // (k + ½)·2⁻⁵² of the upper 52 bits k, which become a double as the mantissa of 2⁵² + k.
            DoubleVector even = x1.lanewise(VectorOperators.LSHR, 12)
                    .or(x0.lanewise(VectorOperators.LSHR, 44))
                    .or(TWO_52)
                    .reinterpretAsDoubles()
                    .sub(0x1p52)
                    .add(0.5)
                    .mul(0x1p-52);
            DoubleVector odd = x3.lanewise(VectorOperators.LSHR, 12)
                    .or(x2.lanewise(VectorOperators.LSHR, 44))
                    .or(TWO_52)
                    .reinterpretAsDoubles()
                    .sub(0x1p52)
                    .add(0.5)
                    .mul(0x1p-52);
            even.rearrange(ZIP_LOW, odd).intoArray(uniforms, 2 * i);
            even.rearrange(ZIP_HIGH, odd).intoArray(uniforms, 2 * i + L);
        }
    }
}
