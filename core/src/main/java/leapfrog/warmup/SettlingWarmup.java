package leapfrog.warmup;

import java.util.Optional;
import leapfrog.engine.Metric;
import leapfrog.engine.Moments;
import leapfrog.engine.Stage;
import leapfrog.engine.Stage.MomentRule;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.warmup.WarmupSchedule.After;
import leapfrog.warmup.WarmupSchedule.Step;

/**
 * Warms up in short windows until adaptation has settled, by the rule that {@link WarmupLength.Auto} states.
 *
 * @param setup what all stages share
 * @param window number of this one
 * @param made transitions before it
 * @param restart whether the step size is searched anew, as at the start and where the metric still changed
 * @param end what this window is to the end
 * @param before what the window before has left, in the first one nothing
 */
record SettlingWarmup(Setup setup, int window, int made, boolean restart, End end, Optional<Calm.Level> before)
        implements Warmup {
    static final int MOST = 1000;
    /** Windows on the way to where the posterior is, with short steps: few transitions, for they have deep trees. */
    private static final int EARLY = 2;

    private static final int EARLY_POSITIONS = 100;
    private static final int SHORTEST_EARLY = 12;
    private static final int SHORTEST = 25;
    private static final int LONGEST_LAST = 50;
    private static final int FEWEST_POSITIONS = 200;
    private static final int MOST_POSITIONS = 1600;

    /**
     * What all stages share.
     *
     * @param chains that adapt together
     * @param target mean acceptance
     * @param maxDepth of NUTS trees
     * @param metric the moments that a window sums
     */
    record Setup(int chains, double target, int maxDepth, MomentRule metric) {}

    /** Whether a window is the last, and why. */
    enum End {
        NOT_YET,
        SETTLED,
        LENGTH
    }

    SettlingWarmup(Setup setup) {
        this(setup, 0, 0, true, End.NOT_YET, Optional.empty());
    }

    @Override
    public Stage stage() {
        return new Stage(
                "warm-up",
                transitions(),
                new Stage.StepSizeRule.DualAveraging(setup.target(), restart),
                learns() ? setup.metric() : MomentRule.NONE,
                setup.maxDepth());
    }

    @Override
    public int most() {
        return MOST - made;
    }

    private boolean learns() {
        return window > 0 && end == End.NOT_YET;
    }

    private boolean isEarly() {
        return window < EARLY;
    }

    private int transitions() {
        if (end != End.NOT_YET) {
            return last();
        }
        if (isEarly()) {
            return Math.clamp(Math.ceilDiv(EARLY_POSITIONS, setup.chains()), SHORTEST_EARLY, SHORTEST);
        }
        long positions = Math.min(MOST_POSITIONS, (long) FEWEST_POSITIONS << Math.min(window - EARLY, 10));
        int wanted = Math.max(SHORTEST, (int) Math.ceilDiv(positions, setup.chains()));
        int left = MOST - last() - made;
        // What would be too little for another window belongs to this one.
        return left < wanted + SHORTEST ? left : wanted;
    }

    private int last() {
        return Math.clamp(MOST_POSITIONS / setup.chains(), SHORTEST, LONGEST_LAST);
    }

    @Override
    public Turn after(Window done, double[] unit) {
        After then = end != End.NOT_YET ? After.SETTLE : learns() ? After.LEARN_METRIC : After.CONTINUE;
        var states = Adaptation.next(done.outcome(), new Step(stage(), then), unit);
        if (end != End.NOT_YET) {
            return new Turn(states, Optional.empty(), end == End.SETTLED);
        }
        Metric old = done.outcome().chains().getFirst().state().metric();
        Metric metric = states.getFirst().metric();
        Calm.Level now = level(done);
        Optional<Calm> calm = before.map(level -> Calm.between(level, now, old, metric, done.logDensity()));
        int madeNow = made + transitions();
        End next = window > EARLY && calm.filter(Calm::settled).isPresent()
                ? End.SETTLED
                : madeNow + last() >= MOST ? End.LENGTH : End.NOT_YET;
        boolean metricMoved = learns() && calm.filter(Calm::metricSettled).isEmpty();
        return new Turn(
                states,
                Optional.of(new SettlingWarmup(setup, window + 1, madeNow, metricMoved, next, Optional.of(now))),
                false);
    }

    /** The pooled log step size and the mean log density of a window. */
    private static Calm.Level level(Window window) {
        double logStep = window.outcome().chains().stream()
                .map(ChainOutcome::state)
                .mapToDouble(state -> state.adaptation().logStepMean())
                .average()
                .orElse(Double.NaN);
        Moments logDensity = Welford.merge(window.logDensity());
        return new Calm.Level(logStep, logDensity.mean()[0]);
    }
}
