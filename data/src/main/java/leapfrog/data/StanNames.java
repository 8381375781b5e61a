package leapfrog.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import leapfrog.model.Variable;
import leapfrog.model.Variable.Axis;

/**
 * Names quantities as CmdStan's files do, and orders them so: a Stan identifier, and behind dots the 1-based indices of an array's element,
 * the first fastest: {@code coef_county.1.1}, {@code coef_county.2.1}, … .
 *
 * <p>Characters that a Stan identifier cannot have become one {@code _}, but none at the end of a name, where only the sampler's own
 * columns have any; a name that is taken gets a number.
 */
final class StanNames {
    /**
     * One column.
     *
     * @param name elsewhere
     * @param quantity where it stands in a draw
     */
    record Column(String stan, String name, int quantity) {}

    private StanNames() {}

    static List<Column> of(List<Variable> variables) {
        Set<String> taken = new HashSet<>();
        List<Column> columns = new ArrayList<>();
        for (Variable variable : variables) {
            String stan = identifier(variable.name());
            String free = stan;
            for (int k = 2; !taken.add(free); k++) {
                free = stan + "_" + k;
            }
            List<String> names = variable.quantities();
            for (int k = 0; k < names.size(); k++) {
                columns.add(column(variable, free, names, k));
            }
        }
        return columns;
    }

    /** Element k of a variable, the first index fastest. */
    private static Column column(Variable variable, String stan, List<String> names, int k) {
        StringBuilder indices = new StringBuilder();
        int element = 0;
        int left = k;
        for (Axis axis : variable.axes()) {
            int length = axis.labels().size();
            int index = left % length;
            left /= length;
            indices.append('.').append(index + 1);
            element = element * length + index;
        }
        return new Column(stan + indices, names.get(element), variable.offset() + element);
    }

    private static String identifier(String name) {
        String safe = name.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("_$", "");
        return safe.isEmpty() || !Character.isLetter(safe.charAt(0)) ? "v" + safe : safe;
    }
}
