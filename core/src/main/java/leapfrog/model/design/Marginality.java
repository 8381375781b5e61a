package leapfrog.model.design;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Terms;

/**
 * Decides which factors of which terms are coded by contrasts, exactly as R's {@code terms.formula} and {@code model.matrix} do: by
 * contrasts if what remains of the term without that factor is empty or part of an earlier term, else one column a level; without
 * an intercept the first factor of the first term that has one gets one column a level.
 *
 * <p>So {@code 0 + x + x:f} has, as in R, one column more than it can identify.
 */
final class Marginality {
    private Marginality() {}

    /**
     * @return for each term, for each of its variables, whether it has one column a level; without meaning for numbers
     */
    static List<boolean[]> full(Terms.Effects effects, Predicate<Expression> isFactor) {
        List<boolean[]> full = new ArrayList<>();
        List<Terms.Interaction> terms = effects.interactions();
        boolean adjust = !effects.intercept();
        for (int t = 0; t < terms.size(); t++) {
            List<Expression> variables = terms.get(t).variables();
            boolean[] columns = new boolean[variables.size()];
            for (int v = 0; v < columns.length; v++) {
                Expression variable = variables.get(v);
                if (isFactor.test(variable)) {
                    columns[v] = adjust || !covered(variables, variable, terms.subList(0, t));
                    adjust = false;
                }
            }
            full.add(columns);
        }
        return full;
    }

    private static boolean covered(List<Expression> term, Expression without, List<Terms.Interaction> earlier) {
        if (term.size() == 1) {
            return true;
        }
        HashSet<Expression> rest = new HashSet<>(term);
        rest.remove(without);
        return earlier.stream().anyMatch(other -> other.variables().containsAll(rest));
    }
}
