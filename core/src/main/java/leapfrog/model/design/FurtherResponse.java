package leapfrog.model.design;

import java.util.Arrays;
import java.util.List;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Expression.Name;
import org.jspecify.annotations.Nullable;

/** Computes the response of further rows where it is known, and holds it to what the family allows; it is NaN elsewhere. */
final class FurtherResponse implements Responses {
    private final Expression response;
    private final ResponseAdditions additions;
    private final Family family;
    private final Table table;
    private final UsedColumns columns;
    private final Calculation calculation;
    private final List<String> levels;

    /**
     * @param additions those whose columns the table has
     * @param levels the two values of a response that was text in the first table; else empty
     */
    FurtherResponse(
            Expression response,
            ResponseAdditions additions,
            Family family,
            Table table,
            UsedColumns columns,
            Calculation calculation,
            List<String> levels) {
        this.response = response;
        this.additions = additions;
        this.family = family;
        this.table = table;
        this.columns = columns;
        this.calculation = calculation;
        this.levels = levels;
    }

    @Override
    public List<String> levels() {
        return levels;
    }

    @Override
    public double[] values() {
        double[] values = new double[columns.rows().length];
        Arrays.fill(values, Double.NaN);
        if (!UsedColumns.has(table, response)) {
            return values;
        }
        UsedColumns known = columns.where(response);
        double[] numbers = levels.isEmpty() ? numbers(known) : ofText(known);
        for (int k = 0; k < numbers.length; k++) {
            values[Arrays.binarySearch(columns.rows(), known.rows()[k])] = numbers[k];
        }
        return values;
    }

    private double[] numbers(UsedColumns known) {
        return new ResponseColumns(response, additions, family, known, calculation.of(known)).values();
    }

    private double[] ofText(UsedColumns known) {
        Column column = known.column((Name) response);
        return Arrays.stream(known.rows())
                .mapToDouble(row -> level(column, row))
                .toArray();
    }

    private double level(Column column, int row) {
        String label = switch (column) {
            case Column.Text(@Nullable String[] values) -> String.valueOf(values[row]);
            case Column.Numbers(double[] values) -> Levels.number(values[row]);
        };
        int level = levels.indexOf(label);
        if (level < 0) {
            throw response.place()
                    .error(response + " is '" + label + "' in row " + (row + 1) + "; the fit knows "
                            + String.join(" and ", levels));
        }
        return level;
    }

    @Override
    public Design.Additions additions(double[] values) {
        return new ResponseColumns(response, additions, family, columns, calculation).additions(values);
    }
}
