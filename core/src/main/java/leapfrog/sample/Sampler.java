package leapfrog.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import leapfrog.engine.Cancellation;
import leapfrog.engine.ChainState;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Session;
import leapfrog.engine.TransitionEngine;
import leapfrog.model.Model;
import leapfrog.model.Sampled;
import leapfrog.model.Table;
import org.jspecify.annotations.Nullable;

/**
 * Fits a model on an opened session: starting points, stages, draws, report. The single fit is task 0 of its session.
 *
 * @param session opened on the model's structure and data
 * @param use what the session runs on, for the report
 * @param compileSeconds how long opening it took, for the report
 * @param ticker nanoseconds from any origin
 * @param stop asked between transitions; what was drawn so far is kept
 */
public record Sampler(Session session, BackendUse use, double compileSeconds, LongSupplier ticker, Cancellation stop) {
    private static final int TASK = 0;

    /**
     * What a fit is to be; an {@link leapfrog.model.InputException} if its draws cannot be held in memory.
     *
     * @param sampled what of the model chains move in
     */
    public record Request(Model model, Sampled sampled, Recipe recipe, Table data, FitSettings settings) {
        /** Chains move in all of the model's coordinates. */
        public Request(Model model, Recipe recipe, Table data, FitSettings settings) {
            this(model, model, recipe, data, settings);
        }

        public Request {
            Memory.require(sampled.dimension(), model.quantities(), settings);
        }

        /** The same from another start. */
        public Request startingFrom(Start start) {
            return new Request(model, recipe, data, settings.with(start));
        }

        /**
         * Transitions that are to be made at most, of all chains together.
         *
         * @param earlier the fit to continue, or null for a new one
         */
        public long transitionsAfter(@Nullable Fit earlier) {
            long warmup = earlier == null ? settings.warmup().most() : 0;
            long draws =
                    settings.draws() - (earlier == null ? 0 : earlier.draws().draws());
            return settings.chains() * (warmup + draws * settings.thin());
        }
    }

    /**
     * Runs warm-up and sampling.
     *
     * @param progress for {@link Request#transitionsAfter}
     * @throws PartialFitException if the run was stopped before each chain had a draw, or the device failed
     */
    public Fit fit(Request request, Progress progress) throws PartialFitException {
        long start = ticker.getAsLong();
        FitSettings settings = request.settings();
        int together = settings.adaptation() == FitSettings.Adaptation.POOLED ? settings.chains() : 1;
        Plan plan = Plan.of(settings, together);
        return run(request, null, begin(request, progress), plan, start, progress);
    }

    /**
     * Continues a fit, bitwise as if it had never stopped.
     *
     * @param request the fit's own, with the draws of both parts together
     * @param earlier with the end states of its chains
     * @param progress for {@link Request#transitionsAfter}
     */
    public Fit resume(Request request, Fit earlier, Progress progress) throws PartialFitException {
        long start = ticker.getAsLong();
        int more = request.settings().draws() - earlier.draws().draws();
        Beginning end = new Beginning(earlier.end(), List.of());
        return run(request, earlier, end, Plan.more(request.settings(), more), start, progress);
    }

    /**
     * What a run begins with.
     *
     * @param warnings about it
     */
    private record Beginning(List<ChainState> states, List<String> warnings) {}

    private Beginning begin(Request request, Progress progress) {
        InitialPoints initial;
        try (GradientEvaluator evaluator = session.gradients()) {
            initial =
                    InitialPoints.of(evaluator, TASK, request.sampled().scaling(), request.settings(), progress, stop);
        }
        List<ChainState> chains = new ArrayList<>();
        for (int chain = 0; chain < initial.points().length; chain++) {
            chains.add(new ChainState(chain, initial.points()[chain], 0, 0, initial.metric(), DualAveragingState.NONE));
        }
        return new Beginning(chains, initial.warnings());
    }

    private Fit run(
            Request request, @Nullable Fit earlier, Beginning beginning, Plan plan, long start, Progress progress)
            throws PartialFitException {
        int draws = request.settings().draws()
                - (earlier == null ? 0 : earlier.draws().draws());
        int dimension = request.sampled().dimension();
        List<SampledChain> chains = beginning.states().stream()
                .map(state -> new SampledChain(
                        state,
                        new DrawStore(dimension, draws, request.settings().thin())))
                .toList();
        Effort effort = new Effort();
        DeviceException failure = null;
        try (TransitionEngine engine = session.transitions()) {
            engine.run(new RunQueue(groups(request, chains, plan, effort, progress), ticker), stop);
        } catch (DeviceException e) {
            failure = e;
        }
        Harvest harvest = new Harvest(request, chains, effort, draws);
        if (harvest.draws() == 0) {
            throw new PartialFitException(
                    failure == null
                            ? "stopped before every chain had its first new draw; nothing was kept"
                            : "the device failed before every chain had its first new draw; nothing was kept: "
                                    + failure.getMessage(),
                    null,
                    failure);
        }
        double wall = (ticker.getAsLong() - start) * 1e-9 + compileSeconds;
        Fit fit = harvest.fit(use, wall, compileSeconds, beginning.warnings());
        Fit whole = earlier == null ? fit : Continuation.join(earlier, fit);
        if (failure != null) {
            throw new PartialFitException("the device failed: " + failure.getMessage(), whole, failure);
        }
        return whole;
    }

    private static List<GroupRun> groups(
            Request request, List<SampledChain> chains, Plan plan, Effort effort, Progress progress) {
        FitSettings settings = request.settings();
        GroupRun.Origin origin =
                new GroupRun.Origin(TASK, settings.seed(), request.sampled().scaling());
        List<List<SampledChain>> together = switch (settings.adaptation()) {
            case POOLED -> List.of(chains);
            case CHAIN -> chains.stream().map(List::of).toList();
        };
        return together.stream()
                .map(group -> new GroupRun(origin, group, plan, effort, progress))
                .toList();
    }
}
