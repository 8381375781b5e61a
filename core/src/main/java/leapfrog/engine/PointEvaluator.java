package leapfrog.engine;

/** Evaluates the log density and gradient of one task at one point at a time, where the point lies. Serves one thread. */
public interface PointEvaluator {
    /**
     * Evaluates at a point.
     *
     * @param position [dimension], from {@link Alignment#FIRST} on, in an array made by {@link Alignment#array}
     * @param gradient gets [dimension] numbers, from {@link Alignment#FIRST} on; those around them stay as they are. Made in the same way
     * @return the log density; NaN or −∞ where the density is not finite
     */
    double evaluate(double[] position, double[] gradient);
}
