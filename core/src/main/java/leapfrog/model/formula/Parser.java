package leapfrog.model.formula;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import leapfrog.model.InputException;
import leapfrog.model.formula.Expression.Binary;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Expression.Group;
import leapfrog.model.formula.Expression.Literal;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.formula.Expression.Operator;
import leapfrog.model.formula.Expression.Sum;
import leapfrog.model.formula.Expression.Summand;
import leapfrog.model.formula.Lexer.Kind;
import leapfrog.model.formula.Lexer.Token;

/**
 * Reads tokens by recursive descent.
 *
 * <pre>
 * formula     = response '~' sum
 * response    = (name | call) ['|' call {'+' call}]
 * sum         = ['+' | '-'] product {('+' | '-') product}
 * product     = interaction {('*' | '/') interaction}
 * interaction = operand {':' operand}
 * operand     = ('-' | '+') operand | atom ['^' operand]
 * atom        = name | number | call | '(' sum [('|' | '||') sum] ')'
 * call        = name '(' [sum {',' sum}] ')'
 * </pre>
 *
 * <p>In {@code se( )} an argument may be {@code name '=' ('TRUE' | 'FALSE')}, as in brms; it is the name alone, or nothing.
 *
 * <p>The bindings are R's. Neither the nesting nor the height of the syntax exceeds {@value #DEEPEST}, so everything that walks it
 * may recurse.
 */
final class Parser {
    private static final int DEEPEST = 100;

    private final List<Token> tokens;
    private final IdentityHashMap<Expression, Integer> heights = new IdentityHashMap<>();
    private int next;
    private int depth;

    Parser(String text) {
        this.tokens = Lexer.tokens(text);
    }

    Formula parse() {
        if (peek(Kind.END)) {
            throw here("the formula is empty; write response ~ terms, for example y ~ x");
        }
        if (peek(Kind.TILDE)) {
            throw here("there is no response before '~'; write response ~ terms, for example y ~ x");
        }
        Formula.Response response = response();
        if (!accept(Kind.TILDE)) {
            throw here("expected '~' after the response but found " + found()
                    + "; arithmetic on the response stands in I( ), for example I(y / 2) ~ x");
        }
        Expression predictor = sum();
        if (peek(Kind.BAR) || peek(Kind.DOUBLE_BAR)) {
            throw here("a group term stands in parentheses: (1 | county)");
        }
        if (peek(Kind.TILDE)) {
            throw here("a formula has one '~'");
        }
        if (!peek(Kind.END)) {
            throw here("expected an operator (+ - * / : ^) or the end but found " + found());
        }
        return new Formula(response, predictor);
    }

    private Formula.Response response() {
        Token start = tokens.get(next);
        Expression value = atom();
        if (!(value instanceof Name || value instanceof Call)) {
            throw start.place().error("the response is a column or a function of one, as log(y)");
        }
        List<Call> additions = new ArrayList<>();
        if (accept(Kind.BAR)) {
            do {
                Token at = tokens.get(next);
                if (!(peek(Kind.NAME) && atom() instanceof Call addition)) {
                    throw at.place().error("expected se( ), trials( ) or weights( ) after '|'");
                }
                additions.add(addition);
            } while (accept(Kind.PLUS));
        }
        return new Formula.Response(value, additions);
    }

    private Expression sum() {
        Place place = tokens.get(next).place();
        List<Summand> summands = new ArrayList<>();
        boolean minus = accept(Kind.MINUS);
        if (!minus) {
            accept(Kind.PLUS);
        }
        summands.add(new Summand(minus, product()));
        while (peek(Kind.PLUS) || peek(Kind.MINUS)) {
            boolean less = accept(Kind.MINUS);
            if (!less) {
                accept(Kind.PLUS);
            }
            summands.add(new Summand(less, product()));
        }
        return summands.size() == 1 && !minus ? summands.getFirst().term() : sum(summands, place);
    }

    private Sum sum(List<Summand> summands, Place place) {
        return grown(
                new Sum(summands, place), summands.stream().map(Summand::term).toList());
    }

    private Expression product() {
        Expression left = interaction();
        while (peek(Kind.STAR) || peek(Kind.SLASH)) {
            Place place = tokens.get(next).place();
            Operator operator = peek(Kind.STAR) ? Operator.CROSS : Operator.NEST;
            next++;
            left = binary(operator, left, interaction(), place);
        }
        return left;
    }

    private Expression interaction() {
        Expression left = operand();
        while (peek(Kind.COLON)) {
            Place place = tokens.get(next++).place();
            left = binary(Operator.INTERACT, left, operand(), place);
        }
        return left;
    }

    private Expression operand() {
        Place place = tokens.get(next).place();
        while (accept(Kind.PLUS)) {
            place = tokens.get(next).place();
        }
        if (accept(Kind.MINUS)) {
            return sum(List.of(new Summand(true, nested(this::operand))), place);
        }
        Expression base = atom();
        if (!peek(Kind.CARET)) {
            return base;
        }
        Place caret = tokens.get(next++).place();
        return binary(Operator.POWER, base, nested(this::operand), caret);
    }

    private Binary binary(Operator operator, Expression left, Expression right, Place place) {
        return grown(new Binary(operator, left, right, place), List.of(left, right));
    }

    private Expression atom() {
        Token token = tokens.get(next);
        return switch (token.kind()) {
            case NAME -> {
                next++;
                yield peek(Kind.OPEN) ? nested(() -> call(token)) : new Name(token.text(), token.place());
            }
            case QUOTED -> {
                next++;
                yield new Name(token.text(), token.place());
            }
            case NUMBER -> {
                next++;
                yield new Literal(Double.parseDouble(token.text()), token.place());
            }
            case OPEN -> nested(this::parenthesised);
            default -> throw here("expected a column, a number, a function or '(' but found " + found());
        };
    }

    private Expression call(Token function) {
        next++;
        List<Expression> arguments = new ArrayList<>();
        if (!peek(Kind.CLOSE)) {
            do {
                Expression argument = sum();
                if (!peek(Kind.EQUALS) || switchedOn(function)) {
                    arguments.add(argument);
                }
            } while (accept(Kind.COMMA));
        }
        if (!accept(Kind.CLOSE)) {
            throw here("expected ',' or ')' in " + function.text() + "( ) but found " + found());
        }
        return grown(new Call(function.text(), arguments, function.place()), arguments);
    }

    /** Reads what a switch is set to: {@code = TRUE}. */
    private boolean switchedOn(Token function) {
        if (!function.text().equals("se")) {
            throw here(function.text()
                    + "( ) takes nothing by name; of a formula's functions se(s, sigma = TRUE) alone does");
        }
        next++;
        Token value = tokens.get(next);
        if (!value.text().equals("TRUE") && !value.text().equals("FALSE")) {
            throw here("expected TRUE or FALSE after '=' but found " + found());
        }
        next++;
        return value.text().equals("TRUE");
    }

    private Expression parenthesised() {
        Place place = tokens.get(next++).place();
        Expression inner = sum();
        if (accept(Kind.CLOSE)) {
            return inner;
        }
        boolean correlated = accept(Kind.BAR);
        if (!correlated && !accept(Kind.DOUBLE_BAR)) {
            throw here("expected an operator or the ')' of column " + place.column() + " but found " + found());
        }
        Expression grouping = sum();
        if (peek(Kind.BAR) || peek(Kind.DOUBLE_BAR)) {
            throw here("a group term has one '|' or '||', as (1 + x | county)");
        }
        if (!accept(Kind.CLOSE)) {
            throw here("expected the ')' of column " + place.column() + " but found " + found());
        }
        return grown(new Group(inner, correlated, grouping, place), List.of(inner, grouping));
    }

    /** A part of the grammar one level further in. */
    private interface Part {
        Expression read();
    }

    private Expression nested(Part part) {
        if (depth == DEEPEST) {
            throw here("nested too deep; at most " + DEEPEST + " levels are read");
        }
        depth++;
        Expression read = part.read();
        depth--;
        return read;
    }

    /** Notes the height of new syntax and refuses too much of it: chains of operators grow to the left without nesting. */
    private <E extends Expression> E grown(E parent, List<Expression> children) {
        int height = 1;
        for (Expression child : children) {
            height = Math.max(height, 1 + heights.getOrDefault(child, 0));
        }
        if (height > DEEPEST) {
            throw parent.place().error("too many operators on one another; at most " + DEEPEST + " are read");
        }
        heights.put(parent, height);
        return parent;
    }

    private boolean peek(Kind kind) {
        return tokens.get(next).kind() == kind;
    }

    private boolean accept(Kind kind) {
        boolean found = peek(kind);
        next += found ? 1 : 0;
        return found;
    }

    private String found() {
        Token token = tokens.get(next);
        return switch (token.kind()) {
            case NAME, NUMBER -> "'" + token.text() + "'";
            case QUOTED -> Printer.printName(token.text());
            default -> token.kind().description;
        };
    }

    private InputException here(String message) {
        return tokens.get(next).place().error(message);
    }
}
