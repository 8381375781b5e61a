package leapfrog.backend;

import static leapfrog.engine.Alignment.FIRST;

import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DrawSink;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.Metric;
import leapfrog.engine.Stage;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.engine.TransitionStatistics;
import leapfrog.model.Scaling;
import leapfrog.nuts.Arithmetic;
import leapfrog.nuts.NutsTransition;
import leapfrog.nuts.Workspace;
import leapfrog.random.ChainRandom;
import leapfrog.warmup.DualAveraging;
import leapfrog.warmup.StepSizeSearch;
import leapfrog.warmup.Welford;

/**
 * Takes one chain through one stage, one gradient at a time: the gradient where it starts, a step size's search if the stage wants
 * one, then the transitions. Allocates nothing from gradient to gradient.
 */
final class ChainRun {
    private enum Phase {
        START,
        SEARCH,
        TRANSITION,
        DONE
    }

    private final Workspace workspace;
    private final GroupRun group;
    private final int index;
    private final int task;
    private final Stage stage;
    private final DrawSink sink;
    private final ChainState from;
    private final Metric metric;
    private final Scaling scaling;
    /** Where a gradient is wanted, in the model's coordinates, a vector of {@link Arithmetic}; empty where they are the chain's. */
    private final double[] inModel;

    private final ChainRandom random;
    private final NutsTransition transition;
    private final StepSizeSearch search;
    private final DualAveraging averaging = new DualAveraging();
    private final Welford moments;
    private final TransitionStatistics statistics = new TransitionStatistics();
    /** The state after the last whole transition: [dimension]. */
    private final double[] position;

    /** Where the stage starts, and the gradient there: vectors of {@link Arithmetic}. */
    private final double[] start;

    private final double[] startGradient;
    private double startLogDensity;
    private Phase phase;
    private double stepSize;
    private int made;
    private long leapfrogs;

    ChainRun(GroupRun group, int index, Workspace workspace) {
        this.workspace = workspace;
        this.group = group;
        this.index = index;
        ChainGroup chains = group.task().chains();
        task = chains.task();
        stage = group.task().stage();
        sink = group.task().sink();
        from = chains.chains().get(index);
        metric = from.metric();
        scaling = chains.scaling();
        random = new ChainRandom(chains.seed(), from.chain());
        position = from.position().clone();
        start = Arithmetic.vector(position.length);
        System.arraycopy(position, 0, start, FIRST, position.length);
        startGradient = Arithmetic.vector(position.length);
        inModel = scaling.plain() ? new double[0] : Arithmetic.vector(position.length);
        transition = workspace.take(position.length, stage.maxDepth());
        search = new StepSizeSearch(searches() ? position.length : 0);
        moments = new Welford(stage.learn(), position.length);
        stepSize = from.stepSize();
        averaging.resume(from.adaptation());
        phase = stage.transitions() > 0 || searches() ? Phase.START : Phase.DONE;
    }

    GroupRun group() {
        return group;
    }

    /** The chain's place in its group. */
    int index() {
        return index;
    }

    int task() {
        return task;
    }

    int dimension() {
        return position.length;
    }

    boolean done() {
        return phase == Phase.DONE;
    }

    /** Where a gradient is wanted, in the model's coordinates, a vector of {@link Arithmetic}; perhaps another array after each {@link #accept}. */
    double[] wanted() {
        if (scaling.plain()) {
            return current();
        }
        scaling.toModel(current(), FIRST, inModel, FIRST);
        return inModel;
    }

    private double[] current() {
        return switch (phase) {
            case START, DONE -> start;
            case SEARCH -> search.position();
            case TRANSITION -> transition.position();
        };
    }

    /** Takes the gradient by the model's coordinates, a vector of {@link Arithmetic}, before {@link #accept}; another array after each. */
    double[] gradient() {
        return switch (phase) {
            case START, DONE -> startGradient;
            case SEARCH -> search.gradient();
            case TRANSITION -> transition.gradient();
        };
    }

    /** Goes on with the log density at {@link #wanted()}, up to the next gradient or to the end of the stage. */
    void accept(double logDensity) {
        leapfrogs++;
        scaling.pullBack(gradient(), FIRST);
        switch (phase) {
            case START -> start(logDensity);
            case SEARCH -> {
                search.accept(logDensity);
                if (search.done()) {
                    stepSize = search.stepSize();
                    averaging.restart(stepSize);
                    beginTransitions();
                }
            }
            case TRANSITION -> {
                transition.accept(logDensity);
                if (transition.done()) {
                    finishTransition();
                }
            }
            case DONE -> throw new IllegalStateException("the stage is over");
        }
    }

    private boolean searches() {
        return stage.step() instanceof Stage.StepSizeRule.DualAveraging rule && rule.restart();
    }

    private void start(double logDensity) {
        double sum = 0;
        for (double slope : startGradient) {
            sum += 0 * slope;
        }
        if (!Double.isFinite(logDensity) || sum != 0) {
            throw new IllegalStateException("chain " + from.chain() + " of task " + task()
                    + " starts where its log density is " + logDensity + " or its gradient is not finite");
        }
        startLogDensity = logDensity;
        if (searches()) {
            phase = Phase.SEARCH;
            search.begin(
                    start, logDensity, startGradient, stepSize > 0 ? stepSize : 1, metric, random, from.transition());
        } else {
            beginTransitions();
        }
    }

    private void beginTransitions() {
        if (stage.transitions() == 0) {
            phase = Phase.DONE;
            return;
        }
        if (!(stepSize > 0)) {
            throw new IllegalStateException("chain " + from.chain() + " of task " + task + " has no step size");
        }
        phase = Phase.TRANSITION;
        transition.begin(start, startLogDensity, startGradient, stepSize, metric, random, from.transition());
    }

    private void finishTransition() {
        transition.statistics(statistics);
        double[] selected = transition.selectedPosition();
        System.arraycopy(selected, FIRST, position, 0, position.length);
        if (stage.step() instanceof Stage.StepSizeRule.DualAveraging rule) {
            stepSize = averaging.update(statistics.acceptance, rule.target());
        }
        moments.add(position, transition.selectedGradient(), FIRST);
        sink.accept(index, made++, position, statistics);
        if (made == stage.transitions()) {
            phase = Phase.DONE;
            return;
        }
        transition.begin(
                selected,
                transition.selectedLogDensity(),
                transition.selectedGradient(),
                stepSize,
                metric,
                random,
                from.transition() + made);
    }

    /** Gives what it needs no more to the chains that come after it on its thread. Only {@link #outcome} is of use then. */
    void release() {
        workspace.give(transition);
    }

    /** What became of the chain, up to its last whole transition. */
    ChainOutcome outcome() {
        boolean searching = phase == Phase.START || phase == Phase.SEARCH;
        DualAveragingState adaptation = searching ? from.adaptation() : averaging.state();
        ChainState state =
                new ChainState(from.chain(), position, from.transition() + made, stepSize, metric, adaptation);
        return new ChainOutcome(state, made, moments.moments(), leapfrogs);
    }
}
