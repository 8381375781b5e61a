package leapfrog.nuts;

import leapfrog.engine.Alignment;

/**
 * Keeps the points of a trajectory that still matter, by role. Points change roles, never places, so nothing is copied; one point may
 * have several roles. A role is the bit of the point that has it: which points are free is known without a look at any of them.
 */
final class Points {
    /** One for each role, and one that is free. */
    private final Point[] pool = new Point[6];

    /** The trajectory's ends in time. */
    int left = 1;

    int right = 1;
    /** The trajectory's pick. */
    int selected = 1;
    /** The growing subtree's pick. */
    int candidate = 1;
    /** The leaf made last, or the end that the subtree grows from. */
    int current = 1;

    Points(int dimension) {
        for (int i = 0; i < pool.length; i++) {
            pool[i] = new Point(dimension, 1 << i);
        }
    }

    /** The point that has a role. */
    Point of(int role) {
        return pool[Integer.numberOfTrailingZeros(role)];
    }

    /** Starts a trajectory at a point, whose arrays are copied unless both are those of the trajectory's pick. */
    Point start(double[] position, double logDensity, double[] gradient, int n) {
        Point start = of(selected);
        if (start.position != position || start.gradient != gradient) {
            start = pool[0];
            System.arraycopy(position, Alignment.FIRST, start.position, Alignment.FIRST, n);
            System.arraycopy(gradient, Alignment.FIRST, start.gradient, Alignment.FIRST, n);
        }
        start.logDensity = logDensity;
        left = right = selected = candidate = current = start.bit;
        return start;
    }

    /** A point without a role: the first, found without branches, which no processor would foresee. */
    Point free() {
        return of(~(current | candidate | selected | left | right));
    }
}
