package leapfrog.engine;

import java.util.List;

/**
 * Chains of one task that adapt together: one chain under {@code --adapt chain}, all chains of a fit under {@code --adapt pooled}.
 *
 * @param task index into {@link Problem#tasks()}
 * @param seed key of the task's random streams
 * @param chains at their current states
 */
public record ChainGroup(int task, long seed, List<ChainState> chains) {
    public ChainGroup {
        chains = List.copyOf(chains);
    }
}
