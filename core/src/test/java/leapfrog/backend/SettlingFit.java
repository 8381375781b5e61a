package leapfrog.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import leapfrog.diagnose.Superchains;
import leapfrog.engine.Cancellation;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.Metric;
import leapfrog.engine.Stage;
import leapfrog.engine.StageOutcome;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.engine.StageSource;
import leapfrog.engine.StageTask;
import leapfrog.model.LogDensity;
import leapfrog.nuts.ScalarArithmetic;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import leapfrog.warmup.LogDensityMoments;
import leapfrog.warmup.Warmup;
import leapfrog.warmup.WarmupLength;

/** Takes many chains on any density through the warm-up that ends by itself, for tests. */
final class SettlingFit implements StageSource {
    private Optional<Warmup> warmup;
    private List<ChainState> states = new ArrayList<>();
    private LogDensityMoments logDensities;
    private boolean running;
    private boolean settled;

    /** @param radius starts are uniform on [−radius, radius], the same within a superchain */
    private SettlingFit(int dimension, int chains, double radius, Stage.MomentRule metric) {
        warmup = Optional.of(new WarmupLength.Auto().begin(chains, 0.8, 10, metric));
        logDensities = new LogDensityMoments(chains);
        Superchains superchains = Superchains.of(chains);
        for (int k = 0; k < superchains.count(); k++) {
            for (int chain = superchains.first(k); chain < superchains.first(k + 1); chain++) {
                double[] point = new double[dimension];
                new ChainRandom(7, superchains.first(k)).fillUniforms(Purpose.INIT, 0, point, dimension);
                for (int d = 0; d < dimension; d++) {
                    point[d] = radius * (2 * point[d] - 1);
                }
                states.add(new ChainState(chain, point, 0, 0, Metric.unit(dimension), DualAveragingState.NONE));
            }
        }
    }

    static SettlingFit of(LogDensity density, int chains, double radius, Stage.MomentRule metric, int threads) {
        SettlingFit fit = new SettlingFit(density.dimension(), chains, radius, metric);
        try (HostTransitionEngine engine = new HostTransitionEngine(
                () -> new LogDensityEvaluator(List.of(density)), threads, new ScalarArithmetic())) {
            engine.run(fit, Cancellation.NEVER);
        }
        return fit;
    }

    /** The chains at the end of warm-up. */
    List<ChainState> states() {
        return states;
    }

    int transitions() {
        return (int) states.getFirst().transition();
    }

    boolean settled() {
        return settled;
    }

    /** Where the chains are in one coordinate. */
    double[] coordinate(int d) {
        return states.stream().mapToDouble(state -> state.position()[d]).toArray();
    }

    @Override
    public synchronized Optional<StageTask> next() {
        if (running || warmup.isEmpty()) {
            return Optional.empty();
        }
        running = true;
        LogDensityMoments sums = new LogDensityMoments(states.size());
        logDensities = sums;
        return Optional.of(new StageTask(
                ChainGroup.plain(0, 7, states),
                warmup.get().stage(),
                (chain, transition, position, statistics) -> sums.add(chain, statistics.logDensity)));
    }

    @Override
    public synchronized void finished(StageTask task, StageOutcome outcome) {
        running = false;
        double[] unit = new double[states.getFirst().position().length];
        java.util.Arrays.fill(unit, 1);
        Warmup.Turn turn = warmup.orElseThrow().after(new Warmup.Window(outcome, logDensities.moments()), unit);
        states = turn.states();
        warmup = turn.next();
        settled = turn.settled();
        if (outcome.chains().stream()
                        .mapToInt(ChainOutcome::transitions)
                        .distinct()
                        .count()
                != 1) {
            throw new IllegalStateException("chains made different numbers of transitions");
        }
    }

    @Override
    public synchronized int chains() {
        return warmup.isEmpty() ? 0 : states.size();
    }
}
