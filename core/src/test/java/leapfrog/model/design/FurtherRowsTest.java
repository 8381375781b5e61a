package leapfrog.model.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Formula;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Builds designs of further rows as a first table codes them. */
class FurtherRowsTest {
    private static final int ROWS = 36;

    /** Two numbers, a positive one, years, text that contrasts, and districts whose names repeat across states; one row lacks x. */
    private static final Table TABLE = table(IntStream.range(0, ROWS).toArray());

    private static Table table(int[] rows) {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", numbers(rows, i -> 1 + i % 2));
        columns.put("x", numbers(rows, i -> i == 7 ? Double.NaN : Math.sin(i)));
        columns.put("z", numbers(rows, i -> 2 + Math.cos(3 * i)));
        columns.put("n", numbers(rows, i -> 2 + i % 5));
        columns.put("year", numbers(rows, i -> 2001 + i / 2 % 3));
        columns.put("soil", text(rows, i -> List.of("clay", "loam", "sand").get(i % 3)));
        columns.put("state", text(rows, i -> "S" + i / 12));
        columns.put("district", text(rows, i -> "D" + i / 4 % 3));
        return Table.of(columns);
    }

    private interface Value<T> {
        T of(int row);
    }

    private static Column numbers(int[] rows, java.util.function.IntToDoubleFunction value) {
        return new Column.Numbers(IntStream.of(rows).mapToDouble(value).toArray());
    }

    private static Column text(int[] rows, Value<@Nullable String> value) {
        return new Column.Text(IntStream.of(rows).mapToObj(value::of).toArray(String[]::new));
    }

    private static Table with(Table table, String name, @Nullable Column column) {
        Map<String, Column> columns = new LinkedHashMap<>();
        table.names().forEach(known -> columns.put(known, table.find(known)));
        if (column == null) {
            columns.remove(name);
        } else {
            columns.put(name, column);
        }
        return Table.of(columns);
    }

    private static Design again(String formula, Table further) {
        return DesignBuilder.again(Formula.parse(formula), TABLE, further, Family.GAUSSIAN);
    }

    /** Each row's columns, by term and level, are those it has in the first table's design, whatever rows stand beside it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "y ~ scale(x) + center(z) + offset(log(z))",
                "y ~ scale(log(z)) * soil + I(x^2)",
                "y ~ 0 + soil:factor(year) + x",
                "y ~ soil * factor(year) + (1 + scale(x) | state/district)",
                "scale(y) ~ x + soil + (1 + soil || state) + (0 + x | district)",
                "y ~ state + district:x + (1 | state:district)",
                "y | se(z, sigma) + weights(n) ~ x + (1 | factor(year))"
            })
    void aRowIsCodedAsItWas(String formula) {
        Design first = DesignBuilder.build(Formula.parse(formula), TABLE);
        int[] picked = {30, 7, 3, 29, 3, 0};
        Design again = again(formula, table(picked));
        assertEquals(first.formula(), again.formula());
        boolean usesX = formula.contains("x");
        int[] used = usesX ? new int[] {0, 2, 3, 4, 5} : new int[] {0, 1, 2, 3, 4, 5};
        assertArrayEquals(used, again.usedRows());
        assertEquals(first.factors().size(), again.factors().size());
        for (int k = 0; k < used.length; k++) {
            int row = Arrays.binarySearch(first.usedRows(), picked[used[k]]);
            assertEquals(line(first, row), line(again, k), () -> "row " + row);
        }
        for (int f = 0; f < first.factors().size(); f++) {
            assertEquals(first.factors().get(f).levels(), again.factors().get(f).levels());
        }
    }

    /** All that a design says of one row, bit by bit. */
    private static String line(Design design, int row) {
        StringBuilder line = new StringBuilder();
        line.append(design.response()[row]).append(' ');
        line.append(design.offset() == null ? "" : design.offset()[row]);
        line.append(
                design.additions().standardError() == null
                        ? ""
                        : design.additions().standardError()[row]);
        design.factors()
                .forEach(factor -> line.append(factor.name())
                        .append('=')
                        .append(factor.levels().get(factor.level()[row]))
                        .append(' '));
        design.population()
                .forEach(term -> line.append(term.name())
                        .append(term.factor())
                        .append(Arrays.toString(term.coded()))
                        .append(term.covariate() == null ? "" : term.covariate()[row])
                        .append(' '));
        design.groups()
                .forEach(group -> group.coefficients()
                        .forEach(coefficient -> line.append(group.factor())
                                .append(coefficient.name())
                                .append(
                                        coefficient.covariate() == null
                                                ? ""
                                                : coefficient.covariate()[row])
                                .append(' ')));
        return line.toString();
    }

    @Test
    void aNewGroupStandsBehindTheKnownOnesOnce() {
        int[] rows = {0, 1, 2, 3};
        Table further = with(
                table(rows),
                "district",
                text(rows, i -> List.of("D9", "D0", "D9", "D8").get(i)));
        Design design = again("y ~ x + (1 | state/district)", further);
        assertEquals(List.of("S0", "S1", "S2"), design.factors().get(0).levels());
        List<String> levels = design.factors().get(1).levels();
        assertEquals(11, levels.size());
        assertEquals(List.of("S0:D9", "S0:D8"), levels.subList(9, 11));
        assertArrayEquals(new int[] {9, 0, 9, 10}, design.factors().get(1).level());
    }

    @Test
    void aRowWithoutItsGroupIsInAGroupOfItsOwn() {
        int[] rows = {5, 6, 30};
        Design absent = again("y ~ x + (1 | state/district)", with(table(rows), "district", null));
        assertArrayEquals(new int[] {0, 0, 2}, absent.factors().get(0).level());
        assertArrayEquals(new int[] {9, 10, 11}, absent.factors().get(1).level());
        Table missing = with(table(rows), "district", text(rows, i -> i == 6 ? null : "D1"));
        Design one = again("y ~ x + (1 | state/district)", missing);
        assertArrayEquals(new int[] {1, 9, 7}, one.factors().get(1).level());
        assertEquals("unknown in row 2", one.factors().get(1).levels().get(9));
    }

    @Test
    void aLevelWithoutCoefficientIsRefused() {
        int[] rows = {0, 1};
        Table further = with(table(rows), "soil", text(rows, i -> i == 0 ? "clay" : "loan"));
        for (String formula : List.of("y ~ soil", "y ~ x + (1 + soil | state)", "y ~ soil + (1 | soil)")) {
            String message = assertThrows(InputException.class, () -> again(formula, further))
                    .getMessage();
            assertEquals(
                    "column 'soil' is 'loan' in row 2, a level that the fit has not seen and has no coefficient for"
                            + " (did you mean 'loam'?); its levels are: clay, loam, sand",
                    message);
        }
    }

    @Test
    void aLevelIsTheSameNumberInAnySpelling() {
        int[] rows = {0, 1, 2};
        Table text = with(
                table(rows),
                "year",
                text(rows, i -> List.of("2003", "2001.0", "-").get(i)));
        Design design = again("y ~ x + (1 | factor(year))", text);
        assertArrayEquals(new int[] {2, 0, 3}, design.factors().get(0).level());
        // Java reads these as 2001, but they are names of other groups.
        Table names = with(
                table(rows),
                "year",
                text(rows, i -> List.of("2001d", "0x7D1p0", " 2001").get(i)));
        assertArrayEquals(
                new int[] {3, 4, 5},
                again("y ~ x + (1 | factor(year))", names).factors().get(0).level());
        Table codes = Table.of(Map.of(
                "y", numbers(new int[] {0, 1, 2}, i -> i),
                "g", text(new int[] {0, 1, 2}, i -> List.of("1", "2", "b").get(i))));
        Table plain = Table.of(Map.of("g", numbers(new int[] {2, 1}, i -> i)));
        Design again = DesignBuilder.again(Formula.parse("y ~ 1 + (1 | g)"), codes, plain, Family.GAUSSIAN);
        assertArrayEquals(new int[] {1, 0}, again.factors().get(0).level());
    }

    @Test
    void whatIsSaidOfTheResponseMayBeAbsent() {
        int[] rows = {0, 1, 2};
        Table bare = with(with(table(rows), "y", null), "n", null);
        Design design = DesignBuilder.again(
                Formula.parse("y | trials(n) + weights(n) ~ x"), TABLE, bare, Family.of(Family.Kind.BINOMIAL));
        assertNull(design.additions().trials());
        assertNull(design.additions().weights());
        assertTrue(Arrays.stream(design.response()).allMatch(Double::isNaN));
        Table some = with(table(rows), "y", numbers(rows, i -> i == 1 ? Double.NaN : i));
        Design known =
                DesignBuilder.again(Formula.parse("y | trials(n) ~ x"), TABLE, some, Family.of(Family.Kind.BINOMIAL));
        assertArrayEquals(new double[] {0, Double.NaN, 2}, known.response());
        assertArrayEquals(new double[] {2, 3, 4}, known.additions().trials());
    }

    @Test
    void aResponseOfTextKeepsItsNumbers() {
        int[] rows = {0, 1, 2, 3};
        Table first = Table.of(Map.of("y", text(rows, i -> i < 2 ? "no" : "yes"), "x", numbers(rows, i -> i)));
        Table yes = Table.of(Map.of("y", text(rows, i -> i == 0 ? null : "yes"), "x", numbers(rows, i -> i)));
        Family bernoulli = Family.of(Family.Kind.BERNOULLI);
        Design design = DesignBuilder.again(Formula.parse("y ~ x"), first, yes, bernoulli);
        assertArrayEquals(new double[] {Double.NaN, 1, 1, 1}, design.response());
        Table other = Table.of(Map.of("y", text(rows, i -> "maybe"), "x", numbers(rows, i -> i)));
        String message = assertThrows(
                        InputException.class,
                        () -> DesignBuilder.again(Formula.parse("y ~ x"), first, other, bernoulli))
                .getMessage();
        assertTrue(message.contains("y is 'maybe' in row 1; the fit knows no and yes"), message);
    }

    @Test
    void aColumnOfAnEffectMustBeThere() {
        Table further = with(table(new int[] {0, 1}), "x", null);
        String message = assertThrows(InputException.class, () -> again("y ~ x + (1 | state)", further))
                .getMessage();
        assertTrue(message.contains("the table has no column 'x'"), message);
    }
}
