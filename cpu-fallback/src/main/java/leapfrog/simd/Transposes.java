package leapfrog.simd;

import static leapfrog.engine.Alignment.FIRST;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Moves points between arrays of their own and interleaved blocks: eight lanes by transposes in registers, others by copying. */
final class Transposes {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512;
    /** Transposes need registers of eight doubles; emulated ones would be slow. */
    private static final boolean WIDE = Lanes.PREFERRED.length() == 8;

    private static final boolean FOUR = Lanes.PREFERRED.length() >= 4;

    private static final VectorShuffle<Double> DOWN_1 = S.iotaShuffle(-1, 1, true);
    private static final VectorShuffle<Double> DOWN_2 = S.iotaShuffle(-2, 1, true);
    private static final VectorShuffle<Double> TURN_4 = S.iotaShuffle(4, 1, true);
    private static final VectorShuffle<Double> UP_1 = S.iotaShuffle(1, 1, true);
    private static final VectorShuffle<Double> UP_2 = S.iotaShuffle(2, 1, true);
    /** Lanes whose index has the bit 1, 2 or 4. */
    private static final VectorMask<Double> BIT_1 = VectorMask.fromLong(S, 0b10101010);

    private static final VectorMask<Double> BIT_2 = VectorMask.fromLong(S, 0b11001100);
    private static final VectorMask<Double> BIT_4 = VectorMask.fromLong(S, 0b11110000);

    private Transposes() {}

    static void interleave(double[][] points, int count, int n, double[] target, int at, int lanes) {
        if (lanes == 4 && FOUR) {
            Transposes4.interleave(points, count, n, target, at);
            return;
        }
        int done = 0;
        if (WIDE && lanes % 8 == 0) {
            done = n & -8;
            // Lines of the target are filled at once, which are more than the first-level cache holds.
            for (int d = 0; d < done; d += 8) {
                for (int first = 0; first < lanes; first += 8) {
                    transpose(points, first, count, d, target, at + d * lanes + first, lanes);
                }
            }
        }
        for (int lane = 0; lane < lanes; lane++) {
            double[] point = points[lane < count ? lane : 0];
            for (int d = done; d < n; d++) {
                target[at + d * lanes + lane] = point[FIRST + d];
            }
        }
    }

    static void deinterleave(double[] source, int at, int lanes, double[][] points, int count, int n) {
        if (lanes == 4 && count == 4 && FOUR) {
            Transposes4.deinterleave(source, at, points, n);
            return;
        }
        int full = WIDE && lanes % 8 == 0 ? count & -8 : 0;
        int done = n & -8;
        for (int d = 0; d < done; d += 8) {
            for (int first = 0; first < full; first += 8) {
                transposeBack(source, at + d * lanes + first, lanes, points, first, d);
            }
        }
        for (int lane = 0; lane < count; lane++) {
            double[] point = points[lane];
            for (int d = lane < full ? done : 0; d < n; d++) {
                point[FIRST + d] = source[at + d * lanes + lane];
            }
        }
    }

    /** Three rounds swap halves, quarters and single lanes between pairs of rows. */
    private static void transpose(double[][] points, int first, int count, int d, double[] target, int at, int lanes) {
        DoubleVector v0 = DoubleVector.fromArray(S, points[first + 0 < count ? first + 0 : 0], FIRST + d);
        DoubleVector v1 = DoubleVector.fromArray(S, points[first + 1 < count ? first + 1 : 0], FIRST + d);
        DoubleVector v2 = DoubleVector.fromArray(S, points[first + 2 < count ? first + 2 : 0], FIRST + d);
        DoubleVector v3 = DoubleVector.fromArray(S, points[first + 3 < count ? first + 3 : 0], FIRST + d);
        DoubleVector v4 = DoubleVector.fromArray(S, points[first + 4 < count ? first + 4 : 0], FIRST + d);
        DoubleVector v5 = DoubleVector.fromArray(S, points[first + 5 < count ? first + 5 : 0], FIRST + d);
        DoubleVector v6 = DoubleVector.fromArray(S, points[first + 6 < count ? first + 6 : 0], FIRST + d);
        DoubleVector v7 = DoubleVector.fromArray(S, points[first + 7 < count ? first + 7 : 0], FIRST + d);
        DoubleVector a0 = v0.blend(v4.rearrange(TURN_4), BIT_4);
        DoubleVector a4 = v0.rearrange(TURN_4).blend(v4, BIT_4);
        DoubleVector a1 = v1.blend(v5.rearrange(TURN_4), BIT_4);
        DoubleVector a5 = v1.rearrange(TURN_4).blend(v5, BIT_4);
        DoubleVector a2 = v2.blend(v6.rearrange(TURN_4), BIT_4);
        DoubleVector a6 = v2.rearrange(TURN_4).blend(v6, BIT_4);
        DoubleVector a3 = v3.blend(v7.rearrange(TURN_4), BIT_4);
        DoubleVector a7 = v3.rearrange(TURN_4).blend(v7, BIT_4);
        DoubleVector b0 = a0.blend(a2.rearrange(DOWN_2), BIT_2);
        DoubleVector b2 = a0.rearrange(UP_2).blend(a2, BIT_2);
        DoubleVector b1 = a1.blend(a3.rearrange(DOWN_2), BIT_2);
        DoubleVector b3 = a1.rearrange(UP_2).blend(a3, BIT_2);
        DoubleVector b4 = a4.blend(a6.rearrange(DOWN_2), BIT_2);
        DoubleVector b6 = a4.rearrange(UP_2).blend(a6, BIT_2);
        DoubleVector b5 = a5.blend(a7.rearrange(DOWN_2), BIT_2);
        DoubleVector b7 = a5.rearrange(UP_2).blend(a7, BIT_2);
        DoubleVector c0 = b0.blend(b1.rearrange(DOWN_1), BIT_1);
        DoubleVector c1 = b0.rearrange(UP_1).blend(b1, BIT_1);
        DoubleVector c2 = b2.blend(b3.rearrange(DOWN_1), BIT_1);
        DoubleVector c3 = b2.rearrange(UP_1).blend(b3, BIT_1);
        DoubleVector c4 = b4.blend(b5.rearrange(DOWN_1), BIT_1);
        DoubleVector c5 = b4.rearrange(UP_1).blend(b5, BIT_1);
        DoubleVector c6 = b6.blend(b7.rearrange(DOWN_1), BIT_1);
        DoubleVector c7 = b6.rearrange(UP_1).blend(b7, BIT_1);
        c0.intoArray(target, at);
        c1.intoArray(target, at + lanes);
        c2.intoArray(target, at + 2 * lanes);
        c3.intoArray(target, at + 3 * lanes);
        c4.intoArray(target, at + 4 * lanes);
        c5.intoArray(target, at + 5 * lanes);
        c6.intoArray(target, at + 6 * lanes);
        c7.intoArray(target, at + 7 * lanes);
    }

    private static void transposeBack(double[] source, int at, int lanes, double[][] points, int first, int d) {
        DoubleVector v0 = DoubleVector.fromArray(S, source, at);
        DoubleVector v1 = DoubleVector.fromArray(S, source, at + lanes);
        DoubleVector v2 = DoubleVector.fromArray(S, source, at + 2 * lanes);
        DoubleVector v3 = DoubleVector.fromArray(S, source, at + 3 * lanes);
        DoubleVector v4 = DoubleVector.fromArray(S, source, at + 4 * lanes);
        DoubleVector v5 = DoubleVector.fromArray(S, source, at + 5 * lanes);
        DoubleVector v6 = DoubleVector.fromArray(S, source, at + 6 * lanes);
        DoubleVector v7 = DoubleVector.fromArray(S, source, at + 7 * lanes);
        DoubleVector a0 = v0.blend(v4.rearrange(TURN_4), BIT_4);
        DoubleVector a4 = v0.rearrange(TURN_4).blend(v4, BIT_4);
        DoubleVector a1 = v1.blend(v5.rearrange(TURN_4), BIT_4);
        DoubleVector a5 = v1.rearrange(TURN_4).blend(v5, BIT_4);
        DoubleVector a2 = v2.blend(v6.rearrange(TURN_4), BIT_4);
        DoubleVector a6 = v2.rearrange(TURN_4).blend(v6, BIT_4);
        DoubleVector a3 = v3.blend(v7.rearrange(TURN_4), BIT_4);
        DoubleVector a7 = v3.rearrange(TURN_4).blend(v7, BIT_4);
        DoubleVector b0 = a0.blend(a2.rearrange(DOWN_2), BIT_2);
        DoubleVector b2 = a0.rearrange(UP_2).blend(a2, BIT_2);
        DoubleVector b1 = a1.blend(a3.rearrange(DOWN_2), BIT_2);
        DoubleVector b3 = a1.rearrange(UP_2).blend(a3, BIT_2);
        DoubleVector b4 = a4.blend(a6.rearrange(DOWN_2), BIT_2);
        DoubleVector b6 = a4.rearrange(UP_2).blend(a6, BIT_2);
        DoubleVector b5 = a5.blend(a7.rearrange(DOWN_2), BIT_2);
        DoubleVector b7 = a5.rearrange(UP_2).blend(a7, BIT_2);
        DoubleVector c0 = b0.blend(b1.rearrange(DOWN_1), BIT_1);
        DoubleVector c1 = b0.rearrange(UP_1).blend(b1, BIT_1);
        DoubleVector c2 = b2.blend(b3.rearrange(DOWN_1), BIT_1);
        DoubleVector c3 = b2.rearrange(UP_1).blend(b3, BIT_1);
        DoubleVector c4 = b4.blend(b5.rearrange(DOWN_1), BIT_1);
        DoubleVector c5 = b4.rearrange(UP_1).blend(b5, BIT_1);
        DoubleVector c6 = b6.blend(b7.rearrange(DOWN_1), BIT_1);
        DoubleVector c7 = b6.rearrange(UP_1).blend(b7, BIT_1);
        c0.intoArray(points[first], FIRST + d);
        c1.intoArray(points[first + 1], FIRST + d);
        c2.intoArray(points[first + 2], FIRST + d);
        c3.intoArray(points[first + 3], FIRST + d);
        c4.intoArray(points[first + 4], FIRST + d);
        c5.intoArray(points[first + 5], FIRST + d);
        c6.intoArray(points[first + 6], FIRST + d);
        c7.intoArray(points[first + 7], FIRST + d);
    }
}
