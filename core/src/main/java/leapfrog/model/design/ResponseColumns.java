package leapfrog.model.design;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoublePredicate;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Expression.Name;
import org.jspecify.annotations.Nullable;

/** Computes the response and what the formula says about it over the used rows, and holds their values to what the family allows. */
final class ResponseColumns implements Responses {
    private final Expression response;
    private final ResponseAdditions additions;
    private final Family.Kind family;
    private final UsedColumns columns;
    private final Calculation calculation;

    ResponseColumns(
            Expression response,
            ResponseAdditions additions,
            Family family,
            UsedColumns columns,
            Calculation calculation) {
        this.response = response;
        this.additions = additions;
        this.family = family.kind();
        this.columns = columns;
        this.calculation = calculation;
    }

    @Override
    public List<String> levels() {
        Design.Factor factor = twoValues();
        return factor == null ? List.of() : factor.levels();
    }

    @Override
    public double[] values() {
        Design.Factor factor = twoValues();
        if (factor != null) {
            return Arrays.stream(factor.level()).asDoubleStream().toArray();
        }
        return switch (family) {
            case GAUSSIAN, STUDENT_T -> calculation.value(response);
            case BERNOULLI ->
                checked(
                        response,
                        y -> y == 0 || y == 1,
                        "a bernoulli response is 0 or 1, or text with two values, the first of which is 0");
            case BINOMIAL, POISSON, NEGATIVE_BINOMIAL ->
                checked(
                        response,
                        ResponseColumns::isCount,
                        "a " + family.text() + " response is a whole number from 0 on");
        };
    }

    private Design.@Nullable Factor twoValues() {
        if (family != Family.Kind.BERNOULLI
                || !(response instanceof Name name)
                || !(columns.column(name) instanceof Column.Text text)) {
            return null;
        }
        Design.Factor factor = Levels.of(name.name(), text, columns.rows());
        int count = factor.levels().size();
        if (count != 2) {
            throw response.place()
                    .error("column '" + name.name() + "' has " + (count == 1 ? "one value" : count + " values") + " ("
                            + String.join(", ", factor.levels().subList(0, Math.min(count, 5)))
                            + (count > 5 ? ", …" : "") + ") in the used rows; a bernoulli response of text has two");
        }
        return factor;
    }

    @Override
    public Design.Additions additions(double[] values) {
        Call se = additions.standardErrors();
        Call trials = additions.trials();
        Call weights = additions.weights();
        boolean sigma = additions.sigma();
        return new Design.Additions(
                se == null
                        ? null
                        : checked(
                                argument(se),
                                s -> s > 0 || (sigma && s == 0),
                                sigma
                                        ? "standard errors are not negative"
                                        : "standard errors are positive; one may be 0 only beside sigma, se(s, sigma)"),
                sigma,
                trials == null ? null : trials(argument(trials), values),
                weights == null ? null : checked(argument(weights), w -> w >= 0, "weights are not negative"));
    }

    private double[] trials(Expression trials, double[] values) {
        double[] numbers = checked(trials, ResponseColumns::isCount, "trials are whole numbers from 0 on");
        for (int i = 0; i < numbers.length; i++) {
            if (values[i] > numbers[i]) {
                throw wrong(response, values[i], i, "it cannot be more than its trials, " + Levels.number(numbers[i]));
            }
        }
        return numbers;
    }

    private static Expression argument(Call call) {
        return call.arguments().getFirst();
    }

    private static boolean isCount(double value) {
        return value >= 0 && value == Math.rint(value);
    }

    private double[] checked(Expression expression, DoublePredicate right, String rule) {
        double[] values = calculation.value(expression);
        for (int i = 0; i < values.length; i++) {
            if (!right.test(values[i])) {
                throw wrong(expression, values[i], i, rule);
            }
        }
        return values;
    }

    private InputException wrong(Expression expression, double value, int row, String rule) {
        return expression
                .place()
                .error(expression + " is " + Levels.number(value) + " in row " + (columns.rows()[row] + 1) + "; "
                        + rule);
    }
}
