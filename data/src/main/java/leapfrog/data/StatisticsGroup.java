package leapfrog.data;

import java.io.IOException;
import java.util.List;
import leapfrog.sample.SamplerStatistics;

/** Writes and reads the group {@code sample_stats}, each array (chain, draw), by ArviZ's names. */
final class StatisticsGroup {
    static final String NAME = "sample_stats";

    private static final List<String> DIMENSIONS = List.of("chain", "draw");

    private StatisticsGroup() {}

    static void write(ZarrWriter zarr, SamplerStatistics statistics, int chains, int draws, int maxDepth)
            throws IOException {
        int[] shape = {chains, draws};
        PosteriorGroup.writeIndex(zarr, NAME, "chain", chains);
        PosteriorGroup.writeIndex(zarr, NAME, "draw", draws);
        zarr.array(NAME, "lp", ZarrArray.doubles(DIMENSIONS, shape, statistics.logDensity()));
        zarr.array(NAME, "acceptance_rate", ZarrArray.doubles(DIMENSIONS, shape, statistics.acceptance()));
        zarr.array(NAME, "step_size", ZarrArray.doubles(DIMENSIONS, shape, statistics.stepSize()));
        zarr.array(NAME, "tree_depth", ZarrArray.ints(DIMENSIONS, shape, statistics.depth()));
        zarr.array(NAME, "n_steps", ZarrArray.ints(DIMENSIONS, shape, statistics.leapfrogs()));
        zarr.array(NAME, "diverging", ZarrArray.truths(DIMENSIONS, shape, statistics.divergent()));
        zarr.array(NAME, "energy", ZarrArray.doubles(DIMENSIONS, shape, statistics.energy()));
        boolean[] deepest = new boolean[statistics.depth().length];
        for (int i = 0; i < deepest.length; i++) {
            deepest[i] = statistics.depth()[i] >= maxDepth;
        }
        zarr.array(NAME, "reached_max_treedepth", ZarrArray.truths(DIMENSIONS, shape, deepest));
    }

    static SamplerStatistics read(ZarrReader zarr, int chains, int draws) {
        return new SamplerStatistics(
                zarr.doubles(NAME, "lp", chains, draws),
                zarr.doubles(NAME, "acceptance_rate", chains, draws),
                zarr.doubles(NAME, "step_size", chains, draws),
                zarr.ints(NAME, "tree_depth", chains, draws),
                zarr.ints(NAME, "n_steps", chains, draws),
                zarr.truths(NAME, "diverging", chains, draws),
                zarr.doubles(NAME, "energy", chains, draws));
    }
}
