package leapfrog.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import leapfrog.engine.Cancellation;
import leapfrog.engine.ChainState;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
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
     * What a fit is to be.
     *
     * @param sampled what of the model chains move in
     */
    public record Request(Model model, Sampled sampled, Recipe recipe, Table data, FitSettings settings) {
        /**
         * What the recipe integrates out is not sampled, unless chains start at points of the user's, which are of the whole model.
         *
         * @param model the recipe's, of the data
         */
        public Request(Model model, Recipe recipe, Table data, FitSettings settings) {
            this(
                    model,
                    settings.start() instanceof Start.Points ? model : recipe.sampled(model),
                    recipe,
                    data,
                    settings);
        }

        /**
         * The recipe becomes what was made of it.
         *
         * @throws leapfrog.model.InputException if a quantity is to be kept that the model does not have
         */
        public Request {
            recipe = recipe.marginalizing(sampled != model);
            Selection.of(model.variables(), settings.keep());
        }

        /** What is kept of the model's quantities. */
        Selection selection() {
            return Selection.of(model.variables(), settings.keep());
        }

        /** The same from another start. */
        public Request startingFrom(Start start) {
            Sampled moving = start instanceof Start.Points ? model : sampled;
            return new Request(model, moving, recipe, data, settings.with(start));
        }

        /** Whether the draws fit into memory; if not, they can only be handed on ({@link DrawBlocks}). */
        public boolean fitsInMemory() {
            return Memory.holds(this);
        }

        /**
         * Requires memory to sample and hand on the draws, before anything is opened.
         *
         * @throws leapfrog.model.InputException if there is too little
         */
        public void requireMemoryToHandOn() {
            Memory.layerDraws(this);
        }

        /** Bytes that the draws and their statistics take where they are stored. */
        public double storedBytes() {
            double draw = 8.0 * selection().columns().length + DrawStore.bytesPerDraw() + 1;
            return settings.chains() * (draw * settings.draws() + 8.0 * sampled.dimension());
        }

        /** The same with all coefficients sampled. */
        public Request samplingAll() {
            Recipe all = recipe.marginalizing(false);
            return new Request(Model.of(model.design(), all.options()), all, data, settings);
        }

        /** What a backend is opened on. */
        public Problem problem() {
            return new Problem(sampled.structure(), List.of(sampled.data()));
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
     * @throws leapfrog.model.InputException if the draws cannot be held in memory
     * @throws PartialFitException if the run was stopped before each chain had a draw, or the device failed
     */
    public Fit fit(Request request, Progress progress) throws PartialFitException {
        Memory.require(request);
        return fit(request, progress, new HeldDraws(request, request.settings().draws()));
    }

    /**
     * Runs warm-up and sampling, and hands on the draws while chains sample.
     *
     * @param progress for {@link Request#transitionsAfter}
     * @throws leapfrog.model.InputException if not even that fits into memory
     * @throws PartialFitException if the run was stopped before each chain had a draw, or the device failed
     */
    public Fit fit(Request request, Progress progress, DrawBlocks blocks) throws PartialFitException {
        return fit(request, progress, new Layers(request, Memory.layerDraws(request), blocks));
    }

    private Fit fit(Request request, Progress progress, Keeping keeping) throws PartialFitException {
        long start = ticker.getAsLong();
        FitSettings settings = request.settings();
        int together = settings.adaptation() == FitSettings.Adaptation.POOLED ? settings.chains() : 1;
        Plan plan = Plan.of(settings, together, keeping.blockDraws());
        return run(new Run(request, settings.draws(), keeping, start), begin(request, progress), plan, progress);
    }

    /**
     * Continues a fit, bitwise as if it had never stopped.
     *
     * @param request the fit's own, with the draws of both parts together
     * @param earlier with the end states of its chains
     * @param progress for {@link Request#transitionsAfter}
     * @throws leapfrog.model.InputException if the draws cannot be held in memory
     */
    public Fit resume(Request request, Fit earlier, Progress progress) throws PartialFitException {
        Memory.require(request);
        long start = ticker.getAsLong();
        int more = request.settings().draws() - earlier.draws().draws();
        Run rest = new Run(request, more, new HeldDraws(request, more), start);
        Beginning end = new Beginning(earlier.end(), List.of());
        try {
            return Continuation.join(earlier, run(rest, end, Plan.more(request.settings(), more), progress));
        } catch (PartialFitException e) {
            Fit part = e.fit();
            throw part == null
                    ? e
                    : new PartialFitException(String.valueOf(e.getMessage()), Continuation.join(earlier, part), e);
        }
    }

    /**
     * What is to be run.
     *
     * @param draws further ones of each chain
     * @param start when it began
     */
    private record Run(Request request, int draws, Keeping keeping, long start) {}

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

    private Fit run(Run run, Beginning beginning, Plan plan, Progress progress) throws PartialFitException {
        Request request = run.request();
        int thin = request.settings().thin();
        List<SampledChain> chains = new ArrayList<>();
        for (ChainState state : beginning.states()) {
            Positions positions = run.keeping().of(chains.size());
            chains.add(new SampledChain(state, new DrawStore(positions, run.draws(), thin)));
        }
        Effort effort = new Effort();
        DeviceException failure = null;
        try (TransitionEngine engine = session.transitions()) {
            engine.run(new RunQueue(groups(run, chains, plan, effort, progress), ticker), stop);
        } catch (DeviceException e) {
            failure = e;
        }
        Harvest harvest = new Harvest(request, chains, run.keeping(), effort, run.draws());
        if (harvest.draws() == 0) {
            throw new PartialFitException(
                    failure == null
                            ? "stopped before every chain had its first new draw; nothing was kept"
                            : "the device failed before every chain had its first new draw; nothing was kept: "
                                    + failure.getMessage(),
                    null,
                    failure);
        }
        double wall = (ticker.getAsLong() - run.start()) * 1e-9 + compileSeconds;
        Fit fit = harvest.fit(use, wall, compileSeconds, beginning.warnings());
        if (failure != null) {
            throw new PartialFitException("the device failed: " + failure.getMessage(), fit, failure);
        }
        return fit;
    }

    private static List<GroupRun> groups(
            Run run, List<SampledChain> chains, Plan plan, Effort effort, Progress progress) {
        FitSettings settings = run.request().settings();
        GroupRun.Origin origin = new GroupRun.Origin(
                TASK, settings.seed(), run.request().sampled().scaling(), run.keeping()::mayStart);
        List<List<SampledChain>> together = switch (settings.adaptation()) {
            case POOLED -> List.of(chains);
            case CHAIN -> chains.stream().map(List::of).toList();
        };
        return together.stream()
                .map(group -> new GroupRun(origin, group, plan, effort, progress))
                .toList();
    }
}
