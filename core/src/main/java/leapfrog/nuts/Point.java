package leapfrog.nuts;

/** Holds a point of a trajectory with all that was computed there. Arrays have {@link Arithmetic#padded} room, with zeros behind. */
final class Point {
    final double[] position;
    final double[] gradient;
    /** Lᵀ∇ under a dense metric, made when first needed. */
    double[] whitened = new double[0];

    double logDensity;
    /** Negative log density plus kinetic energy. */
    double energy;

    Point(int dimension) {
        position = new double[Arithmetic.padded(dimension)];
        gradient = new double[Arithmetic.padded(dimension)];
    }
}
