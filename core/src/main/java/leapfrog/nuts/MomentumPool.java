package leapfrog.nuts;

import java.util.Arrays;

/** Lends arrays for momenta, made by {@link Arithmetic#vector}; makes one when none is free and keeps it for ever, so that a warm sampler allocates nothing. */
final class MomentumPool {
    private final int dimension;
    private double[][] all = new double[16][];
    private double[][] free = new double[16][];
    private int made;
    private int available;

    MomentumPool(int dimension) {
        this.dimension = dimension;
    }

    double[] take() {
        return available > 0 ? free[--available] : make();
    }

    void give(double[] array) {
        free[available++] = array;
    }

    /** Takes everything back. */
    void reset() {
        System.arraycopy(all, 0, free, 0, made);
        available = made;
    }

    private double[] make() {
        if (made == all.length) {
            all = Arrays.copyOf(all, 2 * made);
            free = Arrays.copyOf(free, 2 * made);
        }
        double[] array = Arithmetic.vector(dimension);
        all[made++] = array;
        return array;
    }
}
