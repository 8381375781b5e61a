package leapfrog.sample;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import leapfrog.engine.Cancellation;
import leapfrog.engine.DeviceException;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.TransitionEngine;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.Sampled;
import leapfrog.model.Table;
import org.jspecify.annotations.Nullable;

/**
 * Fits models on an opened session: starting points, stages, draws, report. A single fit is task 0 of its session.
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

        /**
         * Requires that all quantities of the model are kept.
         *
         * @param what needs them
         * @throws leapfrog.model.InputException if some are not
         */
        public void requireAllKept(String what) {
            List<String> missing =
                    Selection.missing(model.variables(), selection().variables());
            if (!missing.isEmpty()) {
                throw new InputException(what + " needs all quantities of the model, and --keep leaves out "
                        + String.join(", ", missing) + "; leave out --keep, or keep these too");
            }
        }

        /** The same from another start. */
        public Request startingFrom(Start start) {
            Sampled moving = start instanceof Start.Points ? model : sampled;
            return new Request(model, moving, recipe, data, settings.with(start));
        }

        /**
         * Whether the draws fit into memory; if not, they can only be handed on ({@link DrawBlocks}).
         *
         * @param earlier the fit to continue, or null for a new one
         */
        public boolean fitsInMemory(@Nullable Fit earlier) {
            return Memory.holds(this, earlier);
        }

        /**
         * Requires that all draws can be in memory when they are made, also if they are handed on.
         *
         * @param what needs them
         * @param earlier the fit to continue, or null for a new one
         * @throws leapfrog.model.InputException if there is too little
         */
        public void requireWhole(String what, @Nullable Fit earlier) {
            if (!fitsInMemory(earlier)) {
                try {
                    Draws.requireMemory(
                            settings.chains(), settings.draws(), selection().columns().length);
                } catch (InputException e) {
                    throw new InputException(what + ": " + e.getMessage(), e);
                }
            }
        }

        /**
         * Requires memory for all draws, before anything is opened.
         *
         * @throws leapfrog.model.InputException if there is too little
         */
        public void requireMemory() {
            Memory.require(this, null);
        }

        /** What share of a lot's memory the model takes; a model that takes more than 1 is a lot of its own. */
        public double shareOfLot() {
            return Memory.model(this) / Memory.ofLot();
        }

        /**
         * Requires memory to sample and hand on the draws, before anything is opened.
         *
         * @param earlier the fit to continue, or null for a new one
         * @throws leapfrog.model.InputException if there is too little
         */
        public void requireMemoryToHandOn(@Nullable Fit earlier) {
            Memory.layerDraws(this, earlier);
        }

        /** Bytes that the draws and their statistics take where they are stored. */
        public double storedBytes() {
            double draw = 8.0 * selection().columns().length + SamplerStatistics.BYTES + 1;
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
            return settings.chains() * transitionsOfEach(earlier);
        }

        /**
         * Transitions that each chain is to make at most.
         *
         * @param earlier the fit to continue, or null for a new one
         */
        public long transitionsOfEach(@Nullable Fit earlier) {
            long warmup = earlier == null ? settings.warmup().most() : 0;
            long draws =
                    settings.draws() - (earlier == null ? 0 : earlier.draws().draws());
            return warmup + draws * settings.thin();
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
        Memory.require(request, null);
        return fit(request, progress, held(request, request.settings().draws()));
    }

    /**
     * Runs warm-up and sampling, and hands on the draws while chains sample.
     *
     * @param progress for {@link Request#transitionsAfter}
     * @throws leapfrog.model.InputException if not even that fits into memory
     * @throws PartialFitException if the run was stopped before each chain had a draw, or the device failed
     */
    public Fit fit(Request request, Progress progress, DrawBlocks blocks) throws PartialFitException {
        return fit(request, progress, new Layers(request, Memory.layerDraws(request, null), blocks, session::normals));
    }

    private Fit fit(Request request, Progress progress, Keeping keeping) throws PartialFitException {
        long start = ticker.getAsLong();
        FitRun.Part whole = FitRun.Part.whole(request, TASK, keeping);
        InitialPoints initial;
        try (GradientEvaluator evaluator = session.gradients()) {
            initial = initialPoints(evaluator, request, TASK, progress);
        }
        return run(whole, FitRun.Beginning.at(initial), progress, start);
    }

    private Keeping held(Request request, int draws) {
        return new HeldDraws(request, draws, session::normals);
    }

    private InitialPoints initialPoints(GradientEvaluator evaluator, Request request, int task, Progress progress) {
        return InitialPoints.of(evaluator, task, request.sampled().scaling(), request.settings(), progress, stop);
    }

    /** Takes what becomes of many fits, each when it is over, on a thread of the engine. */
    public interface Fits {
        /** Takes a fit whose chains have ended: all of them complete, unless the run was stopped. */
        void over(FitRun fit);

        /** Takes a fit that cannot begin. */
        void failed(int task, InputException reason);
    }

    /**
     * Fits many models, request k on task k of the session, each as {@link #fit} alone would, bit by bit. Fits end one after the other; what is
     * not over when the run is stopped or the device fails is lost.
     *
     * @param requests all with as many chains
     * @param fits takes them
     * @throws leapfrog.engine.DeviceException if the device fails
     */
    public void fitAll(List<Request> requests, Progress progress, Fits fits) {
        // All at first, so that evaluator and engine do not share the device's memory.
        List<FitRun.@Nullable Beginning> beginnings = beginnings(requests, progress, fits);
        int[] able = IntStream.range(0, requests.size())
                .filter(task -> beginnings.get(task) != null)
                .toArray();
        Iterator<FitRun> runs = IntStream.of(able)
                .mapToObj(task -> {
                    Request request = requests.get(task);
                    Keeping held = held(request, request.settings().draws());
                    return new FitRun(
                            FitRun.Part.whole(request, task, held), Objects.requireNonNull(beginnings.get(task)));
                })
                .iterator();
        int chains = IntStream.of(able)
                .map(task -> requests.get(task).settings().chains())
                .sum();
        int most = requests.stream().mapToInt(Memory::together).min().orElse(1);
        try (TransitionEngine engine = session.transitions()) {
            engine.run(new RunQueue(new RunQueue.Waiting(runs, chains, most), progress, fits::over, ticker), stop);
        }
    }

    private List<FitRun.@Nullable Beginning> beginnings(List<Request> requests, Progress progress, Fits fits) {
        List<FitRun.@Nullable Beginning> beginnings = new ArrayList<>();
        try (GradientEvaluator evaluator = session.gradients()) {
            for (int task = 0; task < requests.size(); task++) {
                try {
                    beginnings.add(FitRun.Beginning.at(initialPoints(evaluator, requests.get(task), task, progress)));
                } catch (InputException e) {
                    beginnings.add(null);
                    fits.failed(task, e);
                }
            }
        }
        return beginnings;
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
        Memory.require(request, earlier);
        Keeping keeping = held(request, more(request, earlier));
        return resume(request, earlier, progress, keeping, later -> Continuation.join(earlier, later));
    }

    /**
     * Continues a fit, and hands on its draws, then those that chains sample: the blocks of a fit that had never stopped.
     *
     * @param request as in {@link #resume(Request, Fit, Progress)}
     * @param progress for {@link Request#transitionsAfter}
     * @throws leapfrog.model.InputException if not even that fits into memory
     */
    public Fit resume(Request request, Fit earlier, Progress progress, DrawBlocks blocks) throws PartialFitException {
        ContinuedBlocks continued = new ContinuedBlocks(earlier, blocks);
        Keeping keeping = new Layers(request, Memory.layerDraws(request, earlier), continued, session::normals);
        return resume(request, earlier, progress, keeping, later -> Continuation.of(earlier, later));
    }

    private static int more(Request request, Fit earlier) {
        return request.settings().draws() - earlier.draws().draws();
    }

    /** @param joined makes the fit of both parts of the one that was run */
    private Fit resume(Request request, Fit earlier, Progress progress, Keeping keeping, UnaryOperator<Fit> joined)
            throws PartialFitException {
        long start = ticker.getAsLong();
        FitRun.Part rest = FitRun.Part.more(request, TASK, more(request, earlier), keeping);
        FitRun.Beginning end = new FitRun.Beginning(earlier.end(), List.of());
        try {
            return joined.apply(run(rest, end, progress, start));
        } catch (PartialFitException e) {
            Fit part = e.fit();
            throw part == null ? e : new PartialFitException(String.valueOf(e.getMessage()), joined.apply(part), e);
        }
    }

    private Fit run(FitRun.Part part, FitRun.Beginning beginning, Progress progress, long start)
            throws PartialFitException {
        FitRun fit = new FitRun(part, beginning);
        RunQueue.Waiting one = new RunQueue.Waiting(
                List.of(fit).iterator(), part.request().settings().chains(), 1);
        DeviceException failure = null;
        try (TransitionEngine engine = session.transitions()) {
            engine.run(new RunQueue(one, progress, _ -> {}, ticker), stop);
        } catch (DeviceException e) {
            failure = e;
        }
        if (fit.draws() == 0) {
            throw new PartialFitException(
                    failure == null
                            ? "stopped before every chain had its first new draw; nothing was kept"
                            : "the device failed before every chain had its first new draw; nothing was kept: "
                                    + failure.getMessage(),
                    null,
                    failure);
        }
        Fit made = fit.fit(use, start, compileSeconds);
        if (failure != null) {
            throw new PartialFitException("the device failed: " + failure.getMessage(), made, failure);
        }
        return made;
    }
}
