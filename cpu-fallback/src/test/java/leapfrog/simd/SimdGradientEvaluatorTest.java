package leapfrog.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.SplittableRandom;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientBatch;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.model.Likelihood;
import leapfrog.model.Model;
import leapfrog.model.ModelData;
import leapfrog.model.ModelStructure;
import leapfrog.model.Radon;
import leapfrog.model.ReferencePoints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares with Stan's log densities of the radon models, and lanes with one another. */
class SimdGradientEvaluatorTest {
    private static double[][] evaluate(ModelStructure structure, ModelData data, int lanes, double[][] points) {
        return evaluate(Plan.of(structure, data, Striping.USUAL), lanes, 1, points);
    }

    /** Points of a task through an evaluator of so many lanes and threads; each row the gradient, then the log density. */
    static double[][] evaluate(Plan plan, int lanes, int threads, double[][] points) {
        GradientBatch batch = new GradientBatch(lanes);
        int dimension = points[0].length;
        for (int p = 0; p < points.length; p++) {
            int block = p % lanes == 0 ? batch.addBlock(0, dimension) : p / lanes;
            for (int d = 0; d < dimension; d++) {
                batch.positions()[batch.at(block) + d * lanes + p % lanes] = points[p][d];
            }
        }
        try (GradientEvaluator evaluator = new SimdGradientEvaluator(List.of(plan), lanes, threads)) {
            evaluator.evaluate(batch);
        }
        double[][] result = new double[points.length][dimension + 1];
        for (int p = 0; p < points.length; p++) {
            for (int d = 0; d < dimension; d++) {
                result[p][d] = batch.gradients()[batch.at(p / lanes) + d * lanes + p % lanes];
            }
            result[p][dimension] = batch.logDensities()[p];
        }
        return result;
    }

    @ParameterizedTest
    @CsvSource({
        "pooled, false",
        "pooled, true",
        "unpooled, false",
        "unpooled, true",
        "partial_2022.centered, false",
        "partial_2022.centered, true",
        "partial_2022.noncentered, false",
        "partial_2022.noncentered, true"
    })
    void agreesWithStan(String name, boolean reduce) {
        Model model = Radon.model(name, reduce);
        ReferencePoints reference = ReferencePoints.read(name, model.coordinates());
        assertEquals(20, reference.points().length);
        double[][] actual = evaluate(model.structure(), model.data(), Lanes.widest(), reference.points());
        int dimension = model.data().dimension();
        for (int p = 0; p < 20; p++) {
            double expected = reference.logDensity()[p];
            assertEquals(expected, actual[p][dimension], 1e-11 * Math.max(1, Math.abs(expected)), "point " + p);
            double error = 0;
            double norm = 0;
            for (int d = 0; d < dimension; d++) {
                error = Math.hypot(error, actual[p][d] - reference.gradient()[p][d]);
                norm = Math.hypot(norm, reference.gradient()[p][d]);
            }
            assertTrue(error <= 1e-10 * Math.max(1, norm), "point " + p + ": gradient off by " + error + " of " + norm);
        }
    }

    @ParameterizedTest
    @CsvSource({"pooled", "unpooled", "partial_2022.centered", "partial_2022.noncentered"})
    void theBitsDoNotDependOnLanes(String name) {
        Model model = Radon.model(name, false);
        assertSameBits(model.structure(), model.data());
    }

    @ParameterizedTest
    @EnumSource
    void norDoThoseOfAnyLikelihood(Likelihood likelihood) {
        Problem problem = Hierarchies.of(likelihood);
        assertSameBits(problem.structure(), problem.tasks().getFirst());
    }

    @Test
    void norDoThoseOfRowsInOnePass() {
        Problem problem = Hierarchies.withoutCrossedTerm();
        ModelData data = problem.tasks().getFirst();
        GeneralPlan plan = assertInstanceOf(GeneralPlan.class, Plan.of(problem.structure(), data, Striping.USUAL));
        assertInstanceOf(NormalPlan.class, plan.rows());
        assertSameBits(problem.structure(), data);
    }

    @Test
    void norDoThoseOfPairsOfCorrelatedEffects() {
        Problem problem = Hierarchies.ofPairs();
        ModelData data = problem.tasks().getFirst();
        GeneralPlan plan = assertInstanceOf(GeneralPlan.class, Plan.of(problem.structure(), data, Striping.USUAL));
        assertInstanceOf(PairPlan.class, plan.rows());
        assertSameBits(problem.structure(), data);
    }

    @Test
    void norDoThoseOfEffectsOfTwoFactorsIntegratedOut() {
        Problem problem = Hierarchies.integratedOut();
        ModelData data = problem.tasks().getFirst();
        Plan plan = Plan.of(problem.structure(), data, Striping.USUAL);
        assertInstanceOf(
                EliminationPlan.class, assertInstanceOf(GeneralPlan.class, plan).rows());
        assertSameBits(problem.structure(), data);
    }

    @Test
    void aDensityOfInfinityIsNone() {
        Problem problem = Hierarchies.withoutCrossedTerm();
        ModelData data = problem.tasks().getFirst();
        double[][] points = new double[2][data.dimension()];
        points[0][4] = Double.POSITIVE_INFINITY;
        double[][] result = evaluate(problem.structure(), data, 4, points);
        assertTrue(Double.isNaN(result[0][data.dimension()]));
        assertTrue(Double.isFinite(result[1][data.dimension()]));
    }

    static void assertSameBits(ModelStructure structure, ModelData data) {
        SplittableRandom random = new SplittableRandom(3);
        double[][] points = new double[37][data.dimension()];
        for (double[] point : points) {
            for (int d = 0; d < point.length; d++) {
                point[d] = 4 * random.nextDouble() - 2;
            }
        }
        double[][] widest = evaluate(structure, data, Lanes.widest(), points);
        for (int lanes = 4; lanes < Lanes.widest(); lanes *= 2) {
            assertArrayEquals(widest, evaluate(structure, data, lanes, points), lanes + " lanes");
        }
    }

    @Test
    void theRadonHierarchyTakesTheFastestStage() {
        assertTrue(plan("partial_2022.noncentered", true).noncentered);
        assertFalse(plan("pooled", false).noncentered);
    }

    /** The counties of radon's default differ: those with many houses are centered. */
    @ParameterizedTest
    @CsvSource({"centered, false", "mixed, false", "auto, true"})
    void cellsOfEitherParametrizationAgree(String parametrization, boolean differ) throws Exception {
        String name = "partial_2022." + parametrization;
        TaskPlan plan = plan(name, true);
        assertTrue(plan.pooledCells && !plan.noncentered);
        int centered = plan.segments.constantTerm().centered();
        assertEquals(differ, centered > 0 && centered < plan.segments.segments());
        Model model = Radon.model(name, true);
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        ScalarAgreement.assertAgrees(problem, 2);
        assertSameBits(model.structure(), model.data());
    }

    private static TaskPlan plan(String name, boolean reduce) {
        Model model = Radon.model(name, reduce);
        return assertInstanceOf(TaskPlan.class, Plan.of(model.structure(), model.data(), Striping.USUAL));
    }

    @Test
    void lanesFitTheChainsOfAThread() {
        assertEquals(Math.min(4, Lanes.widest()), Lanes.fitting(1));
        assertEquals(Lanes.widest(), Lanes.fitting(4096));
        Model model = Radon.model("partial_2022.noncentered", true);
        try (var session = new SimdSession(
                        new Problem(model.structure(), List.of(model.data())),
                        new EngineOptions(4, 2, ""),
                        Striping.USUAL);
                var evaluator = session.gradients()) {
            assertEquals(Math.min(4, Lanes.widest()), evaluator.shape().lanes());
        }
    }
}
