package leapfrog.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.engine.Backend;
import leapfrog.engine.ChainGroup;
import leapfrog.engine.ChainState;
import leapfrog.engine.DualAveragingState;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Moments;
import leapfrog.engine.OneStage;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.engine.Stage;
import leapfrog.engine.Stage.MomentRule;
import leapfrog.engine.Stage.StepSizeRule;
import leapfrog.engine.StageOutcome.ChainOutcome;
import leapfrog.engine.TransitionEngine;
import leapfrog.model.Likelihood;
import leapfrog.model.MarginalModel;
import leapfrog.model.Model;
import leapfrog.model.ModelData;
import leapfrog.model.ModelStructure;
import leapfrog.model.Radon;
import leapfrog.model.Sampled;
import leapfrog.model.Scaling;
import leapfrog.model.Transform;
import leapfrog.warmup.DualAveraging;
import leapfrog.warmup.Welford;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * States what an engine of its own must do beside {@link BackendContractTest}: from one state and random stream it makes the
 * transition of the host engine over the scalar reference.
 */
public abstract class TransitionContract {
    private final Backend backend;

    protected TransitionContract(Backend backend) {
        this.backend = backend;
    }

    /** A density with a scaling of its coordinates. */
    private record Target(Problem problem, Scaling scaling) {
        int dimension() {
            return problem.tasks().getFirst().dimension();
        }
    }

    private static Target target(String name) {
        return switch (name) {
            case "funnel" -> funnel();
            case "crossed" -> verification("correlated and crossed, weighted");
            case "integrated" -> integrated("partial_2022.noncentered");
            case "integrated but one" -> integrated("partial.student");
            default -> {
                Model model = Radon.model(name, true);
                yield new Target(new Problem(model.structure(), List.of(model.data())), model.scaling());
            }
        };
    }

    /** The scales of the radon hierarchy, and of its coefficients one whose prior is not normal. */
    private static Target integrated(String name) {
        Sampled scales = MarginalModel.of(Radon.model(name, true));
        return new Target(new Problem(scales.structure(), List.of(scales.data())), scales.scaling());
    }

    /** The 31 rows of a problem of {@link Verification}. */
    private static Target verification(String ending) {
        Problem problem = VerificationShape.all().stream()
                .filter(shape -> shape.name().endsWith(ending))
                .map(VerificationProblems::problem)
                .findFirst()
                .orElseThrow();
        ModelData task = problem.tasks().getFirst();
        return new Target(new Problem(problem.structure(), List.of(task)), Scaling.none(task.dimension()));
    }

    /** Nine centered coefficients of an unknown scale, and no data. */
    private static Target funnel() {
        ModelStructure structure = new ModelStructure(
                Likelihood.NORMAL,
                List.of(new ModelStructure.TermStructure(true, 0, ModelStructure.Source.POOLED)),
                List.of(),
                1,
                false,
                false);
        boolean[] centered = new boolean[9];
        Arrays.fill(centered, true);
        ModelData.Prior wide = new ModelData.Prior(
                new int[] {0}, new double[] {1}, ModelData.Shape.NORMAL, 0, 3, Double.NaN, 1, -Math.log(3));
        ModelData data = new ModelData(
                "funnel",
                10,
                List.of(Transform.EXP),
                List.of(wide),
                List.of(new ModelData.Term(-1, 0, 0, 9, new ModelData.Pooled(-1, 0, 1, centered))),
                List.of(),
                List.of(ModelData.FamilyParameter.fixed(1)),
                new ModelData.Rows(
                        0,
                        new double[0],
                        new double[0][],
                        new int[1][0],
                        new int[] {9},
                        null,
                        null,
                        null,
                        ModelData.Totals.of(0)));
        return new Target(new Problem(structure, List.of(data)), Scaling.none(10));
    }

    /** One stage of one group, with what came back. */
    private record Run(List<List<ScheduledFits.Draw>> draws, List<ChainOutcome> outcomes) {}

    private static Run run(Backend backend, Target target, List<ChainState> states, Stage stage) {
        List<List<ScheduledFits.Draw>> draws = states.stream()
                .map(state -> (List<ScheduledFits.Draw>) new ArrayList<ScheduledFits.Draw>())
                .toList();
        OneStage source = new OneStage(
                new ChainGroup(0, 4711, target.scaling(), states),
                stage,
                (chain, transition, position, statistics) ->
                        draws.get(chain).add(ScheduledFits.Draw.of(position, statistics)));
        try (Session session = backend.open(target.problem(), new EngineOptions(states.size(), 2, ""));
                TransitionEngine engine = session.transitions()) {
            source.run(engine);
        }
        assertEquals(states.size(), source.outcomes().size());
        return new Run(draws, source.outcomes());
    }

    @ParameterizedTest
    @CsvSource({
        "partial_2022.noncentered, 1000, false, 0.2, 100",
        "partial_2022.centered, 1000, false, 0.2, 100",
        "funnel, 2000, false, 3, 100",
        "crossed, 500, false, 0.2, 50",
        "integrated, 1000, false, 0.04, 25",
        "integrated but one, 1000, false, 0.04, 25",
        "unpooled, 60, true, 0.2, 10"
    })
    final void makesTheTransitionsOfTheHostEngine(
            String name, int count, boolean dense, double largest, int leastDivergent) {
        Target target = target(name);
        TransitionVerification.Result result = TransitionVerification.of(
                backend,
                new EngineOptions(count, 2, ""),
                target.problem(),
                target.scaling(),
                TransitionVerification.states(target.dimension(), count, dense, largest));
        assertEquals(count, result.transitions());
        int divergent = result.divergent();
        assertTrue(divergent >= leastDivergent && divergent <= count - leastDivergent, divergent + " divergent");
        assertTrue(result.moved() >= count / 4, result::toString);
        assertTrue(result.leapfrogs() >= 10 * count, result::toString);
        assertTrue(result.passed(), name + ": " + result);
    }

    /** What users verify devices by has trajectories of every kind. */
    @Test
    final void theVerificationHasTrajectoriesOfEveryKind() {
        TransitionVerification.Result result = TransitionVerification.of(backend, new EngineOptions(1000, 2, ""));
        assertEquals(1000, result.transitions());
        assertTrue(result.passed(), result::toString);
        assertTrue(result.divergent() >= 50 && result.divergent() <= 500, result::toString);
        assertTrue(result.moved() >= 500 && result.leapfrogs() >= 10_000, result::toString);
    }

    /** The search takes powers of two times the first try, so all of it is the same or the acceptance was within rounding of 0.8. */
    @ParameterizedTest
    @CsvSource({"partial_2022.noncentered, 200, false", "funnel, 500, false", "unpooled, 20, true"})
    final void searchesTheStepSizeOfTheHostEngine(String name, int count, boolean dense) {
        Target target = target(name);
        List<ChainState> states = TransitionVerification.states(target.dimension(), count, dense, 1);
        Stage stage = new Stage("search", 0, new StepSizeRule.DualAveraging(0.8, true), MomentRule.NONE, 8);
        Run expected = run(new ScalarBackend(), target, states, stage);
        Run actual = run(backend, target, states, stage);
        for (int c = 0; c < count; c++) {
            ChainOutcome a = expected.outcomes().get(c);
            ChainOutcome b = actual.outcomes().get(c);
            assertEquals(a.leapfrogs(), b.leapfrogs());
            assertEquals(a.state().stepSize(), b.state().stepSize());
            assertEquals(a.state().adaptation().mu(), b.state().adaptation().mu(), 1e-14);
            assertArrayEquals(states.get(c).position(), b.state().position());
            assertEquals(0, b.transitions());
        }
    }

    /** Dual averaging and moments follow from the transitions that were handed out. */
    @ParameterizedTest
    @EnumSource(MomentRule.class)
    final void adaptsByItsTransitions(MomentRule rule) {
        Target target = target("partial_2022.noncentered");
        int transitions = 37;
        List<ChainState> states =
                TransitionVerification.states(target.dimension(), 5, rule == MomentRule.COVARIANCE, 0.2);
        Stage stage = new Stage("adapt", transitions, new StepSizeRule.DualAveraging(0.9, true), rule, 6);
        Run actual = run(backend, target, states, stage);
        for (int c = 0; c < states.size(); c++) {
            List<ScheduledFits.Draw> draws = actual.draws().get(c);
            assertEquals(transitions, draws.size());
            DualAveraging averaging = new DualAveraging();
            averaging.restart(draws.getFirst().stepSize());
            Welford welford = new Welford(rule, target.dimension());
            for (int i = 0; i < transitions; i++) {
                ScheduledFits.Draw draw = draws.get(i);
                assertEquals(0, draw.stepSize() / Math.exp(averaging.state().logStep()) - 1, 1e-11);
                averaging.update(draw.acceptance(), 0.9);
                welford.add(draw.position(), gradient(target, draw.position()), 0);
            }
            ChainOutcome outcome = actual.outcomes().get(c);
            assertEquals(transitions, outcome.transitions());
            assertEquals(
                    states.get(c).transition() + transitions, outcome.state().transition());
            assertArrayEquals(draws.getLast().position(), outcome.state().position());
            DualAveragingState expected = averaging.state();
            DualAveragingState state = outcome.state().adaptation();
            assertEquals(expected.count(), state.count());
            assertEquals(expected.errorMean(), state.errorMean(), 1e-12);
            assertEquals(expected.logStepMean(), state.logStepMean(), 1e-11);
            assertEquals(0, Math.exp(state.logStep()) / outcome.state().stepSize() - 1, 1e-14);
            agree(welford.moments(), outcome.moments());
        }
    }

    private static double[] gradient(Target target, double[] position) {
        double[] inModel = new double[position.length];
        target.scaling().toModel(position, 0, inModel, 0);
        double[] gradient = new double[position.length];
        new leapfrog.model.ScalarLogDensity(
                        target.problem().structure(), target.problem().tasks().getFirst())
                .evaluate(inModel, 0, gradient, 0);
        target.scaling().pullBack(gradient, 0);
        return gradient;
    }

    private static void agree(Moments expected, Moments actual) {
        assertEquals(expected.count(), actual.count());
        assertEquals(expected.mean().length, actual.mean().length);
        assertEquals(expected.squares().length, actual.squares().length);
        for (int d = 0; d < expected.mean().length; d++) {
            assertEquals(expected.mean()[d], actual.mean()[d], 1e-9 * Math.max(1, Math.abs(expected.mean()[d])));
        }
        for (int i = 0; i < expected.squares().length; i++) {
            assertEquals(
                    expected.squares()[i], actual.squares()[i], 1e-9 * Math.max(1, Math.abs(expected.squares()[i])));
        }
    }

    /** Two stages in a row are one: everything that a chain needs is in its state. */
    @Test
    final void goesOnExactlyWhereItStopped() {
        Target target = target("partial_2022.noncentered");
        List<ChainState> states = TransitionVerification.states(target.dimension(), 3, false, 0.3);
        StepSizeRule rule = new StepSizeRule.DualAveraging(0.8, false);
        Run whole = run(backend, target, states, new Stage("20", 20, rule, MomentRule.NONE, 6));
        Run first = run(backend, target, states, new Stage("9", 9, rule, MomentRule.NONE, 6));
        List<ChainState> between =
                first.outcomes().stream().map(ChainOutcome::state).toList();
        Run second = run(backend, target, between, new Stage("11", 11, rule, MomentRule.NONE, 6));
        for (int c = 0; c < states.size(); c++) {
            List<ScheduledFits.Draw> parts = new ArrayList<>(first.draws().get(c));
            parts.addAll(second.draws().get(c));
            assertEquals(
                    whole.draws().get(c).stream()
                            .map(ScheduledFits.Draw::numbers)
                            .toList(),
                    parts.stream().map(ScheduledFits.Draw::numbers).toList());
        }
    }
}
