package leapfrog.sample;

/**
 * Holds the sampler's statistics of the kept draws, each [chains × draws], chain after chain; Stan's names in brackets.
 *
 * @param logDensity (lp__)
 * @param acceptance (accept_stat__)
 * @param stepSize (stepsize__)
 * @param depth (treedepth__)
 * @param leapfrogs (n_leapfrog__)
 * @param divergent (divergent__)
 * @param energy (energy__)
 */
public record SamplerStatistics(
        double[] logDensity,
        double[] acceptance,
        double[] stepSize,
        int[] depth,
        int[] leapfrogs,
        boolean[] divergent,
        double[] energy) {

    /** How many draws diverged. */
    int divergences() {
        int count = 0;
        for (boolean one : divergent) {
            count += one ? 1 : 0;
        }
        return count;
    }

    /** How many draws have a trajectory of so many doublings. */
    int hits(int maxDepth) {
        int count = 0;
        for (int one : depth) {
            count += one >= maxDepth ? 1 : 0;
        }
        return count;
    }
}
