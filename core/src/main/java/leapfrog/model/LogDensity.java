package leapfrog.model;

/**
 * Evaluates one log density and its gradient at one point of the unconstrained space: the scalar reference, and the oracle of
 * every other implementation. Implementations hold no state between calls but scratch space, and serve one thread.
 */
public interface LogDensity {
    /** Number of unconstrained coordinates. */
    int dimension();

    /**
     * Evaluates at {@code position[at .. at + dimension)} and writes {@code gradient[gradientAt .. gradientAt + dimension)}.
     *
     * @return the log density with every normalising constant; NaN or −∞ where the density is not finite, which the sampler takes
     *     for a divergence
     */
    double evaluate(double[] position, int at, double[] gradient, int gradientAt);
}
