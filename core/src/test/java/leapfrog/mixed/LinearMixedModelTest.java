package leapfrog.mixed;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Checks mixed models against exact answers, invariances, and what they say of models that cannot be fitted. */
class LinearMixedModelTest {
    private static final int LEVELS = 12;
    private static final int EACH = 5;

    /** A balanced one-way layout; x repeats within each level, one is constant. */
    private static Table balanced() {
        int n = LEVELS * EACH;
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        columns.put("y", numbers(n, i -> 2 + Math.sin(1.7 * (i / EACH)) + 0.5 * Math.cos(5.3 * i) + 0.1 * (i % EACH)));
        columns.put("x", numbers(n, i -> i % EACH));
        columns.put("year", numbers(n, i -> 2000 + i % EACH));
        columns.put("row", numbers(n, i -> i));
        columns.put("level", numbers(n, i -> Math.cos(i / EACH)));
        columns.put("one", numbers(n, i -> 1));
        columns.put("even", numbers(n, i -> i % EACH % 2));
        columns.put("odd", numbers(n, i -> 1 - i % EACH % 2));
        columns.put("zero", numbers(n, i -> 0));
        columns.put(
                "g",
                new Table.Column.Text(IntStream.range(0, n)
                        .mapToObj(i -> "g" + (char) ('a' + i / EACH))
                        .toArray(String[]::new)));
        return Table.of(columns);
    }

    private static Table.Column numbers(int n, java.util.function.IntToDoubleFunction value) {
        return new Table.Column.Numbers(IntStream.range(0, n).mapToDouble(value).toArray());
    }

    private static MixedFit fit(String formula, Criterion criterion) {
        return LinearMixedModel.fit(DesignBuilder.build(Formula.parse(formula), balanced()), criterion);
    }

    @ParameterizedTest
    @EnumSource(Criterion.class)
    void oneWayLayoutsHaveTheirAnswerInClosedForm(Criterion criterion) {
        double[] y = ((Table.Column.Numbers)
                        java.util.Objects.requireNonNull(balanced().find("y")))
                .values();
        double grand = Arrays.stream(y).average().orElseThrow();
        double[] mean = IntStream.range(0, LEVELS)
                .mapToDouble(j ->
                        Arrays.stream(y, j * EACH, (j + 1) * EACH).average().orElseThrow())
                .toArray();
        double within = 0;
        for (int i = 0; i < y.length; i++) {
            within += Math.pow(y[i] - mean[i / EACH], 2);
        }
        double between =
                EACH * Arrays.stream(mean).map(m -> (m - grand) * (m - grand)).sum();
        double msWithin = within / (y.length - LEVELS);
        double msBetween = between / (criterion == Criterion.REML ? LEVELS - 1 : LEVELS);
        double variance = (msBetween - msWithin) / EACH;

        MixedFit fit = fit("y ~ 1 + (1 | g)", criterion);
        MixedFit.GroupEffect g = fit.groups().getFirst();
        assertEquals(Math.sqrt(msWithin), fit.sigma(), 1e-8);
        assertEquals(Math.sqrt(variance), g.sd()[0], 1e-8);
        assertEquals(grand, fit.fixed().getFirst().estimate(), 1e-12);
        assertEquals(Math.sqrt(msBetween / y.length), fit.fixed().getFirst().standardError(), 1e-8);
        double shrinkage = variance / (variance + msWithin / EACH);
        for (int j = 0; j < LEVELS; j++) {
            assertEquals(shrinkage * (mean[j] - grand), g.modes()[j][0], 1e-8);
        }
        assertEquals(3, fit.parameters());
        assertEquals(fit.deviance() + 6, fit.aic(), 1e-12);
    }

    @Test
    void scaleAndOriginOfACovariateChangeNothingButItsUnits() {
        MixedFit plain = fit("y ~ x + (1 + x | g)", Criterion.ML);
        MixedFit shifted = fit("y ~ I(year * 1000) + (1 + I(year * 1000) | g)", Criterion.ML);
        assertEquals(plain.deviance(), shifted.deviance(), 1e-6);
        assertEquals(plain.sigma(), shifted.sigma(), 1e-6);
        assertEquals(
                plain.fixed().getLast().estimate(),
                1000 * shifted.fixed().getLast().estimate(),
                1e-7);
        assertEquals(
                plain.fixed().getLast().standardError(),
                1000 * shifted.fixed().getLast().standardError(),
                1e-5);
    }

    @Test
    void offsetsAreTakenFromTheResponse() {
        MixedFit plain = fit("y ~ x + (1 | g)", Criterion.REML);
        MixedFit less = fit("y ~ x + offset(3 * x) + (1 | g)", Criterion.REML);
        assertEquals(plain.deviance(), less.deviance(), 1e-9);
        assertEquals(
                plain.fixed().getLast().estimate() - 3, less.fixed().getLast().estimate(), 1e-10);
    }

    @Test
    void withoutFixedEffectsBothCriteriaAreOne() {
        MixedFit reml = fit("y ~ 0 + (1 | g)", Criterion.REML);
        assertEquals(fit("y ~ 0 + (1 | g)", Criterion.ML).deviance(), reml.deviance(), 1e-10);
        assertTrue(reml.fixed().isEmpty());
    }

    @Test
    void aVarianceOfZeroIsSingularAndExactlyZero() {
        Table table = Table.of(Map.of(
                "y", numbers(40, i -> Math.cos(9.1 * i) - Math.cos(9.1 * (39 - i)) + i % 2),
                "g", numbers(40, i -> Math.min(i, 39 - i) % 5)));
        MixedFit fit =
                LinearMixedModel.fit(DesignBuilder.build(Formula.parse("y ~ 1 + (1 | g)"), table), Criterion.REML);
        assertTrue(fit.singular());
        assertArrayEquals(new double[] {0}, fit.groups().getFirst().sd());
        for (double[] mode : fit.groups().getFirst().modes()) {
            assertEquals(0, mode[0]);
        }
        assertFalse(fit("y ~ 1 + (1 | g)", Criterion.REML).singular());
    }

    @Test
    void whatCannotBeFittedIsSaidInOneSentence() {
        assertMessage("y ~ x", "a mixed model needs a group effect, for example (1 | school)");
        assertMessage("y ~ x + (1 | one)", "grouping one has one level; a variance needs at least 2");
        assertMessage(
                "y ~ x + (1 | row)", "(… | row) has 60 effects for 60 rows; they cannot be told from the residual");
        assertMessage(
                "year ~ x + (1 | g)", "the fixed effects fit the response exactly; there is no residual to estimate");
        assertMessage(
                "level ~ x + (1 | g)",
                "the REML criterion has no minimum that could be found: the group effects fit the response exactly, or"
                        + " the rows say too little about them; leave one out of the formula");
    }

    /** Estimates by lme4 1.1-31, which says that it drops a column. */
    @Test
    void columnsThatOthersMakeUpAreDroppedAsInLme4() {
        Table table = Table.of(Map.of(
                "y", new Table.Column.Numbers(new double[] {1.0, 1.4, 0.7, 2.1, 2.6, 1.9, 5.0, 6.0, 5.2, 1.1}),
                "f", new Table.Column.Text(new String[] {"a", "a", "a", "b", "b", "b", "c", "c", "c", "a"}),
                "t", new Table.Column.Text(new String[] {"u", "v", "u", "u", "u", "u", "u", "v", "v", "v"}),
                "one", new Table.Column.Text(new String[] {"d", "d", "d", "d", "d", "d", "d", "d", "d", "d"}),
                "g", new Table.Column.Numbers(new double[] {1, 2, 3, 1, 2, 3, 1, 2, 3, 1})));
        MixedFit fit = LinearMixedModel.fit(
                DesignBuilder.build(Formula.parse("y ~ f * t + one + (1 + one | g)"), table), Criterion.REML);
        assertEquals(
                List.of("Intercept", "f[b]", "f[c]", "t[v]", "f:t[c:v]"),
                fit.fixed().stream().map(MixedFit.FixedEffect::name).toList());
        double[] expected = {1.03690, 1.16310, 4.00245, 0.04587, 0.49511};
        for (int k = 0; k < expected.length; k++) {
            assertEquals(expected[k], fit.fixed().get(k).estimate(), 2e-4);
        }
        assertEquals(
                List.of(
                        "one has no coefficient: a factor in it has one level, which other terms stand for",
                        "one does not vary by g: a factor in it has one level, which other terms stand for",
                        "b_f:t[b:v] is dropped: no row informs it"),
                fit.notes());
        assertEquals(
                List.of("b_odd is a linear combination of b_Intercept, b_even, and dropped"),
                fit("y ~ x + even + odd + (1 | g)", Criterion.REML).notes());
    }

    private static void assertMessage(String formula, String expected) {
        assertEquals(
                expected,
                assertThrows(InputException.class, () -> fit(formula, Criterion.REML))
                        .getMessage());
    }
}
