package leapfrog.simd;

import static leapfrog.engine.Alignment.FIRST;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/** Moves points between arrays of their own and blocks of four lanes, four coordinates at a time in registers of four doubles. */
final class Transposes4 {
    private static final VectorSpecies<Double> S = DoubleVector.SPECIES_256;
    private static final VectorShuffle<Double> TURN = S.iotaShuffle(2, 1, true);
    private static final VectorShuffle<Double> DOWN = S.iotaShuffle(-1, 1, true);
    private static final VectorShuffle<Double> UP = S.iotaShuffle(1, 1, true);
    private static final VectorMask<Double> HIGH = VectorMask.fromLong(S, 0b1100);
    private static final VectorMask<Double> ODD = VectorMask.fromLong(S, 0b1010);

    private Transposes4() {}

    static void interleave(double[][] points, int count, int n, double[] target, int at) {
        double[] p0 = points[0];
        double[] p1 = points[count > 1 ? 1 : 0];
        double[] p2 = points[count > 2 ? 2 : 0];
        double[] p3 = points[count > 3 ? 3 : 0];
        int d = 0;
        for (; d <= n - 4; d += 4) {
            DoubleVector v0 = DoubleVector.fromArray(S, p0, FIRST + d);
            DoubleVector v1 = DoubleVector.fromArray(S, p1, FIRST + d);
            DoubleVector v2 = DoubleVector.fromArray(S, p2, FIRST + d);
            DoubleVector v3 = DoubleVector.fromArray(S, p3, FIRST + d);
            DoubleVector a0 = v0.blend(v2.rearrange(TURN), HIGH);
            DoubleVector a1 = v1.blend(v3.rearrange(TURN), HIGH);
            DoubleVector a2 = v0.rearrange(TURN).blend(v2, HIGH);
            DoubleVector a3 = v1.rearrange(TURN).blend(v3, HIGH);
            int to = at + 4 * d;
            a0.blend(a1.rearrange(DOWN), ODD).intoArray(target, to);
            a0.rearrange(UP).blend(a1, ODD).intoArray(target, to + 4);
            a2.blend(a3.rearrange(DOWN), ODD).intoArray(target, to + 8);
            a2.rearrange(UP).blend(a3, ODD).intoArray(target, to + 12);
        }
        for (; d < n; d++) {
            target[at + 4 * d] = p0[FIRST + d];
            target[at + 4 * d + 1] = p1[FIRST + d];
            target[at + 4 * d + 2] = p2[FIRST + d];
            target[at + 4 * d + 3] = p3[FIRST + d];
        }
    }

    /** For four points. */
    static void deinterleave(double[] source, int at, double[][] points, int n) {
        double[] p0 = points[0];
        double[] p1 = points[1];
        double[] p2 = points[2];
        double[] p3 = points[3];
        int d = 0;
        for (; d <= n - 4; d += 4) {
            int from = at + 4 * d;
            DoubleVector v0 = DoubleVector.fromArray(S, source, from);
            DoubleVector v1 = DoubleVector.fromArray(S, source, from + 4);
            DoubleVector v2 = DoubleVector.fromArray(S, source, from + 8);
            DoubleVector v3 = DoubleVector.fromArray(S, source, from + 12);
            DoubleVector a0 = v0.blend(v2.rearrange(TURN), HIGH);
            DoubleVector a1 = v1.blend(v3.rearrange(TURN), HIGH);
            DoubleVector a2 = v0.rearrange(TURN).blend(v2, HIGH);
            DoubleVector a3 = v1.rearrange(TURN).blend(v3, HIGH);
            a0.blend(a1.rearrange(DOWN), ODD).intoArray(p0, FIRST + d);
            a0.rearrange(UP).blend(a1, ODD).intoArray(p1, FIRST + d);
            a2.blend(a3.rearrange(DOWN), ODD).intoArray(p2, FIRST + d);
            a2.rearrange(UP).blend(a3, ODD).intoArray(p3, FIRST + d);
        }
        for (; d < n; d++) {
            p0[FIRST + d] = source[at + 4 * d];
            p1[FIRST + d] = source[at + 4 * d + 1];
            p2[FIRST + d] = source[at + 4 * d + 2];
            p3[FIRST + d] = source[at + 4 * d + 3];
        }
    }
}
