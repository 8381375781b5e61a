package leapfrog.model.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.Design;
import leapfrog.model.Design.GroupCoefficient;
import leapfrog.model.Design.GroupTerm;
import leapfrog.model.Design.PopulationTerm;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks designs of a small survey of houses in counties: rows, factors, group terms, messages. */
final class DesignBuilderTest {
    private static final double NA = Double.NaN;

    /** Six houses; row 5 lacks its county, row 6 its floor. */
    private static Table survey() {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("log_radon", new Column.Numbers(new double[] {0.8, -0.2, 1.1, 0.1, 1.5, 2.5}));
        columns.put("floor", new Column.Numbers(new double[] {1, 0, 0, 1, 0, NA}));
        columns.put("county", new Column.Text(new String[] {"CASS", "AITKIN", "CASS", "BECKER", null, "ANOKA"}));
        columns.put("state", new Column.Text(new String[] {"MN", "MN", "WI", "WI", "WI", "MN"}));
        columns.put("year", new Column.Numbers(new double[] {2001, 1999, 10, 1999, 2001, 2001}));
        columns.put("broken", new Column.Numbers(new double[] {1, 2, Double.NEGATIVE_INFINITY, 4, 5, 6}));
        columns.put("typed", new Column.Text(new String[] {"1", "2", "3d", "4", null, "6"}));
        columns.put("empty", new Column.Numbers(new double[] {NA, NA, NA, NA, NA, NA}));
        columns.put("log uranium", new Column.Numbers(new double[] {1, 2, 3, 4, 5, 6}));
        return Table.of(columns);
    }

    private static Design build(String formula) {
        return DesignBuilder.build(Formula.parse(formula), survey());
    }

    @Test
    void pooled() {
        Design design = build("log_radon~floor");
        assertEquals("log_radon ~ floor", design.formula());
        assertEquals("log_radon", design.responseName());
        assertEquals(6, design.tableRows());
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, design.usedRows());
        assertArrayEquals(new double[] {0.8, -0.2, 1.1, 0.1, 1.5}, design.response());
        assertEquals(List.of("Intercept", "floor"), names(design));
        assertNull(design.population().getFirst().covariate());
        assertArrayEquals(
                new double[] {1, 0, 0, 1, 0}, design.population().getLast().covariate());
        assertTrue(design.population().stream().allMatch(term -> term.factor() == -1 && term.coded().length == 0));
        assertTrue(design.factors().isEmpty() && design.groups().isEmpty());
        assertNull(design.offset());
    }

    @Test
    void unpooled() {
        Design design = build("log_radon ~ 0 + county + county:floor");
        assertArrayEquals(new int[] {0, 1, 2, 3}, design.usedRows());
        assertEquals(1, design.factors().size());
        Design.Factor county = design.factors().getFirst();
        assertEquals("county", county.name());
        assertEquals(List.of("AITKIN", "BECKER", "CASS"), county.levels());
        assertArrayEquals(new int[] {2, 0, 2, 1}, county.level());
        assertEquals(List.of("county", "county:floor"), names(design));
        for (PopulationTerm term : design.population()) {
            assertEquals(0, term.factor());
            assertArrayEquals(new boolean[] {true, true, true}, term.coded());
        }
        assertNull(design.population().getFirst().covariate());
        assertArrayEquals(
                new double[] {1, 0, 0, 1}, design.population().getLast().covariate());
    }

    @Test
    void partiallyPooled() {
        Design design = build("log_radon ~ floor + (1 + floor || county)");
        assertEquals(List.of("Intercept", "floor"), names(design));
        GroupTerm group = design.groups().getFirst();
        assertEquals(0, group.factor());
        assertEquals("county", design.factors().get(group.factor()).name());
        assertEquals(List.of("Intercept", "floor"), names(group));
        assertNull(group.coefficients().getFirst().covariate());
        assertSame(
                design.population().getLast().covariate(),
                group.coefficients().getLast().covariate());
    }

    @Test
    void referenceLevelIsTheFirst() {
        Design design = build("log_radon ~ county");
        assertEquals(List.of("Intercept", "county"), names(design));
        assertArrayEquals(
                new boolean[] {false, true, true, true},
                design.population().getLast().coded());
    }

    @Test
    void oneLevelHasNoContrast() {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", new Column.Numbers(new double[] {1, 2}));
        columns.put("g", new Column.Text(new String[] {"only", "only"}));
        Table table = Table.of(columns);
        assertEquals(List.of("Intercept"), names(DesignBuilder.build(Formula.parse("y ~ g"), table)));
        assertEquals(List.of("g"), names(DesignBuilder.build(Formula.parse("y ~ 0 + g"), table)));
        assertEquals(
                List.of("only"),
                DesignBuilder.build(Formula.parse("y ~ (1 | g)"), table)
                        .factors()
                        .getFirst()
                        .levels());
    }

    @Test
    void nestedGroupsAreThoseThatOccur() {
        Design design = build("log_radon ~ county + (1 + floor | state/county)");
        assertEquals(
                List.of("state", "state:county", "county"),
                design.factors().stream().map(Design.Factor::name).toList());
        assertEquals(
                List.of("MN:AITKIN", "MN:CASS", "WI:BECKER", "WI:CASS"),
                design.factors().get(1).levels());
        assertArrayEquals(new int[] {1, 0, 3, 2}, design.factors().get(1).level());
        assertEquals(
                List.of(0, 1), design.groups().stream().map(GroupTerm::factor).toList());
        assertTrue(design.groups().stream().allMatch(GroupTerm::correlated));
        assertEquals(2, design.population().getLast().factor());
    }

    @Test
    void crossedLevelsAreAllThatTheCodingMayNeed() {
        Design design = build("log_radon ~ state:county");
        assertEquals(
                List.of("MN:AITKIN", "MN:BECKER", "MN:CASS", "WI:AITKIN", "WI:BECKER", "WI:CASS"),
                build("log_radon ~ floor + state:county").factors().getFirst().levels());
        assertEquals(8, design.population().getLast().coded().length);
    }

    @Test
    void groupsComeFirstAndAreShared() {
        Design design = build("log_radon ~ county + state + (1 | year) + (0 + floor | county) + (1 | factor(county))");
        assertEquals(
                List.of("year", "county", "state"),
                design.factors().stream().map(Design.Factor::name).toList());
        assertEquals(
                List.of(0, 1, 1),
                design.groups().stream().map(GroupTerm::factor).toList());
        assertEquals(
                List.of(1, 2),
                design.population().stream().skip(1).map(PopulationTerm::factor).toList());
    }

    @Test
    void numbersAsLevelsAreOrderedByValue() {
        Design design = build("log_radon ~ factor(year) + (1 | year)");
        assertEquals(1, design.factors().size());
        assertEquals("year", design.factors().getFirst().name());
        assertEquals(List.of("10", "1999", "2001"), design.factors().getFirst().levels());
        assertArrayEquals(
                new int[] {2, 1, 0, 1, 2, 2}, design.factors().getFirst().level());
        assertEquals("factor(year)", design.population().getLast().name());
    }

    /** 9007199254740993 is read as 9007199254740992: two customers would be one. */
    @Test
    void numbersThatAreNotToldApartAreNoLevels() {
        Column most = new Column.Numbers(new double[] {1, 9007199254740991.0, -9007199254740991.0});
        assertEquals(3, Levels.of("id", most, new int[] {0, 1, 2}).levels().size());
        for (double value : new double[] {9007199254740992.0, -1e300}) {
            Column tooLarge = new Column.Numbers(new double[] {1, 2, value});
            String said = assertThrows(InputException.class, () -> Levels.of("id", tooLarge, new int[] {0, 2}))
                    .getMessage();
            assertTrue(
                    said.startsWith("column 'id' has the value " + value + " in row 3; as numbers, levels from"), said);
            assertEquals(2, Levels.of("id", tooLarge, new int[] {0, 1}).levels().size());
        }
    }

    @Test
    void oneCoefficientIsNotCorrelated() {
        assertEquals(
                List.of(false, true, false),
                build("log_radon ~ (1 | county) + (floor | state) + (1 + floor || year)").groups().stream()
                        .map(GroupTerm::correlated)
                        .toList());
    }

    @Test
    void aFactorVariesByColumnsOfZeroAndOne() {
        GroupTerm contrasts = build("log_radon ~ (1 + state | county)").groups().getFirst();
        assertEquals(List.of("Intercept", "stateWI"), names(contrasts));
        assertArrayEquals(
                new double[] {0, 0, 1, 1, 0}, contrasts.coefficients().getLast().covariate());
        GroupTerm slopes =
                build("log_radon ~ (0 + state:floor || county)").groups().getFirst();
        assertEquals(List.of("stateMN:floor", "stateWI:floor"), names(slopes));
        assertArrayEquals(
                new double[] {1, 0, 0, 0}, slopes.coefficients().getFirst().covariate());
    }

    @Test
    void anEffectHasOneName() {
        Design design = build("log_radon ~ floor:year + (0 + year:floor | county)");
        assertEquals("floor:year", design.population().getLast().name());
        assertEquals(List.of("floor:year"), names(design.groups().getFirst()));
    }

    @Test
    void computesFunctionsOverTheUsedRows() {
        Design design =
                build("I(exp(log_radon) - 1) ~ 0 + scale(year) + center(`log uranium`) + I(-year^2 / (1 + floor))");
        assertEquals("I(exp(log_radon) - 1)", design.responseName());
        assertEquals(StrictMath.exp(0.8) - 1, design.response()[0]);
        // scale(c(2001, 1999, 10, 1999, 2001)) in R 4.2.2
        assertArrayEquals(
                new double[] {
                    0.44833696471618140,
                    0.44608966163489727,
                    -1.78885325270215745,
                    0.44608966163489727,
                    0.44833696471618140
                },
                design.population().get(0).covariate(),
                1e-14);
        assertArrayEquals(
                new double[] {-2, -1, 0, 1, 2}, design.population().get(1).covariate());
        assertArrayEquals(
                new double[] {-2001 * 2001 / 2.0, -1999 * 1999, -100, -1999 * 1999 / 2.0, -2001 * 2001},
                design.population().get(2).covariate());
    }

    @Test
    void offsetsAddUp() {
        Design design = build("log_radon ~ offset(year) + offset(2 * floor + 1)");
        assertArrayEquals(new double[] {2004, 2000, 11, 2002, 2002}, design.offset());
        assertArrayEquals(new int[] {0, 1, 2, 3, 4}, design.usedRows());
    }

    @Test
    void nothingButNoise() {
        Design design = build("log_radon ~ 0");
        assertTrue(design.population().isEmpty() && design.groups().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        log_radon ~ flor             ; column 13: the table has no column 'flor'; did you mean 'floor'?
        log_radon ~ zzz              ; the table has no column 'zzz'; the columns are: log_radon, floor, county
        log_radon ~ (1 | countie)    ; column 18: the table has no column 'countie'; did you mean 'county'?
        log_radon ~ I(Floor + 1)     ; column 15: the table has no column 'Floor'; did you mean 'floor'?
        county ~ floor               ; column 1: column 'county' must be numeric here, but row 1 has 'CASS'
        typed ~ floor                ; column 1: column 'typed' must be numeric here, but row 3 has '3d'
        log_radon ~ I(1 + typed)     ; column 19: column 'typed' must be numeric here
        log_radon ~ broken           ; column 'broken' has the value -Infinity in row 3
        log_radon ~ (1 | broken)     ; column 'broken' has the value -Infinity in row 3
        log_radon ~ empty            ; no row is left
        log_radon ~ log(floor)       ; column 13: log(floor) is -Infinity in row 2, where floor = 0.0
        log_radon ~ I(1 / (floor-1)) ; is Infinity in row 1, where floor = 1.0
        log_radon ~ sin(floor)       ; functions are log, exp, sqrt, scale, center, I and factor
        log_radon ~ log()            ; log() uses no column
        log_radon ~ log(floor, 2)    ; log( ) takes one argument, not 2
        log_radon ~ offset(floor, 1) ; offset( ) takes one argument
        log_radon ~ factor(floor + 1); factor( ) takes one column
        log_radon ~ log(factor(year)); a factor is no number
        log_radon ~ I(floor:year)    ; ':' is no arithmetic
        log_radon ~ I((1 | county))  ; a group term cannot stand in a function
        log_radon ~ scale(I(0*year)) ; the standard deviation, which is not positive here
        log_radon ~ I(2)             ; uses no column
        log_radon ~ (0 | county)     ; column 13: nothing varies by group here
        log_radon ~ (1 | county) + (floor | county) ; column 28: Intercept varies by county twice
        """)
    void saysWhatIsWrong(String formula, String message) {
        String said = assertThrows(InputException.class, () -> build(formula)).getMessage();
        assertTrue(said.contains(message), said);
    }

    @Test
    void oneNameMeansOneEffect() {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", new Column.Numbers(new double[] {1, 2}));
        columns.put("f", new Column.Text(new String[] {"a", "b"}));
        columns.put("fb", new Column.Numbers(new double[] {3, 4}));
        columns.put("Intercept", new Column.Numbers(new double[] {3, 4}));
        columns.put("p", new Column.Text(new String[] {"u:v", "u"}));
        columns.put("q", new Column.Text(new String[] {"w", "v:w"}));
        for (String formula : List.of("y ~ fb + (1 + f | f)", "y ~ Intercept", "y ~ (1 | p:q)")) {
            String said = assertThrows(
                            InputException.class, () -> DesignBuilder.build(Formula.parse(formula), Table.of(columns)))
                    .getMessage();
            assertTrue(said.contains("called '"), said);
        }
    }

    @Test
    void aTableWithoutRows() {
        Table none = Table.of(Map.of("y", new Column.Numbers(new double[0])));
        InputException error =
                assertThrows(InputException.class, () -> DesignBuilder.build(Formula.parse("y ~ 1"), none));
        assertEquals("the table has no rows", error.getMessage());
    }

    @Test
    void textIsOrderedByCodePoint() {
        String[] values = {"ß", "z", "B", "a", "\uffff", "😀", "\ud800b", "\ud800a", ""};
        Design.Factor factor = Levels.of("g", new Column.Text(values), new int[] {0, 1, 2, 3, 4, 5, 6, 7, 8});
        assertEquals(List.of("", "B", "a", "z", "ß", "\ud800a", "\ud800b", "\uffff", "😀"), factor.levels());
        assertArrayEquals(new int[] {4, 3, 1, 2, 7, 8, 6, 5, 0}, factor.level());
    }

    @Test
    void zeroHasOneSign() {
        Design.Factor factor = Levels.of("g", new Column.Numbers(new double[] {-0.0, 0.5, 0.0}), new int[] {0, 1, 2});
        assertEquals(List.of("0", "0.5"), factor.levels());
        assertArrayEquals(new int[] {0, 1, 0}, factor.level());
    }

    private static List<String> names(Design design) {
        return design.population().stream().map(PopulationTerm::name).toList();
    }

    private static List<String> names(GroupTerm group) {
        return group.coefficients().stream().map(GroupCoefficient::name).toList();
    }
}
