package leapfrog.sample;

/**
 * Holds what a run has kept, in memory or where it is stored.
 *
 * @param statistics of the same draws
 */
public record Kept(Draws draws, SamplerStatistics statistics) {}
