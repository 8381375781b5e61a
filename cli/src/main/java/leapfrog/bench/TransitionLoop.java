package leapfrog.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import leapfrog.engine.Backend;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Metric;
import leapfrog.engine.OneStage;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.Stage;
import leapfrog.engine.Stage.MomentRule;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.engine.TransitionEngine;
import leapfrog.model.Scaling;
import leapfrog.warmup.Adaptation;
import leapfrog.warmup.WarmupSchedule;

/** Makes the same transitions of many chains of one task again and again, draws handed out and all. */
public final class TransitionLoop implements AutoCloseable {
    /** Chains whose warm-up the others start from, each with random numbers of its own. */
    private static final int WARMED = 64;

    private static final int MOST_DEPTH = 10;
    private final Session session;
    private final TransitionEngine engine;
    private final List<ChainState> states;
    private final Stage stage;

    /**
     * Opens a backend.
     *
     * @param warm states that chains start from in turn, see {@link #warm}
     * @param options with the number of chains
     * @param transitions of each chain in a run
     * @throws leapfrog.engine.DeviceException if the backend cannot be opened
     */
    public TransitionLoop(
            Backend backend, Problem problem, List<ChainState> warm, EngineOptions options, int transitions) {
        session = backend.open(problem, options);
        engine = session.transitions();
        states = spread(warm, options.chains());
        stage = new Stage("sampling", transitions, new Stage.StepSizeRule.Fixed(), MomentRule.NONE, MOST_DEPTH);
    }

    /** Makes the transitions; returns the leapfrogs of all chains, the same each time. */
    public long run() {
        return run(engine, states, stage).stream()
                .mapToLong(ChainOutcome::leapfrogs)
                .sum();
    }

    /** What computes. */
    public String device() {
        return session.device();
    }

    @Override
    public void close() {
        engine.close();
        session.close();
    }

    /** States in the typical set, with a metric of all chains' variances and step sizes of a mean acceptance of 0.8. */
    public static List<ChainState> warm(Backend backend, Problem problem, String device, int threads) {
        int dimension = problem.tasks().getFirst().dimension();
        SplittableRandom random = new SplittableRandom(1);
        List<ChainState> states = new ArrayList<>();
        for (int chain = 0; chain < WARMED; chain++) {
            double[] position = random.doubles(dimension, -0.5, 0.5).toArray();
            states.add(new ChainState(chain, position, 0, 0, Metric.unit(dimension), DualAveragingState.NONE));
        }
        WarmupSchedule schedule = WarmupSchedule.stan(300, 0.8, MOST_DEPTH, MomentRule.VARIANCE);
        try (Session session = backend.open(problem, new EngineOptions(WARMED, threads, device));
                TransitionEngine engine = session.transitions()) {
            for (WarmupSchedule.Step step : schedule.steps()) {
                StageOutcome outcome = new StageOutcome(run(engine, states, step.stage()));
                states = Adaptation.next(outcome, step, Scaling.none(dimension).unit());
            }
        }
        return states;
    }

    private static List<ChainState> spread(List<ChainState> warm, int chains) {
        List<ChainState> states = new ArrayList<>();
        for (int chain = 0; chain < chains; chain++) {
            ChainState from = warm.get(chain % warm.size());
            states.add(new ChainState(
                    chain,
                    from.position(),
                    from.transition(),
                    from.stepSize(),
                    from.metric(),
                    DualAveragingState.NONE));
        }
        return states;
    }

    private static List<ChainOutcome> run(TransitionEngine engine, List<ChainState> states, Stage stage) {
        ChainGroup group = ChainGroup.plain(0, 5, states);
        return new OneStage(group, stage, (chain, transition, position, statistics) -> {}).run(engine);
    }
}
