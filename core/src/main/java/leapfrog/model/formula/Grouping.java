package leapfrog.model.formula;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import leapfrog.model.InputException;
import leapfrog.model.formula.Expression.Binary;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.formula.Expression.Operator;

/** Expands what stands right of the bar of a group term: {@code a/b} is the groupings {@code a} and {@code a:b}. */
final class Grouping {
    private Grouping() {}

    /** The groupings, each a list of columns in the order they were written. */
    static List<List<Expression>> expand(Expression grouping) {
        return switch (grouping) {
            case Name name -> List.of(List.of(name));
            case Call call when call.function().equals("factor") -> List.of(List.of(call));
            case Binary binary
            when binary.operator() == Operator.INTERACT -> {
                List<List<Expression>> left = expand(binary.left());
                List<List<Expression>> right = expand(binary.right());
                if (left.size() > 1 || right.size() > 1) {
                    throw refuse(binary);
                }
                yield List.of(join(left.getFirst(), right.getFirst()));
            }
            case Binary binary
            when binary.operator() == Operator.NEST -> {
                List<List<Expression>> groupings = new ArrayList<>(expand(binary.left()));
                List<Expression> innermost = groupings.getLast();
                expand(binary.right()).forEach(inner -> groupings.add(join(innermost, inner)));
                yield groupings;
            }
            default -> throw refuse(grouping);
        };
    }

    private static List<Expression> join(List<Expression> outer, List<Expression> inner) {
        Set<Expression> joined = new LinkedHashSet<>(outer);
        joined.addAll(inner);
        return List.copyOf(joined);
    }

    private static InputException refuse(Expression at) {
        return at.place().error("a grouping is a column, a:b or a/b; for crossed groupings write (1 | a) + (1 | b)");
    }
}
