package leapfrog.nuts;

import leapfrog.engine.Alignment;

/**
 * Keeps the points of a trajectory that still matter, by role. Points change roles, never places, so nothing is copied; one point may
 * have several roles.
 */
final class Points {
    /** One for each role, and one that is free. */
    private final Point[] pool = new Point[6];

    /** The trajectory's ends in time. */
    Point left;

    Point right;
    /** The trajectory's pick. */
    Point selected;
    /** The growing subtree's pick. */
    Point candidate;
    /** The leaf made last, or the end that the subtree grows from. */
    Point current;

    Points(int dimension) {
        for (int i = 0; i < pool.length; i++) {
            pool[i] = new Point(dimension, 1 << i);
        }
        left = right = selected = candidate = current = pool[0];
    }

    /** Starts a trajectory at a point, whose arrays may belong to this object. */
    Point start(double[] position, double logDensity, double[] gradient, int n) {
        Point start = pool[0];
        System.arraycopy(position, Alignment.FIRST, start.position, Alignment.FIRST, n);
        System.arraycopy(gradient, Alignment.FIRST, start.gradient, Alignment.FIRST, n);
        start.logDensity = logDensity;
        left = right = selected = candidate = current = start;
        return start;
    }

    /** A point without a role: the first, found without branches, which no processor would foresee. */
    Point free() {
        int taken = current.bit | candidate.bit | selected.bit | left.bit | right.bit;
        return pool[Integer.numberOfTrailingZeros(~taken)];
    }
}
