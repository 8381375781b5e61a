package leapfrog.nuts;

/** Holds a point of a trajectory with all that was computed there, in arrays made by {@link Arithmetic#vector}. */
final class Point {
    /** The bit by which {@link Points} knows it. */
    final int bit;

    final double[] position;
    final double[] gradient;
    /** Lᵀ∇ under a dense metric, [dimension], made when first needed. */
    double[] whitened = new double[0];

    double logDensity;
    /** Negative log density plus kinetic energy. */
    double energy;

    Point(int dimension, int bit) {
        this.bit = bit;
        position = Arithmetic.vector(dimension);
        gradient = Arithmetic.vector(dimension);
    }
}
