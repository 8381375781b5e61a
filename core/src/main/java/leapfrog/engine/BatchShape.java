package leapfrog.engine;

/**
 * Says how an evaluator wants its points.
 *
 * @param lanes points interleaved in one block of a {@link GradientBatch}: 1 for points that lie one after the other
 * @param preferred number of points at which the evaluator works best
 * @param maximum number of points it takes at once
 */
public record BatchShape(int lanes, int preferred, int maximum) {}
