package leapfrog.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import leapfrog.model.InputException;
import leapfrog.model.Variable;

/**
 * Picks the quantities of a model that a fit keeps.
 *
 * @param variables that are kept, with their places among what is kept
 * @param columns [quantities kept] where each stands among all quantities of the model
 */
record Selection(List<Variable> variables, int[] columns) {
    private static final Set<String> CLASSES = Set.of("b", "sd", "cor", "coef");

    Selection {
        variables = List.copyOf(variables);
    }

    /** Names of the variables that are not among those kept, in their order. */
    static List<String> missing(List<Variable> all, List<Variable> kept) {
        Set<String> names = kept.stream().map(Variable::name).collect(Collectors.toSet());
        return all.stream()
                .map(Variable::name)
                .filter(name -> !names.contains(name))
                .toList();
    }

    /**
     * Picks by names, in the model's order: a class ({@code b}, {@code sd}, {@code cor}, {@code coef}), which is all whose names begin with it
     * and {@code _}; a reported array or scalar ({@code coef_county}, {@code sigma}); or one element of an array ({@code
     * coef_county[AITKIN,floor]}), which is kept as a scalar of that name.
     *
     * @param all of the model
     * @param names empty for all quantities
     * @throws InputException if a name picks nothing
     */
    static Selection of(List<Variable> all, List<String> names) {
        if (names.isEmpty()) {
            int width = all.stream().mapToInt(Variable::size).sum();
            return new Selection(all, IntStream.range(0, width).toArray());
        }
        List<Variable> kept = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        Set<String> unused = new TreeSet<>(names);
        for (Variable variable : all) {
            String prefix = variable.name().split("_", 2)[0];
            boolean ofClass = CLASSES.contains(prefix) && names.contains(prefix);
            List<String> elements = variable.quantities();
            if (ofClass || names.contains(variable.name())) {
                unused.removeAll(List.of(prefix, variable.name()));
                kept.add(new Variable(variable.name(), variable.axes(), columns.size()));
                IntStream.range(0, elements.size()).forEach(k -> columns.add(variable.offset() + k));
            }
            for (int k = 0; k < elements.size(); k++) {
                if (unused.remove(elements.get(k)) && !columns.contains(variable.offset() + k)) {
                    kept.add(new Variable(elements.get(k), List.of(), columns.size()));
                    columns.add(variable.offset() + k);
                }
            }
        }
        if (!unused.isEmpty()) {
            throw new InputException(
                    "--keep '" + unused.iterator().next() + "': the model has no such quantity; it has "
                            + String.join(", ", all.stream().map(Variable::name).toList())
                            + ", elements of them, and the classes b, sd, cor, coef");
        }
        return new Selection(kept, columns.stream().mapToInt(Integer::intValue).toArray());
    }

    /** The rows that are kept, of rows [quantities of the model]. */
    double[][] of(double[][] all) {
        return Arrays.stream(columns).mapToObj(column -> all[column]).toArray(double[][]::new);
    }
}
