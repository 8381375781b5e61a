package leapfrog.tornado;

import uk.ac.manchester.tornado.api.KernelContext;
import uk.ac.manchester.tornado.api.types.arrays.DoubleArray;
import uk.ac.manchester.tornado.api.types.collections.VectorDouble8;
import uk.ac.manchester.tornado.api.types.vectors.Double8;

/**
 * Does what a device does at most: multiply-adds that stay in registers, and a copy; a number a work-item, or a vector of {@link #WIDTH}, which
 * compilers for processors do not make of neighbouring work-items. TornadoVM fuses a multiplication and an addition of numbers, not of vectors.
 */
final class YardstickKernels {
    /** Sequences of a work-item side by side, for one waits for its last element. */
    static final int SEQUENCES = 8;

    /** Numbers of a vector. */
    static final int WIDTH = 8;

    private YardstickKernels() {}

    /** Replaces each x by the sum of what x, x + 1, … x + 7 come to by x ← x · factor + summand. */
    static void multiplyAdds(KernelContext context, DoubleArray values, double factor, double summand, int rounds) {
        int item = context.globalIdx;
        double a = values.get(item);
        double b = a + 1;
        double c = a + 2;
        double d = a + 3;
        double e = a + 4;
        double f = a + 5;
        double g = a + 6;
        double h = a + 7;
        for (int round = 0; round < rounds; round++) {
            a = a * factor + summand;
            b = b * factor + summand;
            c = c * factor + summand;
            d = d * factor + summand;
            e = e * factor + summand;
            f = f * factor + summand;
            g = g * factor + summand;
            h = h * factor + summand;
        }
        values.set(item, ((a + b) + (c + d)) + ((e + f) + (g + h)));
    }

    /** The same of vectors. */
    static void multiplyAddVectors(
            KernelContext context, VectorDouble8 values, double factor, double summand, int rounds) {
        int item = context.globalIdx;
        Double8 a = values.get(item);
        Double8 b = Double8.add(a, 1.0);
        Double8 c = Double8.add(a, 2.0);
        Double8 d = Double8.add(a, 3.0);
        Double8 e = Double8.add(a, 4.0);
        Double8 f = Double8.add(a, 5.0);
        Double8 g = Double8.add(a, 6.0);
        Double8 h = Double8.add(a, 7.0);
        for (int round = 0; round < rounds; round++) {
            a = Double8.add(Double8.mult(a, factor), summand);
            b = Double8.add(Double8.mult(b, factor), summand);
            c = Double8.add(Double8.mult(c, factor), summand);
            d = Double8.add(Double8.mult(d, factor), summand);
            e = Double8.add(Double8.mult(e, factor), summand);
            f = Double8.add(Double8.mult(f, factor), summand);
            g = Double8.add(Double8.mult(g, factor), summand);
            h = Double8.add(Double8.mult(h, factor), summand);
        }
        Double8 first = Double8.add(Double8.add(a, b), Double8.add(c, d));
        Double8 last = Double8.add(Double8.add(e, f), Double8.add(g, h));
        values.set(item, Double8.add(first, last));
    }

    static void copy(KernelContext context, DoubleArray from, DoubleArray to) {
        int item = context.globalIdx;
        to.set(item, from.get(item));
    }

    /** The same of vectors. */
    static void copyVectors(KernelContext context, VectorDouble8 from, VectorDouble8 to) {
        int item = context.globalIdx;
        to.set(item, from.get(item));
    }
}
