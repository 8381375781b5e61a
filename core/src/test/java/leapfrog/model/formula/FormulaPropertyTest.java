package leapfrog.model.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Pattern;
import leapfrog.model.InputException;
import leapfrog.model.formula.Expression.Binary;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Expression.Group;
import leapfrog.model.formula.Expression.Literal;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.formula.Expression.Operator;
import leapfrog.model.formula.Expression.Sum;
import leapfrog.model.formula.Expression.Summand;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Checks that print-then-parse is the identity, and that no text gives anything but a formula or a message with a column. */
final class FormulaPropertyTest {
    private static final Pattern WITH_COLUMN = Pattern.compile("formula, column \\d+: .+\n  .*\n {2,}\\^");

    @Property(tries = 2000, seed = "20260801")
    void printThenParseIsTheIdentity(@ForAll("formulas") Formula formula) {
        String text = formula.toString();
        assertEquals(formula, Formula.parse(text), text);
        assertEquals(text, Formula.parse(text).toString());
    }

    @Property(tries = 3000, seed = "20260802")
    void anyTextIsAFormulaOrAMessage(@ForAll String text) {
        parseAndExpand(text);
        parseAndExpand("y ~ " + text);
    }

    @Property(tries = 3000, seed = "20260803")
    void anyTokensAreAFormulaOrAMessage(@ForAll("tokens") List<String> tokens) {
        parseAndExpand(String.join("", tokens));
        parseAndExpand("y ~ " + String.join("", tokens));
    }

    @Property(tries = 1000, seed = "20260804")
    void anyFormulaExpandsOrGivesAMessage(@ForAll("formulas") Formula formula) {
        parseAndExpand(formula.toString());
    }

    private static void parseAndExpand(String text) {
        try {
            Formula formula = Formula.parse(text);
            assertEquals(formula, Formula.parse(formula.toString()));
            formula.terms();
        } catch (InputException expected) {
            assertTrue(WITH_COLUMN.matcher(expected.getMessage()).matches(), expected.getMessage());
        }
    }

    @Provide
    Arbitrary<List<String>> tokens() {
        return Arbitraries.of(
                        "y",
                        "x",
                        "g",
                        "1",
                        "0",
                        "2",
                        "-",
                        "+",
                        "*",
                        ":",
                        "/",
                        "^",
                        "(",
                        ")",
                        "|",
                        "||",
                        "~",
                        ",",
                        " ",
                        "log",
                        "offset(",
                        "I(",
                        "factor(",
                        "`",
                        ".",
                        "\\",
                        "1e",
                        "\ud800",
                        "𝛼",
                        "\n",
                        "(1 | g)",
                        "(x || a/b)")
                .list()
                .ofMaxSize(25);
    }

    @Provide
    Arbitrary<Formula> formulas() {
        Arbitrary<Expression> value = Arbitraries.oneOf(names(), calls(names()));
        Arbitrary<List<Call>> additions =
                calls(names()).map(Call.class::cast).list().ofMaxSize(2);
        return Combinators.combine(value, additions, expressions())
                .as((response, added, predictor) -> new Formula(new Formula.Response(response, added), predictor));
    }

    private static Arbitrary<Expression> expressions() {
        Arbitrary<Expression> literals = Arbitraries.oneOf(
                        Arbitraries.of(0.0, 1.0, 2.0, 0.1, 1e-300, 1e15, 123456789012345.0),
                        Arbitraries.doubles().greaterOrEqual(0))
                .map(value -> new Literal(value, Place.NOWHERE));
        return Arbitraries.recursive(
                () -> Arbitraries.frequencyOf(Tuple.of(4, names()), Tuple.of(1, literals)),
                FormulaPropertyTest::larger,
                0,
                4);
    }

    private static Arbitrary<Expression> larger(Arbitrary<Expression> inner) {
        Arbitrary<Expression> binary = Combinators.combine(Arbitraries.of(Operator.class), inner, inner)
                .as((operator, left, right) -> new Binary(operator, left, right, Place.NOWHERE));
        Arbitrary<Expression> group = Combinators.combine(inner, Arbitraries.of(true, false), inner)
                .as((effects, correlated, grouping) -> new Group(effects, correlated, grouping, Place.NOWHERE));
        Arbitrary<Expression> sum = Combinators.combine(Arbitraries.of(true, false), inner)
                .as(Summand::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(4)
                .filter(summands -> summands.size() > 1 || summands.getFirst().minus())
                .map(summands -> new Sum(summands, Place.NOWHERE));
        return Arbitraries.oneOf(binary, group, sum, calls(inner));
    }

    private static Arbitrary<Expression> calls(Arbitrary<Expression> argument) {
        return Combinators.combine(
                        Arbitraries.of("log", "I", "factor", "offset", "f.2", "größe"),
                        argument.list().ofMaxSize(3))
                .as((function, arguments) -> new Call(function, arguments, Place.NOWHERE));
    }

    private static Arbitrary<Expression> names() {
        return Arbitraries.oneOf(
                        Arbitraries.of(
                                "x", "floor", "log radon", "a`b", "a\\`", "\\", ".", "1x", ".5", "~", "\ud800", "𝛼"),
                        Arbitraries.strings().ofMinLength(1).ofMaxLength(8))
                .map(name -> new Name(name, Place.NOWHERE));
    }
}
