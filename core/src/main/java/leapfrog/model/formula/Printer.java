package leapfrog.model.formula;

import leapfrog.model.formula.Expression.Binary;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Expression.Group;
import leapfrog.model.formula.Expression.Literal;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.formula.Expression.Operator;
import leapfrog.model.formula.Expression.Sum;
import leapfrog.model.formula.Expression.Summand;

/** Writes syntax as canonical text: one spacing, no needless parentheses, backquotes where a name needs them. */
final class Printer {
    private static final int SUM = 1;
    private static final int PRODUCT = 2;
    private static final int INTERACTION = 3;
    private static final int POWER = 4;
    private static final int ATOM = 5;

    private final StringBuilder out = new StringBuilder();

    private Printer() {}

    static String print(Expression expression) {
        Printer printer = new Printer();
        printer.write(expression, SUM);
        return printer.out.toString();
    }

    static String printName(String name) {
        return Lexer.isPlain(name) ? name : '`' + name.replace("\\", "\\\\").replace("`", "\\`") + '`';
    }

    /** Writes with parentheses if the expression binds less than what stands around it. */
    private void write(Expression expression, int around) {
        boolean parentheses = binding(expression) < around;
        if (parentheses) {
            out.append('(');
        }
        switch (expression) {
            case Name name -> out.append(printName(name.name()));
            case Literal literal -> out.append(number(literal.value()));
            case Call call -> writeCall(call);
            case Sum sum -> writeSum(sum);
            case Binary binary -> writeBinary(binary);
            case Group group -> writeGroup(group);
        }
        if (parentheses) {
            out.append(')');
        }
    }

    private static int binding(Expression expression) {
        return switch (expression) {
            case Sum sum -> SUM;
            case Binary binary -> binding(binary.operator());
            case Name name -> ATOM;
            case Literal literal -> ATOM;
            case Call call -> ATOM;
            case Group group -> ATOM;
        };
    }

    private static int binding(Operator operator) {
        return switch (operator) {
            case CROSS, NEST -> PRODUCT;
            case INTERACT -> INTERACTION;
            case POWER -> POWER;
        };
    }

    private void writeBinary(Binary binary) {
        int binding = binding(binary.operator());
        boolean right = binary.operator() == Operator.POWER;
        write(binary.left(), right ? binding + 1 : binding);
        out.append(
                switch (binary.operator()) {
                    case CROSS -> " * ";
                    case NEST -> "/";
                    case INTERACT -> ":";
                    case POWER -> "^";
                });
        write(binary.right(), right ? binding : binding + 1);
    }

    private void writeSum(Sum sum) {
        boolean first = true;
        for (Summand summand : sum.summands()) {
            if (first) {
                out.append(summand.minus() ? "-" : "");
            } else {
                out.append(summand.minus() ? " - " : " + ");
            }
            write(summand.term(), PRODUCT);
            first = false;
        }
    }

    private void writeCall(Call call) {
        out.append(call.function()).append('(');
        String separator = "";
        for (Expression argument : call.arguments()) {
            out.append(separator);
            write(argument, SUM);
            separator = ", ";
        }
        out.append(')');
    }

    private void writeGroup(Group group) {
        out.append('(');
        write(group.effects(), SUM);
        out.append(group.correlated() ? " | " : " || ");
        write(group.grouping(), SUM);
        out.append(')');
    }

    /** A number as it may be read back: 2 rather than 2.0. */
    private static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(value);
    }
}
