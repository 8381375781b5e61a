package leapfrog.model.design;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import leapfrog.model.Design.Factor;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Expression.Name;

/** Finds the groupings of a table's rows, each once, in the order they are asked for. */
final class TableFactors implements Factors {
    private final UsedColumns columns;
    private final Map<Expression, Factor> single = new HashMap<>();
    private final List<Factor> factors = new ArrayList<>();
    private final List<List<Expression>> keys = new ArrayList<>();

    TableFactors(UsedColumns columns) {
        this.columns = columns;
    }

    @Override
    public List<Factor> all() {
        return factors;
    }

    @Override
    public boolean isFactor(Expression variable) {
        return switch (variable) {
            case Name name -> columns.column(name) instanceof Column.Text;
            case Call call -> call.function().equals("factor");
            default -> false;
        };
    }

    @Override
    public Factor levels(Expression variable) {
        Name column = column(variable);
        return single.computeIfAbsent(
                column, name -> Levels.of(name.toString(), columns.column(column), columns.rows()));
    }

    @Override
    public int index(List<Expression> variables, boolean crossed) {
        List<Expression> key =
                variables.stream().<Expression>map(TableFactors::column).toList();
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

    @Override
    public Factors of(UsedColumns further) {
        return new FurtherFactors(this, further);
    }

    /** The column of levels as the table has it. */
    Column column(Name name) {
        return columns.column(name);
    }

    /** The column that a factor is made of. */
    static Name column(Expression variable) {
        return switch (variable) {
            case Name name -> name;
            case Call call
            when call.arguments().size() == 1 && call.arguments().getFirst() instanceof Name name -> name;
            default -> throw variable.place().error("factor( ) takes one column, as factor(year)");
        };
    }
}
