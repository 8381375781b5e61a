package leapfrog.model.design;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Formula;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what families make of responses and of what formulas say about them. */
final class ResponseTest {
    private static final double NA = Double.NaN;

    /** Four rows; each column that ends with a number is wrong in the row of that number. */
    private static Table table() {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("y", new Column.Numbers(new double[] {1, 0, 2, 3}));
        columns.put("x", new Column.Numbers(new double[] {0.5, 1, -1, 2}));
        columns.put("s", new Column.Numbers(new double[] {0.5, 2, NA, 3}));
        columns.put("n", new Column.Numbers(new double[] {4, 0, 2, 3}));
        columns.put("w", new Column.Numbers(new double[] {0, 1.5, 1, 2}));
        columns.put("b", new Column.Numbers(new double[] {1, 0, 0, 1}));
        columns.put("answer", new Column.Text(new String[] {"yes", "no", "no", "yes"}));
        columns.put("truth", new Column.Text(new String[] {"false", null, "true", "true"}));
        columns.put("kinds", new Column.Text(new String[] {"a", "b", "c", "a"}));
        columns.put("alike", new Column.Text(new String[] {"a", "a", "a", "a"}));
        columns.put("s2", new Column.Numbers(new double[] {1, 0, 1, 1}));
        columns.put("s3", new Column.Numbers(new double[] {1, 0, -1, 1}));
        columns.put("n3", new Column.Numbers(new double[] {4, 0, 2.5, 3}));
        columns.put("n4", new Column.Numbers(new double[] {4, 0, 2, 2}));
        columns.put("w4", new Column.Numbers(new double[] {1, 1, 1, -0.5}));
        columns.put("w2", new Column.Numbers(new double[] {1, Double.POSITIVE_INFINITY, 1, 1}));
        columns.put("y2", new Column.Numbers(new double[] {1, 0.5, 2, 3}));
        columns.put("y1", new Column.Numbers(new double[] {-1, 0, 2, 3}));
        return Table.of(columns);
    }

    private static Design build(String family, String formula) {
        return DesignBuilder.build(Formula.parse(formula), table(), Family.parse(family));
    }

    @Test
    void aResponseAloneHasNoAdditions() {
        Design design = build("gaussian", "y ~ x");
        assertFalse(design.additions().any());
        assertTrue(design.additions().sigma());
        assertEquals(List.of(), design.responseLevels());
    }

    @Test
    void standardErrorsDropTheirMissingRowsAndStandInThePlaceOfSigma() {
        Design design = build("gaussian", "y | se(s) ~ x");
        assertArrayEquals(new int[] {0, 1, 3}, design.usedRows());
        assertArrayEquals(new double[] {0.5, 2, 3}, design.additions().standardError());
        assertArrayEquals(new double[] {1, 0, 3}, design.response());
        assertFalse(design.additions().sigma());
        assertEquals("y", design.responseName());
        assertEquals("y | se(s) ~ x", design.formula());
    }

    @ParameterizedTest
    @ValueSource(strings = {"se(s2, sigma)", "se(s2, sigma = TRUE)", "se(s2,sigma=TRUE)"})
    void sigmaMayStandBesideStandardErrorsWhichMayThenBeZero(String addition) {
        Design design = build("gaussian", "y | " + addition + " ~ x");
        assertTrue(design.additions().sigma());
        assertArrayEquals(new double[] {1, 0, 1, 1}, design.additions().standardError());
        assertEquals("y | se(s2, sigma) ~ x", design.formula());
    }

    @Test
    void sigmaMayBeSwitchedOff() {
        assertEquals(
                "y | se(s) ~ x",
                build("gaussian", "y | se(s, sigma = FALSE) ~ x").formula());
    }

    @Test
    void trialsAndWeightsStandTogetherInAnyOrder() {
        for (String additions : List.of("trials(n) + weights(w)", "weights(w) + trials(n)")) {
            Design.Additions read =
                    build("binomial", "y | " + additions + " ~ x").additions();
            assertArrayEquals(new double[] {4, 0, 2, 3}, read.trials());
            assertArrayEquals(new double[] {0, 1.5, 1, 2}, read.weights());
            assertNull(read.standardError());
        }
    }

    @Test
    void additionsMayBeNumbersAndExpressions() {
        assertArrayEquals(
                new double[] {5, 5, 5, 5},
                build("binomial", "y | trials(5) ~ x").additions().trials());
        assertArrayEquals(
                new double[] {5, 1, 3, 4},
                build("binomial", "y | trials(n + 1) ~ x").additions().trials());
        assertArrayEquals(
                new double[] {Math.sqrt(4), 0, Math.sqrt(2), Math.sqrt(3)},
                build("poisson", "y | weights(sqrt(n)) ~ x").additions().weights());
    }

    @Test
    void textOfTwoValuesIsABernoulliResponse() {
        Design design = build("bernoulli", "answer ~ x");
        assertArrayEquals(new double[] {1, 0, 0, 1}, design.response());
        assertEquals(List.of("no", "yes"), design.responseLevels());
        Design truth = build("bernoulli", "truth ~ x");
        assertArrayEquals(new double[] {0, 1, 1}, truth.response());
        assertEquals(List.of("false", "true"), truth.responseLevels());
        assertEquals(List.of(), build("bernoulli", "b ~ x").responseLevels());
    }

    @Test
    void theUsedPartOfATableHasWhatIsSaidAboutTheResponse() {
        Formula formula = Formula.parse("answer | weights(w) ~ x");
        Table used = DesignBuilder.usedPart(formula, table());
        assertEquals(List.of("answer", "x", "w"), used.names());
        Family bernoulli = Family.parse("bernoulli");
        assertArrayEquals(
                build("bernoulli", formula.toString()).additions().weights(),
                DesignBuilder.build(formula, used, bernoulli).additions().weights());
        assertEquals(
                List.of("y", "n"),
                DesignBuilder.usedPart(Formula.parse("y | trials(n) ~ 1"), table())
                        .names());
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
        gaussian  ; y | foo(x) ~ 1               ; 5  ; nothing is known of foo( ) behind a response; there stand se(s), se(s, sigma), trials(n), weights(w)
        gaussian  ; y | weight(x) ~ 1            ; 5  ; nothing is known of weight( ) behind a response (did you mean weights?)
        gaussian  ; y | se(s) + se(x) ~ 1        ; 13 ; se( ) stands here a second time
        gaussian  ; y | se() ~ 1                 ; 5  ; se( ) takes the standard errors and
        gaussian  ; y | se(s, x) ~ 1             ; 5  ; se( ) takes the standard errors and
        gaussian  ; y | se(s, sigma, x) ~ 1      ; 5  ; se( ) takes the standard errors and
        gaussian  ; y | se(s, sigma = x) ~ 1     ; 19 ; expected TRUE or FALSE after '=' but found 'x'
        gaussian  ; y | weights(w, scale=TRUE) ~1; 21 ; weights( ) takes nothing by name; of a formula's functions se(s, sigma = TRUE) alone does
        gaussian  ; y | weights(w, x) ~ 1        ; 5  ; weights( ) takes one argument, not 2
        gaussian  ; y | weights(z) ~ 1           ; 13 ; the table has no column 'z'
        gaussian  ; y | weights(answer) ~ 1      ; 13 ; column 'answer' must be numeric here, but row 1 has 'yes'
        poisson   ; y | se(s) ~ 1                ; 5  ; se( ) is for the gaussian family; this one is poisson
        student_t ; y | weights(w) + se(s) ~ 1   ; 18 ; se( ) is for the gaussian family; this one is student_t
        bernoulli ; b | trials(n) ~ 1            ; 5  ; trials( ) is for the binomial family; this one is bernoulli
        binomial  ; y ~ x                        ; 1  ; a binomial response needs its numbers of trials, y | trials(n) ~ …; for single trials there is the family bernoulli
        binomial  ; cbind(y, n) ~ x              ; 1  ; successes and failures are written y | trials(n) ~ …, where the column n is y + n, or y | trials(y + n) ~ …
        gaussian(sigma=2); y | se(s) ~ 1         ; 5  ; se(s) stands in the place of sigma, which gaussian(sigma=2) fixes
        gaussian  ; y | se(s2) ~ 1               ; 8  ; s2 is 0 in row 2; standard errors are positive; one may be 0 only beside sigma, se(s, sigma)
        gaussian  ; y | se(s3, sigma) ~ 1        ; 8  ; s3 is -1 in row 3; standard errors are not negative
        binomial  ; y | trials(n3) ~ 1           ; 12 ; n3 is 2.5 in row 3; trials are whole numbers from 0 on
        binomial  ; y | trials(n4) ~ 1           ; 1  ; y is 3 in row 4; it cannot be more than its trials, 2
        binomial  ; y | trials(2) ~ 1            ; 1  ; y is 3 in row 4; it cannot be more than its trials, 2
        poisson   ; y | weights(w4) ~ 1          ; 13 ; w4 is -0.5 in row 4; weights are not negative
        bernoulli ; y ~ 1                        ; 1  ; y is 2 in row 3; a bernoulli response is 0 or 1, or text with two values, the first of which is 0
        bernoulli ; kinds ~ 1                    ; 1  ; column 'kinds' has 3 values (a, b, c) in the used rows; a bernoulli response of text has two
        bernoulli ; alike ~ 1                    ; 1  ; column 'alike' has one value (a) in the used rows; a bernoulli response of text has two
        poisson   ; answer ~ 1                   ; 1  ; column 'answer' must be numeric here, but row 1 has 'yes'
        poisson   ; y2 ~ 1                       ; 1  ; y2 is 0.5 in row 2; a poisson response is a whole number from 0 on
        poisson   ; I(y - 2) ~ 1                 ; 1  ; I(y - 2) is -1 in row 1; a poisson response
        binomial  ; y1 | trials(9) ~ 1           ; 1  ; y1 is -1 in row 1; a binomial response is a whole number from 0 on
        negative_binomial; y1 ~ 1                ; 1  ; y1 is -1 in row 1; a negative_binomial response is a whole number from 0 on
        """)
    void saysWhatIsWrongAndWhere(String family, String formula, int column, String message) {
        String said =
                assertThrows(InputException.class, () -> build(family, formula)).getMessage();
        String start = "formula, column " + column + ": " + message;
        assertEquals(start, said.substring(0, Math.min(start.length(), said.length())));
    }

    @Test
    void anInfiniteWeightIsNamedByColumnAndRow() {
        assertTrue(assertThrows(InputException.class, () -> build("poisson", "y | weights(w2) ~ 1"))
                .getMessage()
                .startsWith("column 'w2' has the value Infinity in row 2"));
    }
}
