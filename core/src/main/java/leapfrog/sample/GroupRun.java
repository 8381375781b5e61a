package leapfrog.sample;

import java.util.List;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.Stage;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageTask;
import leapfrog.model.Scaling;
import leapfrog.warmup.Adaptation;

/**
 * Takes one group of chains through its stages: warm-up, adapting between them, then sampling, block by block, into the chains' stores. Chains
 * that adapted together go on alone once they sample.
 */
final class GroupRun {
    private final Origin origin;
    private final List<SampledChain> chains;
    private final Plan plan;
    private final Effort effort;
    private final Progress progress;
    private int next;
    private long startedAt;

    /** What all groups of a fit share: its task, the key of its random streams, and the coordinates in which its chains move. */
    record Origin(int task, long seed, Scaling scaling) {
        ChainGroup group(List<ChainState> states) {
            return new ChainGroup(task, seed, scaling, states);
        }
    }

    GroupRun(Origin origin, List<SampledChain> chains, Plan plan, Effort effort, Progress progress) {
        this.origin = origin;
        this.chains = List.copyOf(chains);
        this.plan = plan;
        this.effort = effort;
        this.progress = progress;
    }

    int chains() {
        return chains.size();
    }

    boolean hasNext() {
        return next < plan.stages();
    }

    StageTask start(long now) {
        startedAt = now;
        boolean sampling = plan.isSampling(next);
        List<ChainState> states = chains.stream().map(SampledChain::state).toList();
        return new StageTask(origin.group(states), plan.stage(next), (chain, transition, position, statistics) -> {
            progress.count(states.get(chain).chain(), statistics);
            if (sampling) {
                chains.get(chain).store().keep(position, statistics);
            }
        });
    }

    /** Takes the outcome of the stage that was started, and says which groups go on: none after a stage that was cut short. */
    List<GroupRun> finish(StageOutcome outcome, long now) {
        Stage stage = plan.stage(next);
        boolean sampling = plan.isSampling(next);
        effort.add(
                sampling,
                now - startedAt,
                outcome.chains().stream()
                        .mapToLong(StageOutcome.ChainOutcome::leapfrogs)
                        .sum());
        boolean stopped = outcome.chains().stream().anyMatch(chain -> chain.transitions() < stage.transitions());
        List<ChainState> states = sampling || stopped
                ? outcome.chains().stream()
                        .map(StageOutcome.ChainOutcome::state)
                        .toList()
                : Adaptation.next(outcome, plan.warmup(next), origin.scaling().unit());
        for (int chain = 0; chain < chains.size(); chain++) {
            chains.get(chain).moveTo(states.get(chain));
        }
        next++;
        if (stopped || !hasNext()) {
            return List.of();
        }
        return plan.isSampling(next) && chains.size() > 1 ? alone() : List.of(this);
    }

    private List<GroupRun> alone() {
        return chains.stream()
                .map(chain -> new GroupRun(origin, List.of(chain), plan.afterWarmup(), effort, progress))
                .toList();
    }
}
