package leapfrog.engine;

import java.util.List;
import leapfrog.model.Scaling;

/**
 * Chains of one task that adapt together: one chain under {@code --adapt chain}, all chains of a fit under {@code --adapt pooled}.
 *
 * @param task index into {@link Problem#tasks()}
 * @param seed key of the task's random streams
 * @param scaling from the coordinates in which the chains move, and their states are given, to the model's
 * @param chains at their current states
 */
public record ChainGroup(int task, long seed, Scaling scaling, List<ChainState> chains) {
    /** Takes unmodifiable copies. */
    public ChainGroup {
        chains = List.copyOf(chains);
    }

    /** Chains that move in the model's own coordinates. */
    public static ChainGroup plain(int task, long seed, List<ChainState> chains) {
        return new ChainGroup(task, seed, Scaling.none(chains.getFirst().position().length), chains);
    }
}
