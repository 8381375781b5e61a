package leapfrog.simd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import leapfrog.engine.Problem;
import leapfrog.model.MarginalModel;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Radon;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Compares the short way through matched effects with the scalar density, and says which models take it. */
class MatchedPairsTest {
    private static List<Model> models() {
        return List.of(Radon.model("partial_2022.noncentered", true), model("y ~ x + (1 + x | g)"));
    }

    @ParameterizedTest
    @MethodSource("models")
    void agreesWithTheScalarDensity(Model model) throws Exception {
        Problem problem = problem(MarginalModel.of(model));
        assertNotNull(plan(problem).matched());
        ScalarAgreement.assertAgrees(problem, 4);
    }

    @ParameterizedTest
    @MethodSource("models")
    void theBitsDoNotDependOnLanes(Model model) {
        Problem problem = problem(MarginalModel.of(model));
        SimdGradientEvaluatorTest.assertSameBits(
                problem.structure(), problem.tasks().getFirst());
    }

    @ParameterizedTest
    @CsvSource({
        "y ~ x + (1 + x || g), true",
        "y ~ 0 + x + z + (0 + x + z || g), true",
        "y ~ x + (1 + x | g), true",
        "y ~ x + (1 + z || g), false",
        "y ~ x + z + (1 + x || g), false",
        "y ~ x + (1 | g), false",
        "y ~ year + (1 + year || g), false"
    })
    void takesEffectsOfThePopulationsCovariates(String formula, boolean matched) {
        assertEquals(matched, plan(problem(MarginalModel.of(model(formula)))).matched() != null);
    }

    private static Model model(String formula) {
        SplittableRandom random = new SplittableRandom(5);
        int rows = 60;
        double[] y = random.doubles(rows).toArray();
        double[] x = random.doubles(rows, -1, 1).toArray();
        double[] z = random.doubles(rows, -1, 1).toArray();
        double[] year = random.doubles(rows, 1999, 2002).toArray();
        double[] g = IntStream.range(0, rows).mapToDouble(i -> i % 6).toArray();
        Table table = Table.of(Map.of(
                "y", new Table.Column.Numbers(y),
                "x", new Table.Column.Numbers(x),
                "z", new Table.Column.Numbers(z),
                "year", new Table.Column.Numbers(year),
                "g", new Table.Column.Numbers(g)));
        return Model.of(DesignBuilder.build(Formula.parse(formula), table), ModelOptions.defaults());
    }

    private static Problem problem(MarginalModel marginal) {
        return new Problem(marginal.structure(), List.of(marginal.data()));
    }

    private static MarginalPlan plan(Problem problem) {
        Plan plan = Plan.of(problem.structure(), problem.tasks().getFirst(), Striping.USUAL);
        GeneralPlan general = assertInstanceOf(GeneralPlan.class, plan);
        return assertInstanceOf(MarginalPlan.class, general.rows());
    }
}
