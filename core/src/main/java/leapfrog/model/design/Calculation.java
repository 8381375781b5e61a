package leapfrog.model.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import leapfrog.model.InputException;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Expression.Binary;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Expression.Literal;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.formula.Expression.Sum;
import leapfrog.model.formula.Expression.Summand;
import leapfrog.model.text.DecimalText;
import org.jspecify.annotations.Nullable;

/**
 * Computes numeric variables over the used rows: columns, and arithmetic and functions of them. Functions are those of
 * {@link StrictMath}; {@code scale} subtracts the mean and divides by the standard deviation with denominator n − 1, both over the
 * used rows, which for further rows are those of the table before them.
 */
final class Calculation {
    private static final String FUNCTIONS = "log, exp, sqrt, scale, center, I and factor";

    private final UsedColumns columns;
    private final int[] rows;
    private final Map<Expression, double[]> known = new HashMap<>();
    private final Map<Call, Moments> moments;

    /**
     * What {@code scale( )} and {@code center( )} take from all rows: the mean, and the standard deviation with denominator n − 1; no bit of them
     * depends on the order of rows.
     */
    private record Moments(double mean, double deviation) {
        static Moments of(double[] column) {
            double[] values = Arrays.stream(column).sorted().toArray();
            double mean = Arrays.stream(values).sum() / values.length;
            double squares = Arrays.stream(values)
                    .map(value -> (value - mean) * (value - mean))
                    .sum();
            return new Moments(mean, Math.sqrt(squares / (values.length - 1)));
        }
    }

    Calculation(UsedColumns columns) {
        this(columns, new HashMap<>());
    }

    private Calculation(UsedColumns columns, Map<Call, Moments> moments) {
        this.columns = columns;
        this.rows = columns.rows();
        this.moments = moments;
    }

    /** Of further rows, with the means and standard deviations that this one has found. */
    Calculation of(UsedColumns further) {
        return new Calculation(further, moments);
    }

    /**
     * The values of an expression; the same array for the same expression.
     *
     * @return [rows], finite
     * @throws InputException if it is text, an unknown function or has no finite value in some row
     */
    double[] value(Expression expression) {
        double[] values = known.get(expression);
        if (values == null) {
            values = evaluate(expression);
            known.put(expression, values);
        }
        return values;
    }

    private double[] evaluate(Expression expression) {
        return switch (expression) {
            case Name name -> column(name);
            case Literal literal -> {
                double[] values = new double[rows.length];
                Arrays.fill(values, literal.value());
                yield values;
            }
            case Sum sum -> sum(sum);
            case Binary binary -> binary(binary);
            case Call call -> call(call);
            case Expression.Group group -> throw group.place().error("a group term cannot stand in a function");
        };
    }

    private double[] column(Name name) {
        double[] picked = new double[rows.length];
        switch (columns.column(name)) {
            case Column.Numbers(double[] values) -> {
                for (int i = 0; i < rows.length; i++) {
                    picked[i] = values[rows[i]];
                }
            }
            case Column.Text(@Nullable String[] values) -> throw name.place().error(notNumeric(name.name(), values));
        }
        return picked;
    }

    private static String notNumeric(String name, @Nullable String[] values) {
        for (int row = 0; row < values.length; row++) {
            String value = values[row];
            if (value != null && !DecimalText.isNumber(value)) {
                return "column '" + name + "' must be numeric here, but row " + (row + 1) + " has '" + value + "'";
            }
        }
        return "column '" + name + "' must be numeric here, but it was given as text";
    }

    private double[] sum(Sum sum) {
        double[] total = new double[rows.length];
        boolean first = true;
        for (Summand summand : sum.summands()) {
            double[] term = evaluate(summand.term());
            for (int i = 0; i < total.length; i++) {
                double signed = summand.minus() ? -term[i] : term[i];
                total[i] = first ? signed : total[i] + signed;
            }
            first = false;
        }
        return finite(total, sum);
    }

    private double[] binary(Binary binary) {
        DoubleBinaryOperator operator = switch (binary.operator()) {
            case CROSS -> (a, b) -> a * b;
            case NEST -> (a, b) -> a / b;
            case POWER -> (a, b) -> b == 2 ? a * a : StrictMath.pow(a, b);
            case INTERACT -> throw binary.place().error("':' is no arithmetic; in I( ) and functions stand + - * / ^");
        };
        double[] left = evaluate(binary.left());
        double[] right = evaluate(binary.right());
        double[] values = new double[rows.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = operator.applyAsDouble(left[i], right[i]);
        }
        return finite(values, binary);
    }

    private double[] call(Call call) {
        return switch (call.function()) {
            case "I" -> argument(call);
            case "log" -> map(call, StrictMath::log);
            case "exp" -> map(call, StrictMath::exp);
            case "sqrt" -> map(call, Math::sqrt);
            case "center" -> center(call);
            case "scale" -> scale(call);
            case "factor" -> throw call.place().error("a factor is no number; factor( ) stands alone in a term");
            case "offset" -> throw call.place().error("an offset can only be added, as in y ~ x + offset(z)");
            default -> throw call.place().error("no function '" + call.function() + "'; functions are " + FUNCTIONS);
        };
    }

    private double[] argument(Call call) {
        if (call.arguments().size() != 1) {
            throw call.place()
                    .error(call.function() + "( ) takes one argument, not "
                            + call.arguments().size());
        }
        return evaluate(call.arguments().getFirst());
    }

    private double[] map(Call call, DoubleUnaryOperator function) {
        return finite(Arrays.stream(argument(call)).map(function).toArray(), call);
    }

    private double[] center(Call call) {
        double[] values = argument(call);
        double mean = moments(call, values).mean();
        return finite(Arrays.stream(values).map(value -> value - mean).toArray(), call);
    }

    private double[] scale(Call call) {
        double[] values = argument(call);
        Moments known = moments(call, values);
        if (!(known.deviation() > 0)) {
            throw call.place().error(call + " divides by the standard deviation, which is not positive here");
        }
        return finite(
                Arrays.stream(values)
                        .map(value -> (value - known.mean()) / known.deviation())
                        .toArray(),
                call);
    }

    private Moments moments(Call call, double[] values) {
        return moments.computeIfAbsent(call, _ -> Moments.of(values));
    }

    private double[] finite(double[] values, Expression expression) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                List<String> inputs = new ArrayList<>();
                describeInputs(expression, rows[i], inputs);
                throw expression
                        .place()
                        .error(expression + " is " + values[i] + " in row " + (rows[i] + 1)
                                + (inputs.isEmpty() ? "" : ", where " + String.join(", ", inputs))
                                + "; it must be finite");
            }
        }
        return values;
    }

    private void describeInputs(Expression expression, int row, List<String> inputs) {
        switch (expression) {
            case Name name -> {
                if (columns.column(name) instanceof Column.Numbers(double[] values)) {
                    String input = name + " = " + values[row];
                    if (!inputs.contains(input)) {
                        inputs.add(input);
                    }
                }
            }
            case Call call -> call.arguments().forEach(argument -> describeInputs(argument, row, inputs));
            case Sum sum -> sum.summands().forEach(summand -> describeInputs(summand.term(), row, inputs));
            case Binary binary -> {
                describeInputs(binary.left(), row, inputs);
                describeInputs(binary.right(), row, inputs);
            }
            case Literal literal -> {}
            case Expression.Group group -> {}
        }
    }
}
