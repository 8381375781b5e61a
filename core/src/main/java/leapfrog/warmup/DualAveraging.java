package leapfrog.warmup;

import leapfrog.engine.DualAveragingState;

/**
 * Adapts the log step size of one chain towards a mean acceptance by Nesterov's dual averaging, with the constants of Stan.
 *
 * <p>Update number m with acceptance a and target δ (Hoffman and Gelman 2014, section 3.2; γ = 0.05, t₀ = 10, κ = 0.75):
 *
 * <pre>
 * H̄ ← (1 − 1/(m + t₀)) H̄ + (δ − a)/(m + t₀)
 * x ← μ − √m/γ · H̄                            the log step size of the next transition
 * x̄ ← (1 − m^−κ) x̄ + m^−κ x                   the log step size after warm-up
 * </pre>
 *
 * Mutable, so that an update allocates nothing; {@link #state()} makes the value to keep.
 */
public final class DualAveraging {
    private static final double GAMMA = 0.05;
    private static final double T0 = 10;
    private static final double KAPPA = 0.75;

    private double mu;
    private long count;
    private double errorMean;
    private double logStep;
    private double logStepMean;

    /** Starts anew from a step size ε: μ = log 10ε, and both log step sizes are log ε. */
    public void restart(double stepSize) {
        mu = Math.log(10 * stepSize);
        count = 0;
        errorMean = 0;
        logStep = Math.log(stepSize);
        logStepMean = logStep;
    }

    /** Goes on from a state. */
    public void resume(DualAveragingState state) {
        mu = state.mu();
        count = state.count();
        errorMean = state.errorMean();
        logStep = state.logStep();
        logStepMean = state.logStepMean();
    }

    /**
     * Takes the acceptance of a transition.
     *
     * @param acceptance mean Metropolis acceptance; above 1 counts as 1
     * @param target in (0, 1)
     * @return the step size of the next transition
     */
    public double update(double acceptance, double target) {
        count++;
        double share = 1 / (count + T0);
        errorMean = (1 - share) * errorMean + share * (target - Math.min(acceptance, 1));
        logStep = mu - errorMean * Math.sqrt(count) / GAMMA;
        double weight = Math.pow(count, -KAPPA);
        logStepMean = (1 - weight) * logStepMean + weight * logStep;
        return Math.exp(logStep);
    }

    /** The state from which it goes on. */
    public DualAveragingState state() {
        return new DualAveragingState(mu, count, errorMean, logStep, logStepMean);
    }
}
