package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import leapfrog.model.PopulationRank.Dependence;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import org.junit.jupiter.api.Test;

/** Checks which columns are found to depend on which earlier ones. */
class PopulationRankTest {
    private static final int N = 60;

    /** u is constant within the six levels of g, and d repeats g's levels in pairs; w is x but for a part in 10⁶, v one in 10⁸. */
    private static Table table() {
        Map<String, Table.Column> columns = new LinkedHashMap<>();
        columns.put("y", numbers(i -> Math.sin(i)));
        columns.put("x", numbers(i -> Math.cos(3.1 * i)));
        columns.put("z", numbers(i -> Math.cos(7.7 * i) + 5));
        columns.put("sum", numbers(i -> 2 * Math.cos(3.1 * i) - 3 * (Math.cos(7.7 * i) + 5)));
        columns.put("w", numbers(i -> Math.cos(3.1 * i) + 1e-6 * Math.cos(1.9 * i)));
        columns.put("v", numbers(i -> Math.cos(3.1 * i) + 1e-8 * Math.cos(1.9 * i)));
        columns.put("huge", numbers(i -> 1e200 * Math.cos(3.1 * i)));
        columns.put("zero", numbers(i -> 0));
        columns.put("u", numbers(i -> Math.sqrt(1 + i % 6)));
        columns.put("first", numbers(i -> i % 6 == 0 ? 1 : 0));
        columns.put("year", numbers(i -> 2000 + i % 7));
        columns.put("g", text(i -> "g" + i % 6));
        columns.put("d", text(i -> "d" + i % 6 / 2));
        columns.put("h", text(i -> "h" + i / 6 % 4));
        columns.put("copy", text(i -> "c" + i % 6));
        return Table.of(columns);
    }

    private static Table.Column numbers(IntToDoubleFunction value) {
        return new Table.Column.Numbers(IntStream.range(0, N).mapToDouble(value).toArray());
    }

    private static Table.Column text(java.util.function.IntFunction<String> value) {
        return new Table.Column.Text(IntStream.range(0, N).mapToObj(value).toArray(String[]::new));
    }

    private static PopulationRank rank(String formula) {
        return PopulationRank.of(design(formula));
    }

    private static Design design(String formula) {
        return DesignBuilder.build(Formula.parse(formula), table());
    }

    private static void assertDependent(String formula, Dependence... expected) {
        assertEquals(List.of(expected), rank(formula).dependent(), formula);
    }

    private static Dependence of(String column, String... of) {
        return new Dependence(column, List.of(of));
    }

    @Test
    void ofCombinationsOfLevelsARemedyIsNamedThatCanBeFollowed() {
        String refusal = assertThrows(InputException.class, () -> PopulationRank.requireFull(design("y ~ g:h")))
                .getMessage();
        assertTrue(
                refusal.endsWith(
                        "; write '0 + g:h', a coefficient for each combination, in the place of the intercept and"
                                + " the terms of its factors"),
                refusal);
        PopulationRank.requireFull(design("y ~ 0 + g:h"));
    }

    /** '0 + g:u' would be no remedy: slopes alone, and lines through the origin. */
    @Test
    void ofSlopesThatALevelCannotTellAnotherRemedyIsNamed() {
        String refusal = assertThrows(InputException.class, () -> PopulationRank.requireFull(design("y ~ 0 + g + g:u")))
                .getMessage();
        assertTrue(
                refusal.endsWith(
                        "; merge that level with another or leave its rows out, or let slopes vary by group, as"
                                + " in (1 + x | g)"),
                refusal);
    }

    @Test
    void independentColumnsAreLeftInPeace() {
        for (String formula : List.of(
                "y ~ 1",
                "y ~ x + z",
                "y ~ x + w",
                "y ~ g * h + x",
                "y ~ 0 + g + g:x + g:year",
                "y ~ g / (x + z) + h",
                "y ~ year + I(year * year)",
                "y ~ d + u + x:h",
                "y ~ 0 + u + d:x")) {
            assertDependent(formula);
        }
    }

    @Test
    void dependentNumbersAreNamedWithWhatTheyDependOn() {
        assertDependent("y ~ x + z + sum", of("sum", "x", "z"));
        assertDependent("y ~ sum + z + x", of("x", "sum", "z"));
        assertDependent("y ~ x + v", of("v", "x"));
        assertDependent("y ~ huge + x", of("x", "huge"));
        assertDependent("y ~ x + z + sum + I(sum + 1)", of("sum", "x", "z"), of("I(sum + 1)", "Intercept", "x", "z"));
    }

    @Test
    void dependentLevelsAreNamedInTheFormulasOrder() {
        assertDependent("y ~ u + g", of("g[g5]", "Intercept", "u", "g[g1]", "g[g2]", "g[g3]", "g[g4]"));
        assertDependent("y ~ g + u", of("u", "Intercept", "g[g1]", "g[g2]", "g[g3]", "g[g4]", "g[g5]"));
        assertDependent("y ~ first + g", of("g[g5]", "Intercept", "first", "g[g1]", "g[g2]", "g[g3]", "g[g4]"));
        assertDependent("y ~ d + g", of("g[g3]", "d[d1]", "g[g2]"), of("g[g5]", "d[d2]", "g[g4]"));
        assertDependent(
                "y ~ g + x + copy",
                IntStream.range(1, 6)
                        .mapToObj(k -> of("copy[c" + k + "]", "g[g" + k + "]"))
                        .toArray(Dependence[]::new));
        assertDependent(
                "y ~ 0 + g + g:u",
                IntStream.range(0, 6)
                        .mapToObj(k -> of("g:u[g" + k + "]", "g[g" + k + "]"))
                        .toArray(Dependence[]::new));
    }

    @Test
    void emptyColumnsAreNotDependent() {
        PopulationRank rank = rank("y ~ x + zero + g:first");
        assertTrue(rank.empty().containsAll(List.of("zero", "g:first[g1]", "g:first[g5]")), rank::toString);
        assertEquals(List.of(), rank.dependent());
        assertEquals(25, PopulationRank.of(Radon.unpooled()).empty().size());
        assertEquals(List.of(), PopulationRank.of(Radon.unpooled()).dependent());
    }

    @Test
    void modelsOfDependentColumnsAreRefused() {
        Design design = DesignBuilder.build(Formula.parse("y ~ d + g + (1 | h)"), table());
        assertEquals(
                "the data cannot tell the population effects apart: b_g[g3] is a linear combination of b_d[d1],"
                    + " b_g[g2]; b_g[g5] is a linear combination of b_d[d2], b_g[g4]; leave them out of the formula",
                assertThrows(InputException.class, () -> Model.of(design, ModelOptions.defaults()))
                        .getMessage());
    }

    /** 20,000 rows, 3,000 levels with a slope each and 500 more columns: a matrix of 20,000 × 6,500 that is never made. */
    @Test
    void manyLevelsAreCheckedWithoutTheirMatrix() {
        Random random = new Random(7);
        int n = 20_000;
        double[] x = random.doubles(n).toArray();
        String[] a = random.ints(n, 0, 3_000).mapToObj(k -> "a" + k).toArray(String[]::new);
        String[] b = random.ints(n, 0, 300).mapToObj(k -> "b" + k).toArray(String[]::new);
        Table table = Table.of(new LinkedHashMap<>(Map.of(
                "y", new Table.Column.Numbers(x),
                "x", new Table.Column.Numbers(x),
                "a", new Table.Column.Text(a),
                "b", new Table.Column.Text(b))));
        PopulationRank rank = PopulationRank.of(DesignBuilder.build(Formula.parse("y ~ 0 + a + b + a:x"), table));
        assertEquals(
                List.of(),
                rank.dependent().stream()
                        .map(Dependence::column)
                        .filter(c -> !c.startsWith("a:x"))
                        .toList());
        // With the one row of a level that has one row, its slope is its intercept's multiple.
        long single = java.util.Arrays.stream(a)
                .collect(java.util.stream.Collectors.groupingBy(k -> k, java.util.stream.Collectors.counting()))
                .values()
                .stream()
                .filter(count -> count == 1)
                .count();
        assertEquals(single, rank.dependent().size());
    }
}
