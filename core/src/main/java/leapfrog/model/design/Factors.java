package leapfrog.model.design;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import leapfrog.model.Design.Factor;
import leapfrog.model.InputException;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Expression.Name;

/** Collects the groupings of rows that terms use, each once, in the order they are asked for. */
final class Factors {
    private final UsedColumns columns;
    private final Map<Expression, Factor> single = new HashMap<>();
    private final List<Factor> factors = new ArrayList<>();
    private final List<List<Expression>> keys = new ArrayList<>();

    Factors(UsedColumns columns) {
        this.columns = columns;
    }

    List<Factor> all() {
        return factors;
    }

    /** Whether a variable is a factor: a text column or {@code factor(x)}. */
    boolean isFactor(Expression variable) {
        return switch (variable) {
            case Name name -> columns.column(name) instanceof Column.Text;
            case Call call -> call.function().equals("factor");
            default -> false;
        };
    }

    /**
     * The levels of one column.
     *
     * @param variable a name or {@code factor(name)}
     * @throws InputException if it is something else
     */
    Factor levels(Expression variable) {
        Name column = column(variable);
        return single.computeIfAbsent(
                column, name -> Levels.of(name.toString(), columns.column(column), columns.rows()));
    }

    /**
     * The index of the factor that groups by these variables; one that has the same columns and levels is shared.
     *
     * @param crossed true for all combinations of levels, false for those that occur
     */
    int index(List<Expression> variables, boolean crossed) {
        List<Expression> key =
                variables.stream().<Expression>map(Factors::column).toList();
        String name = variables.stream().map(Expression::toString).collect(Collectors.joining(":"));
        Factor factor =
                Levels.combine(name, variables.stream().map(this::levels).toList(), crossed);
        for (int i = 0; i < factors.size(); i++) {
            if (keys.get(i).equals(key) && factors.get(i).levels().equals(factor.levels())) {
                return i;
            }
        }
        factors.add(factor);
        keys.add(key);
        return factors.size() - 1;
    }

    private static Name column(Expression variable) {
        return switch (variable) {
            case Name name -> name;
            case Call call
            when call.arguments().size() == 1 && call.arguments().getFirst() instanceof Name name -> name;
            default -> throw variable.place().error("factor( ) takes one column, as factor(year)");
        };
    }
}
