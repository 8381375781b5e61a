package leapfrog.data;

import java.io.IOException;
import java.util.List;
import leapfrog.sample.SamplerStatistics;

/** Writes and reads the group {@code sample_stats}, each array (chain, draw), by ArviZ's names. */
final class StatisticsGroup {
    static final String NAME = "sample_stats";
    static final String LOG_DENSITY = "lp";
    static final String ACCEPTANCE = "acceptance_rate";
    static final String STEP_SIZE = "step_size";
    static final String DEPTH = "tree_depth";
    static final String LEAPFROGS = "n_steps";
    static final String DIVERGENT = "diverging";
    static final String ENERGY = "energy";
    private static final String DEEPEST = "reached_max_treedepth";

    private static final List<String> DIMENSIONS = List.of("chain", "draw");

    private StatisticsGroup() {}

    /** An array and what it is called. */
    record Named(String name, ZarrArray array) {}

    /** The arrays of statistics, each [chains × draws]. */
    static List<Named> arrays(SamplerStatistics statistics, int chains, int draws, int maxDepth) {
        int[] shape = {chains, draws};
        int[] depth = statistics.depth();
        boolean[] deepest = new boolean[depth.length];
        for (int i = 0; i < deepest.length; i++) {
            deepest[i] = depth[i] >= maxDepth;
        }
        return List.of(
                new Named(LOG_DENSITY, ZarrArray.doubles(DIMENSIONS, shape, statistics.logDensity())),
                new Named(ACCEPTANCE, ZarrArray.doubles(DIMENSIONS, shape, statistics.acceptance())),
                new Named(STEP_SIZE, ZarrArray.doubles(DIMENSIONS, shape, statistics.stepSize())),
                new Named(DEPTH, ZarrArray.ints(DIMENSIONS, shape, depth)),
                new Named(LEAPFROGS, ZarrArray.ints(DIMENSIONS, shape, statistics.leapfrogs())),
                new Named(DIVERGENT, ZarrArray.truths(DIMENSIONS, shape, statistics.divergent())),
                new Named(ENERGY, ZarrArray.doubles(DIMENSIONS, shape, statistics.energy())),
                new Named(DEEPEST, ZarrArray.truths(DIMENSIONS, shape, deepest)));
    }

    /** Writes the arrays of a group that is already there. */
    static void write(ZarrWriter zarr, SamplerStatistics statistics, int chains, int draws, int maxDepth)
            throws IOException {
        writeCoordinates(zarr, chains, draws);
        for (Named named : arrays(statistics, chains, draws, maxDepth)) {
            zarr.array(NAME, named.name(), named.array());
        }
    }

    static void writeCoordinates(ZarrWriter zarr, int chains, int draws) throws IOException {
        PosteriorGroup.writeIndex(zarr, NAME, "chain", chains);
        PosteriorGroup.writeIndex(zarr, NAME, "draw", draws);
    }

    static SamplerStatistics read(ZarrReader zarr, int chains, int draws) {
        if (BlockedDraws.isBlocked(zarr.described(NAME, LOG_DENSITY))) {
            return new BlockedStatistics(() -> zarr, chains, draws);
        }
        return new SamplerStatistics.Held(
                zarr.doubles(NAME, LOG_DENSITY, chains, draws),
                zarr.doubles(NAME, ACCEPTANCE, chains, draws),
                zarr.doubles(NAME, STEP_SIZE, chains, draws),
                zarr.ints(NAME, DEPTH, chains, draws),
                zarr.ints(NAME, LEAPFROGS, chains, draws),
                zarr.truths(NAME, DIVERGENT, chains, draws),
                zarr.doubles(NAME, ENERGY, chains, draws));
    }
}
