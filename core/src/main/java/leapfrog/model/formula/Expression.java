package leapfrog.model.formula;

import java.util.List;

/**
 * Represents what stands in a formula, as written but for spaces and needless parentheses. Whether {@code *} crosses factors or
 * multiplies numbers depends on where it stands, so that is not said here.
 */
public sealed interface Expression {
    /** Where it begins; for operators, where the operator stands. */
    Place place();

    /**
     * The columns that it uses, as often as they stand in it.
     *
     * @throws leapfrog.model.InputException if there is a group term in it
     */
    default List<Name> names() {
        return switch (this) {
            case Name name -> List.of(name);
            case Literal literal -> List.of();
            case Call call -> names(call.arguments());
            case Sum sum -> names(sum.summands().stream().map(Summand::term).toList());
            case Binary binary -> names(List.of(binary.left(), binary.right()));
            case Group group -> throw group.place().error("a group term cannot stand in a function");
        };
    }

    private static List<Name> names(List<Expression> parts) {
        return parts.stream().flatMap(part -> part.names().stream()).toList();
    }

    /** A column. */
    record Name(String name, Place place) implements Expression {
        /** Checks that the name is not empty. */
        public Name {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a name has at least one character");
            }
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /**
     * A number.
     *
     * @param value finite, not negative
     */
    record Literal(double value, Place place) implements Expression {
        /** Checks that the value is finite and not negative. */
        public Literal {
            if (!(value >= 0 && value < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("not a literal: " + value);
            }
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /**
     * A function of its arguments, {@code log(x)}.
     *
     * @param function a name that needs no backquotes
     */
    record Call(String function, List<Expression> arguments, Place place) implements Expression {
        /** Checks the function's name. */
        public Call {
            if (!Lexer.isPlain(function)) {
                throw new IllegalArgumentException("not a function name: " + function);
            }
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /**
     * Summands after one another; a lone one is a negation.
     *
     * @param summands at least one
     */
    record Sum(List<Summand> summands, Place place) implements Expression {
        /** Checks that there is something to add. */
        public Sum {
            summands = List.copyOf(summands);
            if (summands.isEmpty()
                    || (summands.size() == 1 && !summands.getFirst().minus())) {
                throw new IllegalArgumentException("a sum has two summands, or a minus");
            }
        }

        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** One summand, added or taken away. */
    record Summand(boolean minus, Expression term) {}

    /** Two operands and what joins them. */
    record Binary(Operator operator, Expression left, Expression right, Place place) implements Expression {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }

    /** What joins two operands; sums are {@link Sum}s. */
    enum Operator {
        /** {@code *}: crossing, or a product. */
        CROSS,
        /** {@code /}: nesting, or a quotient. */
        NEST,
        /** {@code :}: interaction. */
        INTERACT,
        /** {@code ^}: crossing to a degree, or a power. */
        POWER
    }

    /**
     * Effects that vary by group, {@code (1 + x | g)}.
     *
     * @param correlated true for {@code |}, false for {@code ||}
     */
    record Group(Expression effects, boolean correlated, Expression grouping, Place place) implements Expression {
        @Override
        public String toString() {
            return Printer.print(this);
        }
    }
}
