package leapfrog.engine;

/** Carries the sampler statistics of one transition, in Stan's terms; one object is reused for all transitions of a chain. */
public final class TransitionStatistics {
    /** Log density at the new state, lp__. */
    public double logDensity;
    /** Hamiltonian at the new state (negative log density + kinetic energy of its own momentum), energy__. */
    public double energy;
    /** Mean Metropolis acceptance over the trajectory, accept_stat__. */
    public double acceptance;
    /** Step size used, stepsize__. */
    public double stepSize;
    /** Doublings made, treedepth__. */
    public int depth;
    /** Leapfrog steps made, n_leapfrog__. */
    public int leapfrogs;
    /** Whether the trajectory diverged, divergent__. */
    public boolean divergent;
}
