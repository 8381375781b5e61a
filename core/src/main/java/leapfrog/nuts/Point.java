package leapfrog.nuts;

/** Holds a point of a trajectory with all that was computed there. */
final class Point {
    final double[] position;
    final double[] gradient;
    /** Lᵀ∇ under a dense metric, made when first needed. */
    double[] whitened = new double[0];

    double logDensity;
    /** Negative log density plus kinetic energy. */
    double energy;

    Point(int dimension) {
        position = new double[dimension];
        gradient = new double[dimension];
    }
}
