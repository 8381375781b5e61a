package leapfrog.opencl;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import leapfrog.backend.GroupRun;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.Moments;
import leapfrog.engine.Stage;
import leapfrog.engine.Stage.MomentRule;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.engine.TransitionStatistics;
import leapfrog.warmup.Welford;

/** Follows one chain that lives on the device through one stage: what it was told to do, and what came back. */
final class ResidentChain {
    private final GroupRun group;
    private final int index;
    private final Stage stage;
    private final ChainState from;
    private final int slot;
    private final int dimension;
    /** Where the chain was after the last transition that came back. */
    private final double[] position;

    private final double[] state = new double[ResidentField.STATE_FIELDS];
    private final TransitionStatistics statistics = new TransitionStatistics();
    /** Covariances are summed by the host, of the positions that come back; the device sums the other moments. */
    private final Welford covariance;

    private Moments moments = Moments.NONE;
    private boolean arrived;
    private int ordered;
    private int made;

    /** @param slot where it stands on the device */
    ResidentChain(GroupRun group, int index, int slot) {
        this.group = group;
        this.index = index;
        this.slot = slot;
        stage = group.task().stage();
        from = group.task().chains().chains().get(index);
        position = from.position().clone();
        dimension = position.length;
        covariance = new Welford(
                stage.learn() == MomentRule.COVARIANCE ? MomentRule.COVARIANCE : MomentRule.NONE, dimension);
        DualAveragingState adaptation = from.adaptation();
        state[ResidentField.STATE_STEP_SIZE] = from.stepSize();
        state[ResidentField.STATE_MU] = adaptation.mu();
        state[ResidentField.STATE_COUNT] = adaptation.count();
        state[ResidentField.STATE_ERROR_MEAN] = adaptation.errorMean();
        state[ResidentField.STATE_LOG_STEP] = adaptation.logStep();
        state[ResidentField.STATE_LOG_STEP_MEAN] = adaptation.logStepMean();
        if (stage.transitions() > 0 && !(from.stepSize() > 0) && !searches()) {
            throw new IllegalStateException(words() + " has no step size");
        }
    }

    private String words() {
        return "chain " + from.chain() + " of task " + group.task().chains().task();
    }

    GroupRun group() {
        return group;
    }

    int index() {
        return index;
    }

    int slot() {
        return slot;
    }

    ChainState from() {
        return from;
    }

    boolean searches() {
        return stage.step() instanceof Stage.StepSizeRule.DualAveraging rule && rule.restart();
    }

    /** Whether the chain's start has still to be handed to the device. */
    boolean arrives() {
        return !arrived;
    }

    /** Whether the device has been told all that there is to do. */
    boolean ordered() {
        return arrived && ordered == stage.transitions();
    }

    /** Whether all transitions came back. */
    boolean done() {
        return made == stage.transitions();
    }

    /** Whether the device sums moments of this chain. */
    boolean learns() {
        return vectors() > 0;
    }

    private int vectors() {
        return switch (stage.learn()) {
            case NONE, COVARIANCE -> 0;
            case VARIANCE -> 1;
            case FISHER -> 2;
        };
    }

    /** Whether the stage is nothing at all, not even a gradient. */
    boolean idle() {
        return stage.transitions() == 0 && !searches();
    }

    /**
     * Orders the next transitions.
     *
     * @param order where entries of an order stand, one long after the other
     * @param at the first of this one
     * @param scaling where the chain's scaling stands
     * @return how many transitions were ordered
     */
    int order(MemorySegment order, long at, int most, int scaling, long metric) {
        ChainGroup chains = group.task().chains();
        int transitions = Math.min(most, stage.transitions() - ordered);
        double target = stage.step() instanceof Stage.StepSizeRule.DualAveraging rule ? rule.target() : Double.NaN;
        set(order, at, ResidentField.ORDER_SLOT, slot);
        set(order, at, ResidentField.ORDER_TASK, chains.task());
        set(order, at, ResidentField.ORDER_SEED, chains.seed());
        set(order, at, ResidentField.ORDER_CHAIN, from.chain());
        set(order, at, ResidentField.ORDER_TRANSITION, from.transition() + ordered);
        set(order, at, ResidentField.ORDER_TRANSITIONS, transitions);
        set(order, at, ResidentField.ORDER_MAX_DEPTH, stage.maxDepth());
        set(order, at, ResidentField.ORDER_AVERAGES, Double.isNaN(target) ? 0 : 1);
        set(order, at, ResidentField.ORDER_TARGET, Double.doubleToRawLongBits(target));
        set(order, at, ResidentField.ORDER_SEARCHES, searches() ? 1 : 0);
        set(order, at, ResidentField.ORDER_MOMENTS, vectors());
        set(order, at, ResidentField.ORDER_SCALING, scaling);
        set(order, at, ResidentField.ORDER_METRIC, metric);
        arrived = true;
        ordered += transitions;
        return transitions;
    }

    private static void set(MemorySegment order, long at, int field, long value) {
        order.setAtIndex(ValueLayout.JAVA_LONG, at + field, value);
    }

    /** Writes where the chain starts: position, diagonal of the metric (of a diagonal one), state. */
    void start(MemorySegment starts, long at, int stride, double[] scale) {
        copy(position, starts, at, dimension);
        copy(scale, starts, at + stride, scale.length);
        copy(state, starts, at + 2L * stride, state.length);
    }

    private static void copy(double[] from, MemorySegment to, long at, int count) {
        MemorySegment.copy(from, 0, to, ValueLayout.JAVA_DOUBLE, at * Double.BYTES, count);
    }

    private static void copy(MemorySegment from, long at, double[] to, int count) {
        MemorySegment.copy(from, ValueLayout.JAVA_DOUBLE, at * Double.BYTES, to, 0, count);
    }

    /** Hands a transition that came back to the sink. */
    void deliver(MemorySegment results, long at, int stride) {
        copy(results, at, position, dimension);
        long first = at + stride;
        statistics.logDensity = number(results, first + ResidentField.STATISTIC_LOG_DENSITY);
        statistics.energy = number(results, first + ResidentField.STATISTIC_ENERGY);
        statistics.acceptance = number(results, first + ResidentField.STATISTIC_ACCEPTANCE);
        statistics.stepSize = number(results, first + ResidentField.STATISTIC_STEP_SIZE);
        statistics.depth = (int) number(results, first + ResidentField.STATISTIC_DEPTH);
        statistics.leapfrogs = (int) number(results, first + ResidentField.STATISTIC_LEAPFROGS);
        statistics.divergent = number(results, first + ResidentField.STATISTIC_DIVERGENT) != 0;
        covariance.add(position, position, 0);
        group.task().sink().accept(index, made++, position, statistics);
    }

    private static double number(MemorySegment segment, long at) {
        return segment.getAtIndex(ValueLayout.JAVA_DOUBLE, at);
    }

    /** @throws IllegalStateException if the chain could not start, by its state */
    void check(MemorySegment results, long at) {
        if (number(results, at + ResidentField.STATE_STARTED) == 0) {
            throw new IllegalStateException(words() + " starts where its log density is "
                    + number(results, at + ResidentField.STATE_LOG_DENSITY) + " or its gradient is not finite");
        }
    }

    /** Takes the state that goes with the last transition handed out. */
    void take(MemorySegment results, long at) {
        copy(results, at, state, state.length);
    }

    /** Takes the moments that the device summed: means of positions and gradients, then squares of both. */
    void takeMoments(MemorySegment results, long at, int stride) {
        int vectors = vectors();
        double[] mean = new double[vectors * dimension];
        double[] squares = new double[vectors * dimension];
        for (int k = 0; k < vectors; k++) {
            long from = (at + (long) k * stride) * Double.BYTES;
            MemorySegment.copy(results, ValueLayout.JAVA_DOUBLE, from, mean, k * dimension, dimension);
            from += 2L * stride * Double.BYTES;
            MemorySegment.copy(results, ValueLayout.JAVA_DOUBLE, from, squares, k * dimension, dimension);
        }
        moments = new Moments((long) state[ResidentField.STATE_POSITIONS], mean, squares);
    }

    /** What became of the chain, up to the last transition handed out. */
    ChainOutcome outcome() {
        ChainState end = new ChainState(
                from.chain(),
                position,
                from.transition() + made,
                state[ResidentField.STATE_STEP_SIZE],
                from.metric(),
                new DualAveragingState(
                        state[ResidentField.STATE_MU],
                        (long) state[ResidentField.STATE_COUNT],
                        state[ResidentField.STATE_ERROR_MEAN],
                        state[ResidentField.STATE_LOG_STEP],
                        state[ResidentField.STATE_LOG_STEP_MEAN]));
        Moments all = stage.learn() == MomentRule.COVARIANCE ? covariance.moments() : moments;
        return new ChainOutcome(end, made, all, (long) state[ResidentField.STATE_LEAPFROGS]);
    }
}
