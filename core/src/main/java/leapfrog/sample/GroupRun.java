package leapfrog.sample;

import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.Stage;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.engine.StageTask;
import leapfrog.model.Scaling;
import leapfrog.warmup.LogDensityMoments;
import leapfrog.warmup.Warmup;

/**
 * Takes one group of chains through its stages: warm-up, adapting between them, then sampling, block by block, into the chains' stores. Chains
 * that adapted together go on alone once they sample.
 */
final class GroupRun {
    private final Origin origin;
    private final List<SampledChain> chains;
    private final Effort effort;
    private final Progress progress;
    private Plan plan;
    private LogDensityMoments logDensities;
    private int block;

    /**
     * What all groups of a fit share.
     *
     * @param seed the key of the task's random streams
     * @param scaling of the coordinates in which chains move
     * @param gate whether a block of sampling, by its number, may begin
     */
    record Origin(int task, long seed, Scaling scaling, IntPredicate gate) {
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
        logDensities = new LogDensityMoments(0);
    }

    int chains() {
        return chains.size();
    }

    boolean hasNext() {
        return !plan.isOver();
    }

    /** Whether the next stage may begin now. */
    boolean mayStart() {
        return plan.warmup().isPresent() || origin.gate().test(block);
    }

    StageTask start(long now) {
        effort.begin(plan.warmup().isEmpty(), chains.size(), now);
        List<ChainState> states = chains.stream().map(SampledChain::state).toList();
        if (plan.warmup().isEmpty()) {
            return new StageTask(origin.group(states), plan.stage(), (chain, transition, position, statistics) -> {
                progress.count(states.get(chain).chain(), statistics);
                long made = states.get(chain).transition() + transition + 1;
                chains.get(chain).store().keep(made, position, statistics);
            });
        }
        LogDensityMoments sums = new LogDensityMoments(states.size());
        logDensities = sums;
        return new StageTask(origin.group(states), plan.stage(), (chain, transition, position, statistics) -> {
            progress.count(states.get(chain).chain(), statistics);
            sums.add(chain, statistics.logDensity);
        });
    }

    /** Takes the outcome of the stage that was started, and says which groups go on: none after a stage that was cut short. */
    List<GroupRun> finish(StageOutcome outcome, long now) {
        Stage stage = plan.stage();
        Optional<Warmup> warmup = plan.warmup();
        long leapfrogs =
                outcome.chains().stream().mapToLong(ChainOutcome::leapfrogs).sum();
        effort.end(warmup.isEmpty(), chains.size(), now, leapfrogs);
        if (outcome.chains().stream().anyMatch(chain -> chain.transitions() < stage.transitions())) {
            move(outcome.chains().stream().map(ChainOutcome::state).toList());
            return List.of();
        }
        if (warmup.isEmpty()) {
            move(outcome.chains().stream().map(ChainOutcome::state).toList());
            plan = plan.afterBlock();
            block++;
            return plan.isOver() ? List.of() : List.of(this);
        }
        Warmup.Turn turn = warmup.get()
                .after(
                        new Warmup.Window(outcome, logDensities.moments()),
                        origin.scaling().unit());
        move(turn.states());
        plan = plan.warmedUpTo(turn.next());
        if (turn.next().isPresent()) {
            return List.of(this);
        }
        int made = Math.toIntExact(turn.states().getFirst().transition());
        effort.warmedUp(made, turn.settled());
        progress.spare((long) chains.size() * (warmup.get().most() - stage.transitions()));
        return chains.size() > 1 ? alone() : List.of(this);
    }

    private void move(List<ChainState> states) {
        for (int chain = 0; chain < chains.size(); chain++) {
            chains.get(chain).moveTo(states.get(chain));
        }
    }

    private List<GroupRun> alone() {
        return chains.stream()
                .map(chain -> new GroupRun(origin, List.of(chain), plan, effort, progress))
                .toList();
    }
}
