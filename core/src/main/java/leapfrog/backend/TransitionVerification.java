package leapfrog.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
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
import leapfrog.engine.Stage.StepSizeRule;
import leapfrog.engine.TransitionEngine;
import leapfrog.engine.TransitionStatistics;
import leapfrog.model.ModelData;
import leapfrog.model.Scaling;

/**
 * Compares a backend's NUTS transitions with those of the host engine over the scalar reference, from the same states and random streams: of
 * generated models, with steps from far too small to far too large, so that some trajectories diverge.
 *
 * <p>Rounding differs, and what rounding decides may fall otherwise: a U-turn, a pick, or, where a trajectory is unstable, all of it. At most
 * {@link #FLIPPED} of the transitions may; on the one device tried so far none did.
 */
public final class TransitionVerification {
    /** Share of transitions that may differ by more than rounding. */
    public static final double FLIPPED = 0.001;
    /** Allowed |Δ| / max(1, |reference|) of coordinates and statistics of a transition. */
    static final double ROUNDING = 1e-6;

    private static final int CHAINS = 500;
    private static final double LARGEST_STEP = 0.04;
    private static final Stage ONE = new Stage("one", 1, new StepSizeRule.Fixed(), MomentRule.NONE, 8);

    private TransitionVerification() {}

    /**
     * What a verification found.
     *
     * @param transitions that were compared
     * @param flipped of them that differ by more than rounding
     * @param divergent of the reference's
     * @param moved of the reference's that end where they did not start
     * @param leapfrogs of the reference's
     */
    public record Result(int transitions, int flipped, int divergent, int moved, long leapfrogs) {
        /** Whether not too many differ. */
        public boolean passed() {
            return flipped <= FLIPPED * transitions;
        }

        private Result plus(Result other) {
            return new Result(
                    transitions + other.transitions,
                    flipped + other.flipped,
                    divergent + other.divergent,
                    moved + other.moved,
                    leapfrogs + other.leapfrogs);
        }
    }

    /**
     * Verifies a backend on models with correlated and crossed effects, and with coefficients integrated out where it does that.
     *
     * @throws leapfrog.engine.DeviceException if the device cannot be opened or fails
     */
    public static Result of(Backend backend, EngineOptions options) {
        Result all = new Result(0, 0, 0, 0, 0);
        for (VerificationCase of : VerificationCase.ofTransitions()) {
            Problem problem = of.problem().get();
            if (backend.supports(problem.structure(), options) instanceof Backend.Support.Yes) {
                ModelData task = problem.tasks().getFirst();
                all = all.plus(of(
                        backend,
                        options,
                        new Problem(problem.structure(), List.of(task)),
                        Scaling.none(task.dimension()),
                        states(task.dimension(), CHAINS, false, LARGEST_STEP)));
            }
        }
        return all;
    }

    /** Compares one transition from each of these states. */
    static Result of(
            Backend backend, EngineOptions options, Problem problem, Scaling scaling, List<ChainState> states) {
        List<Transition> expected = make(new ScalarBackend(), options.on(""), problem, scaling, states);
        List<Transition> actual = make(backend, options, problem, scaling, states);
        int flipped = 0;
        int divergent = 0;
        int moved = 0;
        long leapfrogs = 0;
        for (int c = 0; c < states.size(); c++) {
            Transition reference = expected.get(c);
            flipped += reference.agrees(actual.get(c)) ? 0 : 1;
            divergent += reference.divergent() ? 1 : 0;
            moved += Arrays.equals(states.get(c).position(), reference.position()) ? 0 : 1;
            leapfrogs += reference.leapfrogs();
        }
        return new Result(states.size(), flipped, divergent, moved, leapfrogs);
    }

    /** States with steps from far too small to far too large. */
    static List<ChainState> states(int dimension, int count, boolean dense, double largest) {
        Random random = new Random(31 * dimension + count);
        List<ChainState> states = new ArrayList<>();
        for (int c = 0; c < count; c++) {
            double[] position = new double[dimension];
            double[] scale = new double[dimension];
            for (int d = 0; d < dimension; d++) {
                position[d] = random.nextGaussian();
                scale[d] = Math.exp(0.3 * random.nextGaussian());
            }
            Metric metric = dense ? dense(scale, random) : new Metric.Diagonal(scale);
            double stepSize = largest * Math.exp(-4 * random.nextDouble());
            states.add(new ChainState(c, position, 10L * c, stepSize, metric, DualAveragingState.NONE));
        }
        return states;
    }

    private static Metric dense(double[] scale, Random random) {
        int n = scale.length;
        double[] factor = new double[n * n];
        for (int row = 0; row < n; row++) {
            for (int column = 0; column < row; column++) {
                factor[row * n + column] = 0.3 * random.nextGaussian() / n;
            }
            factor[row * n + row] = scale[row];
        }
        return new Metric.Dense(n, factor);
    }

    private static List<Transition> make(
            Backend backend, EngineOptions options, Problem problem, Scaling scaling, List<ChainState> states) {
        Transition[] made = new Transition[states.size()];
        OneStage stage = new OneStage(
                new ChainGroup(0, 4711, scaling, states),
                ONE,
                (chain, transition, position, statistics) -> made[chain] = Transition.of(position, statistics));
        try (Session session =
                        backend.open(problem, new EngineOptions(states.size(), options.threads(), options.device()));
                TransitionEngine engine = session.transitions()) {
            stage.run(engine);
        }
        return List.of(made);
    }

    /** Where a transition ended, and what its trajectory was. */
    private record Transition(
            double[] position,
            double logDensity,
            double energy,
            double acceptance,
            int depth,
            int leapfrogs,
            boolean divergent) {
        static Transition of(double[] position, TransitionStatistics s) {
            return new Transition(
                    position.clone(), s.logDensity, s.energy, s.acceptance, s.depth, s.leapfrogs, s.divergent);
        }

        boolean agrees(Transition other) {
            boolean same = depth == other.depth
                    && leapfrogs == other.leapfrogs
                    && divergent == other.divergent
                    && close(logDensity, other.logDensity)
                    && close(energy, other.energy)
                    && close(acceptance, other.acceptance);
            for (int d = 0; same && d < position.length; d++) {
                same = close(position[d], other.position[d]);
            }
            return same;
        }

        private static boolean close(double reference, double value) {
            return Math.abs(reference - value) <= ROUNDING * Math.max(1, Math.abs(reference));
        }
    }
}
