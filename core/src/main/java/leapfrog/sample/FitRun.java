package leapfrog.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.StageOutcome;

/** Takes one fit through a run: its chains with what they have kept, and the fit that they make in the end. */
public final class FitRun {
    private final Sampler.Request request;
    private final int task;
    private final Keeping keeping;
    private final int asked;
    private final Plan plan;
    private final List<String> warnings;
    private final List<SampledChain> chains = new ArrayList<>();
    private final Effort effort = new Effort();
    /** Groups of chains that have not made their last stage. */
    private int open;

    private long started;
    private long ended;

    /**
     * What is to be run.
     *
     * @param task of the session
     * @param draws further ones of each chain
     */
    record Part(Sampler.Request request, int task, int draws, Keeping keeping, Plan plan) {
        /** All of a fit. */
        static Part whole(Sampler.Request request, int task, Keeping keeping) {
            FitSettings settings = request.settings();
            int together = settings.adaptation() == FitSettings.Adaptation.POOLED ? settings.chains() : 1;
            return new Part(
                    request, task, settings.draws(), keeping, Plan.of(settings, together, keeping.blockDraws()));
        }

        /** What continues a fit. */
        static Part more(Sampler.Request request, int task, int draws, Keeping keeping) {
            return new Part(request, task, draws, keeping, Plan.more(request.settings(), draws, keeping.blockDraws()));
        }
    }

    /**
     * Where chains begin.
     *
     * @param warnings about it
     */
    record Beginning(List<ChainState> states, List<String> warnings) {
        static Beginning at(InitialPoints initial) {
            List<ChainState> chains = IntStream.range(0, initial.points().length)
                    .mapToObj(chain -> new ChainState(
                            chain, initial.points()[chain], 0, 0, initial.metric(), DualAveragingState.NONE))
                    .toList();
            return new Beginning(chains, initial.warnings());
        }
    }

    FitRun(Part part, Beginning beginning) {
        request = part.request();
        task = part.task();
        keeping = part.keeping();
        asked = part.draws();
        plan = part.plan();
        warnings = beginning.warnings();
        int thin = request.settings().thin();
        for (ChainState state : beginning.states()) {
            chains.add(new SampledChain(state, new DrawStore(keeping.of(chains.size()), thin)));
        }
    }

    /** The task of the session that was fitted. */
    public int task() {
        return task;
    }

    /** Its chains, in the groups that adapt together. */
    List<GroupRun> begin(Progress progress, long now) {
        started = now;
        GroupRun.Origin origin = new GroupRun.Origin(
                task, request.settings().seed(), request.sampled().scaling(), keeping::mayStart);
        List<List<SampledChain>> together = switch (request.settings().adaptation()) {
            case POOLED -> List.of(chains);
            case CHAIN -> chains.stream().map(List::of).toList();
        };
        open = together.size();
        return together.stream()
                .map(group -> new GroupRun(origin, group, plan, effort, progress))
                .toList();
    }

    /** Takes the outcome of a group's stage, and says which groups go on. */
    List<GroupRun> finish(GroupRun group, StageOutcome outcome, long now) {
        List<GroupRun> next = group.finish(outcome, now);
        open += next.size() - 1;
        ended = now;
        return next;
    }

    /** Whether no group goes on. */
    boolean isOver() {
        return open == 0;
    }

    /** Whether every chain has made all its draws: not if the run was stopped before. */
    public boolean isComplete() {
        return draws() == asked;
    }

    /** Draws that every chain has. */
    int draws() {
        return chains.stream().mapToInt(chain -> chain.store().kept()).min().orElse(0);
    }

    /**
     * The fit, as far as all chains have come: at least one draw of each. Reports the quantities of every draw, which takes a while.
     *
     * @param use what it ran on
     */
    public Fit fit(BackendUse use) {
        return fit(use, started, 0);
    }

    /**
     * @param since when the run began that the fit was made in
     * @param compileSeconds that opening the backend took before
     */
    Fit fit(BackendUse use, long since, double compileSeconds) {
        double wall = (ended - since) * 1e-9 + compileSeconds;
        return new Harvest(request, chains, keeping, effort, asked).fit(use, wall, compileSeconds, warnings);
    }
}
