package leapfrog.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.model.Family;
import leapfrog.model.Likelihood;
import leapfrog.model.Model;
import leapfrog.model.ModelData;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.ScalarLogDensity;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Holds rows that threads share out to one sum, bit by bit, whoever adds it up, and to the scalar reference. */
class StripedTest {
    /** The 41 rows of {@link Hierarchies} in six stripes. */
    private static final Striping SHORT = new Striping(1, 8, 0);

    private static final int ROWS = (1 << 17) + 77;

    @ParameterizedTest
    @EnumSource
    void theBitsDoNotDependOnThreadsOrLanes(Likelihood likelihood) {
        assertSameBits(Hierarchies.of(likelihood), TilePlan.class);
    }

    @Test
    void norDoThoseOfRowsInOnePass() {
        assertSameBits(Hierarchies.withoutCrossedTerm(), PlainPlan.class);
        assertSameBits(Hierarchies.ofPairs(), PlainPlan.class);
    }

    private static void assertSameBits(Problem problem, Class<? extends SortedRows> form) {
        ModelData data = problem.tasks().getFirst();
        Plan plan = Plan.of(problem.structure(), data, SHORT);
        StripedPlan striped = assertInstanceOf(
                StripedPlan.class, assertInstanceOf(GeneralPlan.class, plan).rows());
        assertEquals(6, striped.stripes().length);
        for (Stripe stripe : striped.stripes()) {
            assertInstanceOf(form, stripe.rows());
        }
        double[][] points = points(data.dimension(), 19);
        double[][] expected = SimdGradientEvaluatorTest.evaluate(plan, Lanes.widest(), 1, points);
        for (int threads : new int[] {2, 3, 8}) {
            for (int lanes = 4; lanes <= Lanes.widest(); lanes *= 2) {
                assertArrayEquals(expected, SimdGradientEvaluatorTest.evaluate(plan, lanes, threads, points));
            }
        }
    }

    /** With 0 to 9 covariates beside the constant; without one; with weights; with groups that are many, crossed or correlated. */
    @ParameterizedTest
    @CsvSource({
        "gaussian, y ~ x + (1 | g)",
        "gaussian, y ~ 1 + (1 | g)",
        "gaussian, y ~ x + z + (1 | g)",
        "gaussian, y ~ x + z + w + offset(z) + (1 + x | g)",
        "gaussian, y ~ x * z + w + (1 | g)",
        "gaussian, y ~ x * z + w + x:w + (1 | g)",
        "gaussian, y ~ (x + z + w)^2 + (1 | g)",
        "gaussian, y ~ x * z * w + (1 + z | g)",
        "gaussian, y ~ x * z * w + I(x^2) + (1 | g)",
        "gaussian, y ~ x * z * w + I(x^2) + I(z^2) + (1 | g)",
        "gaussian, y ~ 0 + x + (0 + z | g)",
        "gaussian, y | weights(w) ~ x + (1 | g)",
        "gaussian, y ~ x + (1 | g) + (1 | h)",
        "bernoulli, b ~ x + (1 | g)",
        "student_t, y ~ x + (1 + x || h) + (1 | g)"
    })
    void manyRowsAreStripedAndAgreeWithTheReference(String family, String formula) {
        Family parsed = Family.parse(family);
        Model model = Model.of(
                DesignBuilder.build(Formula.parse(formula), table(), parsed),
                new ModelOptions(parsed, Priors.none(), Parametrization.noncentered(), false));
        Plan plan = Plan.of(model.structure(), model.data(), Striping.USUAL);
        assertTrue(plan.striped());
        double[][] points = points(model.dimension(), 2);
        double[][] actual = SimdGradientEvaluatorTest.evaluate(plan, 4, 2, points);
        ScalarLogDensity reference = new ScalarLogDensity(model.structure(), model.data());
        for (int p = 0; p < points.length; p++) {
            double[] gradient = new double[model.dimension()];
            double expected = reference.evaluate(points[p], 0, gradient, 0);
            assertEquals(expected, actual[p][model.dimension()], 1e-11 * Math.abs(expected));
            double norm = Math.sqrt(DoubleStream.of(gradient).map(g -> g * g).sum());
            double error = 0;
            for (int d = 0; d < gradient.length; d++) {
                error = Math.hypot(error, gradient[d] - actual[p][d]);
            }
            assertTrue(error <= 1e-10 * norm, "gradient off by " + error + " of " + norm);
        }
    }

    /** Few rows, many coefficients, or many that each stripe has: sums of stripes would cost more than rows. */
    @Test
    void onlyRowsThatAreManyAreStriped() {
        Striping striping = new Striping(100, 10, 5);
        ModelData data = Hierarchies.of(Likelihood.NORMAL).tasks().getFirst();
        assertEquals(0, striping.length(data));
        // 2 + 3 coefficients of all stripes, 10 of the sorted factor.
        assertEquals(0, new Striping(1, 10, 5).length(data));
        assertEquals(10, new Striping(1, 10, 2).length(data));
        assertEquals(15, new Striping(1, 5, 3).length(repeated(data)));
        assertEquals(5, new Striping(1, 5, 1).length(repeated(data)));
    }

    private static ModelData repeated(ModelData data) {
        ModelData.Rows rows = data.rows();
        int[] twice = IntStream.range(0, 2 * rows.count()).map(i -> i / 2).toArray();
        return new ModelData(
                data.name(),
                data.dimension(),
                data.scalars(),
                data.priors(),
                data.terms(),
                data.correlated(),
                data.parameters(),
                new ModelData.Rows(
                        twice.length,
                        IntStream.of(twice).mapToDouble(i -> rows.response()[i]).toArray(),
                        new double[][] {
                            IntStream.of(twice)
                                    .mapToDouble(i -> rows.covariates()[0][i])
                                    .toArray()
                        },
                        Arrays.stream(rows.level())
                                .map(level ->
                                        IntStream.of(twice).map(i -> level[i]).toArray())
                                .toArray(int[][]::new),
                        rows.levels(),
                        null,
                        null,
                        null,
                        rows.totals()));
    }

    @Test
    void fewChainsShareOutRowsAndManyDoNot() {
        Problem problem = Hierarchies.of(Likelihood.NORMAL);
        String shared = "rows shared out among 3 threads";
        for (int chains : new int[] {1, 4, 3 * Lanes.widest() - 1, 3 * Lanes.widest()}) {
            try (SimdSession session = new SimdSession(problem, new EngineOptions(chains, 3, ""), SHORT)) {
                assertEquals(chains < 3 * Lanes.widest(), session.device().endsWith(shared), session.device());
            }
        }
        try (SimdSession session = new SimdSession(problem, new EngineOptions(4, 3, ""), Striping.USUAL);
                GradientEvaluator evaluator = session.gradients()) {
            assertFalse(session.device().endsWith(shared));
            assertEquals(Lanes.fitting(2), evaluator.shape().lanes());
        }
    }

    private static double[][] points(int dimension, int count) {
        SplittableRandom random = new SplittableRandom(7);
        double[][] points = new double[count][];
        Arrays.setAll(points, p -> random.doubles(dimension, -1, 1).toArray());
        return points;
    }

    private static Table table() {
        SplittableRandom random = new SplittableRandom(17);
        return Table.of(Map.of(
                "y", numbers(random.doubles(ROWS, -2, 2)),
                "b", numbers(random.ints(ROWS, 0, 2).asDoubleStream()),
                "x", numbers(random.doubles(ROWS, -1, 1)),
                "z", numbers(random.doubles(ROWS, -1, 1)),
                "w", numbers(random.doubles(ROWS, 0.5, 1.5)),
                "g", numbers(random.ints(ROWS, 0, 300).asDoubleStream()),
                "h", numbers(random.ints(ROWS, 0, 9).asDoubleStream())));
    }

    private static Column numbers(DoubleStream values) {
        return new Column.Numbers(values.toArray());
    }
}
