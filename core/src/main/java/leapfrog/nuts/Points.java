package leapfrog.nuts;

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
            pool[i] = new Point(dimension);
        }
        left = right = selected = candidate = current = pool[0];
    }

    /** Starts a trajectory at a point, whose arrays may belong to this object. */
    Point start(double[] position, double logDensity, double[] gradient, int n) {
        Point start = pool[0];
        System.arraycopy(position, 0, start.position, 0, n);
        System.arraycopy(gradient, 0, start.gradient, 0, n);
        start.logDensity = logDensity;
        left = right = selected = candidate = current = start;
        return start;
    }

    /** A point without a role. */
    Point free() {
        for (Point point : pool) {
            if (point != current && point != candidate && point != selected && point != left && point != right) {
                return point;
            }
        }
        throw new AssertionError("more roles than points");
    }
}
