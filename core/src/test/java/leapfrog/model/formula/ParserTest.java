package leapfrog.model.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import leapfrog.model.InputException;
import leapfrog.model.formula.Expression.Binary;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.formula.Expression.Operator;
import leapfrog.model.formula.Expression.Sum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Checks what formulas mean to the parser, and where its messages point. */
final class ParserTest {
    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
        log_radon~floor+(1+floor||county)      ; log_radon ~ floor + (1 + floor || county)
        y ~ 0+county + county : floor          ; y ~ 0 + county + county:floor
        y ~ x-1                                ; y ~ x - 1
        y ~ -1+x                               ; y ~ -1 + x
        y ~ +x                                 ; y ~ x
        y ~ ((x))                              ; y ~ x
        y ~ (a + b) + c                        ; y ~ (a + b) + c
        y ~ a - (b + c)                        ; y ~ a - (b + c)
        y ~ (a*b)/c                            ; y ~ a * b/c
        y ~ a*(b/c)                            ; y ~ a * (b/c)
        y ~ (a:b)^2                            ; y ~ (a:b)^2
        y ~ a:(b^2)                            ; y ~ a:b^2
        y ~ (a^2)^3                            ; y ~ (a^2)^3
        y ~ a^(2^3)                            ; y ~ a^2^3
        y ~ I(x^-1)                            ; y ~ I(x^(-1))
        y ~ I(-x^2)                            ; y ~ I(-x^2)
        y ~ I((-x)^2)                          ; y ~ I((-x)^2)
        y ~ I(1.50 * x + 2e-7 - .5)            ; y ~ I(1.5 * x + 2.0E-7 - 0.5)
        y ~ (1|a/b)+(0+x|g:h)                  ; y ~ (1 | a/b) + (0 + x | g:h)
        `log radon` ~ `x`                      ; `log radon` ~ x
        y ~ `a\\`b` + `a\\\\b` + `c\\d`        ; y ~ `a\\`b` + `a\\\\b` + `c\\\\d`
        y ~ `.` + .x + _y + größe              ; y ~ `.` + .x + _y + größe
        y|se(s) ~ 1 + (1|school)               ; y | se(s) ~ 1 + (1 | school)
        y | trials(10)+weights(w) ~ x          ; y | trials(10) + weights(w) ~ x
        y | se(s, sigma) ~ f()                 ; y | se(s, sigma) ~ f()
        log(y) ~ offset(log(n)) + scale(x)     ; log(y) ~ offset(log(n)) + scale(x)
        """)
    void printsCanonically(String text, String canonical) {
        Formula formula = Formula.parse(text);
        assertEquals(canonical, formula.toString());
        assertEquals(formula, Formula.parse(canonical));
    }

    @Test
    void bindsAsR() {
        // R: ^ before unary minus before : before * and / before + and -
        Expression predictor = Formula.parse("y ~ a + b * c:d^e").predictor();
        Sum sum = assertInstanceOf(Sum.class, predictor);
        Binary product = assertInstanceOf(Binary.class, sum.summands().getLast().term());
        Binary interaction = assertInstanceOf(Binary.class, product.right());
        Binary power = assertInstanceOf(Binary.class, interaction.right());
        assertEquals(Operator.CROSS, product.operator());
        assertEquals(Operator.INTERACT, interaction.operator());
        assertEquals(new Name("d", Place.NOWHERE), power.left());
        assertEquals(Formula.parse("y ~ ((a * b)/c) * d"), Formula.parse("y ~ a * b / c * d"));
        assertEquals(Formula.parse("y ~ c * ((-a):b)"), Formula.parse("y ~ c * -a:b"));
        assertEquals(Formula.parse("y ~ a^(-(b^c))"), Formula.parse("y ~ a^-b^c"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', quoteCharacter = '"', textBlock = """
        ~ x                 ; 1  ; there is no response
        y                   ; 2  ; expected '~'
        y + z ~ x           ; 3  ; I( )
        (y) + 1 ~ x         ; 5  ; expected '~'
        2 ~ x               ; 1  ; the response is a column
        y ~ x ~ z           ; 7  ; one '~'
        y ~ x +             ; 8  ; found the end
        y ~ x z             ; 7  ; expected an operator (+ - * / : ^) or the end but found 'z'
        y ~ x + (1 | g      ; 15 ; expected the ')' of column 9 but found the end
        y ~ (x + z          ; 11 ; the ')' of column 5
        y ~ x)              ; 6  ; found ')'
        y ~ 1 | g           ; 7  ; in parentheses: (1 | county)
        y ~ (1 | i | g)     ; 12 ; one '|'
        y ~ (1 | | g)       ; 10 ; found '|'
        y ~ log(x           ; 10 ; expected ',' or ')' in log( )
        y ~ log(x,)         ; 11 ; found ')'
        y ~ x ** 2          ; 8  ; found '*'
        y ~ x %in% z        ; 7  ; unexpected character '%'
        y = x               ; 3  ; expected '~' after the response but found '='
        y ~ 2x              ; 5  ; cannot start with a digit
        y ~ 1e999           ; 5  ; too large
        y ~ .               ; 5  ; name the columns
        y ~ `x              ; 5  ; not closed
        y ~ ``              ; 5  ; an empty name
        y ~ x − z           ; 7  ; '−' (U+2212)
        y | s ~ x           ; 5  ; expected se( ), trials( ) or weights( )
        y | (se(s)) ~ x     ; 5  ; expected se( ), trials( ) or weights( )
        𝛼 ~ 𝛽 + €          ; 9  ; unexpected character '€'
        """)
    void pointsAtTheColumn(String text, int column, String message) {
        assertPointsAt(assertThrows(InputException.class, () -> Formula.parse(text)), text, column, message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void saysThatNothingIsThere(String text) {
        String message =
                assertThrows(InputException.class, () -> Formula.parse(text)).getMessage();
        assertTrue(message.contains("the formula is empty; write response ~ terms"), message);
    }

    @Test
    void showsTheSurroundingsInALongFormula() {
        String text = "y ~ " + "x + ".repeat(1000) + "?" + " + x".repeat(1000);
        String[] lines = assertThrows(InputException.class, () -> Formula.parse(text))
                .getMessage()
                .split("\n");
        assertEquals(3, lines.length);
        assertTrue(lines[0].startsWith("formula, column 4005: unexpected character '?'"), lines[0]);
        assertEquals('?', lines[1].charAt(lines[2].indexOf('^')));
        assertTrue(lines[1].length() < 120, lines[1]);
    }

    /** Lines with and without nesting whose syntax would be too high for recursion. */
    @Test
    void limitsDepth() {
        String[] deep = {
            "(".repeat(100_000),
            "-".repeat(100_000),
            "f(".repeat(100_000),
            "x^".repeat(100_000),
            "x:".repeat(100_000) + "x",
            "x*".repeat(100_000) + "x",
            "(1|".repeat(100_000),
            "x^-".repeat(100_000)
        };
        for (String predictor : deep) {
            String message = assertThrows(InputException.class, () -> Formula.parse("y ~ " + predictor))
                    .getMessage();
            assertTrue(message.contains("at most 100"), message);
        }
        assertEquals(Formula.parse("y ~ x"), Formula.parse("y ~ " + "(".repeat(100) + "x" + ")".repeat(100)));
    }

    static void assertPointsAt(InputException error, String text, int column, String message) {
        String[] lines = error.getMessage().split("\n");
        assertEquals(3, lines.length, error.getMessage());
        assertTrue(lines[0].startsWith("formula, column " + column + ": "), error.getMessage());
        assertTrue(lines[0].contains(message), error.getMessage());
        assertEquals("  " + text, lines[1]);
        assertEquals("  " + " ".repeat(column - 1) + "^", lines[2]);
    }
}
