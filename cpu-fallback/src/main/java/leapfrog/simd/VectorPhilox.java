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
    private static final long MULTIPLIER_0 = 0xD2511F53L;
    private static final long MULTIPLIER_2 = 0xCD9E8D57L;
    private static final int WEYL_0 = 0x9E3779B9;
    private static final int WEYL_1 = 0xBB67AE85;
    private static final long MASK = 0xFFFFFFFFL;
    /** The bits of 2⁵², whose last bit is 1. */
    private static final long TWO_52 = 0x4330000000000000L;

    private VectorPhilox() {}

    /** Sets uniforms[0 … 2 · blocks), and up to two whole vectors. */
    static void fill(long key, int first, int word1, long high, double[] uniforms, int blocks) {
        for (int i = 0; i < blocks; i += L) {
            LongVector x0 = COUNT.add(first + i).and(MASK);
            LongVector x1 = LongVector.broadcast(WORDS, word1 & MASK);
            LongVector x2 = LongVector.broadcast(WORDS, high & MASK);
            LongVector x3 = LongVector.broadcast(WORDS, high >>> 32);
            int key0 = (int) key;
            int key1 = (int) (key >>> 32);
            for (int round = 0; round < ROUNDS; round++) {
                LongVector product0 = x0.and(MASK).mul(MULTIPLIER_0);
                LongVector product2 = x2.and(MASK).mul(MULTIPLIER_2);
                x0 = product2.lanewise(VectorOperators.LSHR, 32)
                        .lanewise(VectorOperators.XOR, x1)
                        .lanewise(VectorOperators.XOR, key0 & MASK);
                x1 = product2.and(MASK);
                x2 = product0.lanewise(VectorOperators.LSHR, 32)
                        .lanewise(VectorOperators.XOR, x3)
                        .lanewise(VectorOperators.XOR, key1 & MASK);
                x3 = product0.and(MASK);
                key0 += WEYL_0;
                key1 += WEYL_1;
            }
            // (k + ½)·2⁻⁵² of the upper 52 bits k, which become a double as the mantissa of 2⁵² + k.
            DoubleVector even = x0.or(x1.lanewise(VectorOperators.LSHL, 32))
                    .lanewise(VectorOperators.LSHR, 12)
                    .or(TWO_52)
                    .reinterpretAsDoubles()
                    .sub(0x1p52)
                    .add(0.5)
                    .mul(0x1p-52);
            DoubleVector odd = x2.or(x3.lanewise(VectorOperators.LSHL, 32))
                    .lanewise(VectorOperators.LSHR, 12)
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
