package leapfrog.simd;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import leapfrog.engine.Problem;
import leapfrog.model.MarginalModel;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares crossed effects integrated out, by how their levels meet, with the scalar density, and says which levels go together. */
class EliminationPlanTest {
    private static final int ROWS = 90;
    private static final int G = 9;

    /** Which of h the rows of the nine levels of g have: row i is number i / 9 of level i % 9. */
    private enum Crossing {
        FULL(i -> i / G % 5, new int[] {0, 4, 8, 9}),
        /** All but the first level meet four of five. */
        NEARLY(i -> i % G == 0 ? i / G % 5 : (i / G + i) % G % 4, new int[] {0, 4, 8, 9}),
        /** Each level meets two, neighbours one in common. */
        SPARSE(i -> (i % G + i / G % 2) % 8, new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}),
        /** The first four levels meet all five, the others one each. */
        MIXED(i -> i % G < 4 ? i / G % 5 : i % G - 4, new int[] {0, 4, 5, 6, 7, 8, 9});

        final IntUnaryOperator h;
        final int[] batches;

        Crossing(IntUnaryOperator h, int[] batches) {
            this.h = h;
            this.batches = batches;
        }
    }

    @ParameterizedTest
    @EnumSource
    void oneEffectALevel(Crossing crossing) throws Exception {
        ScalarAgreement.assertAgrees(problem("y ~ x + (1 | g) + (1 | h)", crossing), 2);
    }

    @ParameterizedTest
    @EnumSource
    void twoEffectsALevel(Crossing crossing) throws Exception {
        ScalarAgreement.assertAgrees(problem("y ~ x + (1 + x | g) + (1 | h)", crossing), 2);
    }

    @ParameterizedTest
    @EnumSource
    void threeEffectsALevel(Crossing crossing) throws Exception {
        ScalarAgreement.assertAgrees(problem("y ~ x + (1 + x + z | g) + (1 + x || h)", crossing), 2);
    }

    @ParameterizedTest
    @EnumSource
    void fiveEffectsALevelAreMoreThanABatch(Crossing crossing) throws Exception {
        ScalarAgreement.assertAgrees(problem("y ~ (1 + x + z + x:z + x:x | g) + (1 | h)", crossing), 2);
    }

    @ParameterizedTest
    @EnumSource
    void neighboursThatMeetNearlyTheSameGoTogether(Crossing crossing) {
        Problem problem = problem("y ~ x + (1 | g) + (1 | h)", crossing);
        Plan plan = Plan.of(problem.structure(), problem.tasks().getFirst(), Striping.USUAL);
        GeneralPlan general = assertInstanceOf(GeneralPlan.class, plan);
        assertArrayEquals(
                crossing.batches,
                assertInstanceOf(EliminationPlan.class, general.rows()).batches());
    }

    private static Problem problem(String formula, Crossing crossing) {
        SplittableRandom random = new SplittableRandom(5);
        Table table = Table.of(Map.of(
                "y", new Table.Column.Numbers(random.doubles(ROWS).toArray()),
                "x", new Table.Column.Numbers(random.doubles(ROWS, -1, 1).toArray()),
                "z", new Table.Column.Numbers(random.doubles(ROWS, -1, 1).toArray()),
                "g", numbers(i -> i % G),
                "h", numbers(crossing.h)));
        Model model = Model.of(DesignBuilder.build(Formula.parse(formula), table), ModelOptions.defaults());
        MarginalModel marginal = MarginalModel.of(model);
        return new Problem(marginal.structure(), List.of(marginal.data()));
    }

    private static Table.Column numbers(IntUnaryOperator of) {
        return new Table.Column.Numbers(
                IntStream.range(0, ROWS).mapToDouble(of::applyAsInt).toArray());
    }
}
