package leapfrog.engine;

/**
 * Holds all that a chain needs to go on, bitwise, as if it had never stopped. Immutable by convention: arrays are not changed.
 *
 * @param chain its number in the fit, which keys its random streams
 * @param position unconstrained [dimension]
 * @param transition number of transitions made so far, warm-up included, which keys the next one's random numbers
 * @param stepSize for the next transition; 0 when none was found yet
 * @param adaptation of the step size, carried from stage to stage
 */
public record ChainState(
        int chain, double[] position, long transition, double stepSize, Metric metric, DualAveragingState adaptation) {}
