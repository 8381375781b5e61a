package leapfrog.simd;

import static leapfrog.engine.Alignment.FIRST;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Moves eight points between arrays of their own and blocks, eight coordinates at a time in registers of eight doubles. A block's lanes are a
 * constant, and arrays are taken out of loops, so that these have neither bounds to check nor addresses to compute.
 * The rounds stand here twice, for a method that takes eight vectors and gives eight would have to box them.
 */
final class Transposes8 implements Transposes.Eight {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_512;
    private static final int W = Lanes.widthOf(MethodHandles.lookup());
    private static final VectorShuffle<Double> DOWN_1 = S.iotaShuffle(-1, 1, true);
    private static final VectorShuffle<Double> DOWN_2 = S.iotaShuffle(-2, 1, true);
    private static final VectorShuffle<Double> TURN_4 = S.iotaShuffle(4, 1, true);
    private static final VectorShuffle<Double> UP_1 = S.iotaShuffle(1, 1, true);
    private static final VectorShuffle<Double> UP_2 = S.iotaShuffle(2, 1, true);
    /** Lanes whose index has the bit 1, 2 or 4. */
    private static final VectorMask<Double> BIT_1 = VectorMask.fromLong(S, 0b10101010);

    private static final VectorMask<Double> BIT_2 = VectorMask.fromLong(S, 0b11001100);
    private static final VectorMask<Double> BIT_4 = VectorMask.fromLong(S, 0b11110000);

    @Override
    public void interleave(double[][] points, int first, int count, int n, double[] target, int at) {
        rows(points, first, count, 0, n & -8, target, at);
        if ((n & 7) != 0) {
            // With some coordinates that are there already.
            rows(points, first, count, n - 8, n, target, at);
        }
    }

    @Override
    public void deinterleave(double[] source, int at, double[][] points, int first, int n) {
        columns(source, at, points, first, 0, n & -8);
        if ((n & 7) != 0) {
            columns(source, at, points, first, n - 8, n);
        }
    }

    /** Three rounds swap halves, quarters and single lanes between pairs of rows. */
    private static void rows(double[][] points, int first, int count, int from, int to, double[] target, int at) {
        double[] p0 = points[first < count ? first : 0];
        double[] p1 = points[first + 1 < count ? first + 1 : 0];
        double[] p2 = points[first + 2 < count ? first + 2 : 0];
        double[] p3 = points[first + 3 < count ? first + 3 : 0];
        double[] p4 = points[first + 4 < count ? first + 4 : 0];
        double[] p5 = points[first + 5 < count ? first + 5 : 0];
        double[] p6 = points[first + 6 < count ? first + 6 : 0];
        double[] p7 = points[first + 7 < count ? first + 7 : 0];
        for (int d = from; d < to; d += 8) {
            DoubleVector v0 = DoubleVector.fromArray(S, p0, FIRST + d);
            DoubleVector v1 = DoubleVector.fromArray(S, p1, FIRST + d);
            DoubleVector v2 = DoubleVector.fromArray(S, p2, FIRST + d);
            DoubleVector v3 = DoubleVector.fromArray(S, p3, FIRST + d);
            DoubleVector v4 = DoubleVector.fromArray(S, p4, FIRST + d);
            DoubleVector v5 = DoubleVector.fromArray(S, p5, FIRST + d);
            DoubleVector v6 = DoubleVector.fromArray(S, p6, FIRST + d);
            DoubleVector v7 = DoubleVector.fromArray(S, p7, FIRST + d);
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
            c0.intoArray(target, at + d * W);
            c1.intoArray(target, at + d * W + W);
            c2.intoArray(target, at + d * W + 2 * W);
            c3.intoArray(target, at + d * W + 3 * W);
            c4.intoArray(target, at + d * W + 4 * W);
            c5.intoArray(target, at + d * W + 5 * W);
            c6.intoArray(target, at + d * W + 6 * W);
            c7.intoArray(target, at + d * W + 7 * W);
        }
    }

    private static void columns(double[] source, int at, double[][] points, int first, int from, int to) {
        double[] p0 = points[first];
        double[] p1 = points[first + 1];
        double[] p2 = points[first + 2];
        double[] p3 = points[first + 3];
        double[] p4 = points[first + 4];
        double[] p5 = points[first + 5];
        double[] p6 = points[first + 6];
        double[] p7 = points[first + 7];
        for (int d = from; d < to; d += 8) {
            DoubleVector v0 = DoubleVector.fromArray(S, source, at + d * W);
            DoubleVector v1 = DoubleVector.fromArray(S, source, at + d * W + W);
            DoubleVector v2 = DoubleVector.fromArray(S, source, at + d * W + 2 * W);
            DoubleVector v3 = DoubleVector.fromArray(S, source, at + d * W + 3 * W);
            DoubleVector v4 = DoubleVector.fromArray(S, source, at + d * W + 4 * W);
            DoubleVector v5 = DoubleVector.fromArray(S, source, at + d * W + 5 * W);
            DoubleVector v6 = DoubleVector.fromArray(S, source, at + d * W + 6 * W);
            DoubleVector v7 = DoubleVector.fromArray(S, source, at + d * W + 7 * W);
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
            c0.intoArray(p0, FIRST + d);
            c1.intoArray(p1, FIRST + d);
            c2.intoArray(p2, FIRST + d);
            c3.intoArray(p3, FIRST + d);
            c4.intoArray(p4, FIRST + d);
            c5.intoArray(p5, FIRST + d);
            c6.intoArray(p6, FIRST + d);
            c7.intoArray(p7, FIRST + d);
        }
    }
}
