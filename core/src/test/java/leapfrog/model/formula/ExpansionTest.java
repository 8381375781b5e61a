package leapfrog.model.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks the expansion of terms against R's {@code terms()}, and what R leaves open. */
final class ExpansionTest {
    @Test
    void expandsAsR() throws IOException {
        List<String[]> expected = RExpansions.read("r-terms.tsv");
        assertTrue(expected.size() > 120, "formulas: " + expected.size());
        for (String[] line : expected) {
            Terms.Effects effects = Formula.parse(line[0]).terms().population();
            assertEquals(line[1].equals("1"), effects.intercept(), line[0]);
            assertEquals(Arrays.asList(line).subList(2, line.length), names(effects), line[0]);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        y ~ (1 | g)                        ; 1 [] ; (1 []|g)
        y ~ x + (1 + x || g)               ; 1 [x] ; (1 [x]||g)
        y ~ (x | g)                        ; 1 [] ; (1 [x]|g)
        y ~ (0 + x | g) + z + (1 | h)      ; 1 [z] ; (0 [x]|g) (1 []|h)
        y ~ (1 | a/b)                      ; 1 [] ; (1 []|a) (1 []|a:b)
        y ~ (1 | a/b/c)                    ; 1 [] ; (1 []|a) (1 []|a:b) (1 []|a:b:c)
        y ~ (1 | b:a)                      ; 1 [] ; (1 []|b:a)
        y ~ (1 | a:b/c)                    ; 1 [] ; (1 []|a:b) (1 []|a:b:c)
        y ~ (1 | a:a)                      ; 1 [] ; (1 []|a)
        y ~ 0 + (x * z | factor(g))        ; 0 [] ; (1 [x, z, x:z]|factor(g))
        y ~ b:a + (a:b | g)                ; 1 [b:a] ; (1 [b:a]|g)
        y ~ (a:b | g) + b + a              ; 1 [b, a] ; (1 [b:a]|g)
        y ~ ((1 | g) + x) + ((1 | h))      ; 1 [x] ; (1 []|g) (1 []|h)
        """)
    void expandsGroupTerms(String text, String population, String groups) {
        Terms terms = Formula.parse(text).terms();
        assertEquals(population, describe(terms.population()));
        assertEquals(
                groups,
                String.join(
                        " ",
                        terms.groups().stream()
                                .map(group -> "(" + describe(group.effects()) + (group.correlated() ? "|" : "||")
                                        + String.join(
                                                ":",
                                                group.grouping().stream()
                                                        .map(Expression::toString)
                                                        .toList())
                                        + ")")
                                .toList()));
    }

    @Test
    void collectsOffsets() {
        Terms terms = Formula.parse("y ~ offset(z) + x + offset(log(n))").terms();
        assertEquals(
                List.of("offset(z)", "offset(log(n))"),
                terms.offsets().stream().map(Expression.Call::toString).toList());
        assertEquals("1 [x]", describe(terms.population()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        y ~ 2                      ; 5  ; a number as a term is 0 or 1
        y ~ x/2                    ; 7  ; arithmetic stands in I( )
        y ~ x + y                  ; 9  ; the response 'y'
        y ~ x + (y | g)            ; 10 ; the response 'y'
        y ~ x:(1 | g)              ; 7  ; can only be added
        y ~ x - (1 | g)            ; 9  ; can only be added
        y ~ x * offset(z)          ; 9  ; can only be added
        y ~ x - offset(z)          ; 9  ; can only be added
        y ~ (1 + (1 | g) | h)      ; 10 ; cannot stand in another
        y ~ (offset(z) | h)        ; 6  ; cannot vary by group
        y ~ (1 | a + b)            ; 10 ; (1 | a) + (1 | b)
        y ~ (1 | 1)                ; 10 ; a grouping is a column
        y ~ (1 | a:(b/c))          ; 11 ; a grouping is a column
        y ~ (1 | log(a))           ; 10 ; a grouping is a column
        y ~ (a + b)^0              ; 13 ; a whole number from 1 on
        y ~ (a + b)^1.5            ; 13 ; a whole number from 1 on
        y ~ a^b                    ; 7  ; a whole number from 1 on
        y ~ -x + z                 ; 5  ; nothing before this '-'
        """)
    void pointsAtWhatHasNoMeaning(String text, int column, String message) {
        Formula formula = Formula.parse(text);
        ParserTest.assertPointsAt(assertThrows(InputException.class, formula::terms), text, column, message);
    }

    @Test
    void refusesToExplode() {
        String crossed =
                String.join(" * ", IntStream.range(0, 40).mapToObj(i -> "x" + i).toList());
        Formula formula = Formula.parse("y ~ " + crossed);
        assertTrue(
                assertThrows(InputException.class, formula::terms).getMessage().contains("at most 100000 products"));
    }

    @Test
    void readsThousandsOfTerms() {
        List<String> columns = IntStream.range(0, 5000).mapToObj(i -> "x" + i).toList();
        Formula formula = Formula.parse("y ~ " + String.join(" + ", columns));
        assertEquals(columns, names(formula.terms().population()));
    }

    private static List<String> names(Terms.Effects effects) {
        return effects.interactions().stream().map(Terms.Interaction::name).toList();
    }

    private static String describe(Terms.Effects effects) {
        return (effects.intercept() ? "1 " : "0 ") + names(effects);
    }
}
