package leapfrog.model.design;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Formula;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Checks that every text gives a consistent design or a message. */
final class DesignPropertyTest {
    private static final Table TABLE = Table.of(Map.of(
            "y", new Column.Numbers(new double[] {1, 2, 3, Double.NaN, 5}),
            "x", new Column.Numbers(new double[] {0, -1, 2, 3, 0.5}),
            "f", new Column.Text(new String[] {"a", "b", "a", "c", null}),
            "g", new Column.Text(new String[] {"u", "v", "w", "u", "v"})));

    @Property(tries = 4000, seed = "20260805")
    void everyFormulaGivesAConsistentDesignOrAMessage(@ForAll("predictors") String predictor) {
        Design design;
        try {
            design = DesignBuilder.build(Formula.parse("y ~ " + predictor), TABLE);
        } catch (InputException expected) {
            assertFalse(expected.getMessage().isBlank());
            return;
        }
        int rows = design.usedRows().length;
        assertEquals(rows, design.response().length);
        assertFalse(Arrays.stream(design.usedRows()).anyMatch(row -> row == 3), "row 4 has no response");
        Map<String, Integer> names = new HashMap<>();
        design.population().forEach(term -> {
            names.merge(term.name(), 1, Integer::sum);
            boolean grouped = term.factor() >= 0;
            assertEquals(grouped ? design.factors().get(term.factor()).levels().size() : 0, term.coded().length);
            assertTrue(term.covariate() == null || term.covariate().length == rows);
        });
        assertTrue(names.values().stream().allMatch(count -> count == 1), names.toString());
        design.groups().forEach(group -> {
            assertFalse(group.coefficients().isEmpty());
            assertTrue(!group.correlated() || group.coefficients().size() > 1);
        });
        design.factors().forEach(factor -> {
            assertEquals(rows, factor.level().length);
            assertTrue(Arrays.stream(factor.level())
                    .allMatch(level -> level >= 0 && level < factor.levels().size()));
        });
    }

    @Provide
    Arbitrary<String> predictors() {
        Arbitrary<String> operand = Arbitraries.of(
                "x",
                "f",
                "g",
                "0",
                "1",
                "-1",
                "(1 | g)",
                "(x || f/g)",
                "(f | g)",
                "(0 + x:f | g)",
                "I(x^2)",
                "log(x + 2)",
                "factor(x)",
                "offset(x)",
                "scale(x)",
                "(x + f)^2",
                "x:f",
                "f:g",
                "sqrt(x)",
                "y",
                "h");
        Arbitrary<String> operator = Arbitraries.of(" + ", " + ", " + ", " - ", ":", " * ", "/");
        return Combinators.combine(
                        operand.list().ofMinSize(1).ofMaxSize(5),
                        operator.list().ofSize(5))
                .as(DesignPropertyTest::join);
    }

    private static String join(List<String> operands, List<String> operators) {
        StringBuilder text = new StringBuilder(operands.getFirst());
        for (int i = 1; i < operands.size(); i++) {
            text.append(operators.get(i)).append(operands.get(i));
        }
        return text.toString();
    }
}
