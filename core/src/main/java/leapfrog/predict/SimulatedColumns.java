package leapfrog.predict;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import leapfrog.model.InputException;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Expression.Call;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.formula.Formula;
import leapfrog.model.formula.Terms;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;

/**
 * Makes the columns of a formula but its response: groups, nested or crossed as the formula has them, factors, and covariates, each
 * row's own or shared by the rows of a group.
 */
final class SimulatedColumns {
    private final Formula formula;
    private final Terms terms;
    private final Simulation.Covariates covariates;
    private final int rows;
    private final long seed;
    /** The groupings of the formula, the longest first: {@code [state, county]}, {@code [state]}. */
    private final List<List<String>> groupings;

    private final Map<String, int[]> level = new LinkedHashMap<>();
    private final Map<String, Column> columns = new LinkedHashMap<>();

    private SimulatedColumns(Formula formula, Simulation.Covariates covariates, int rows, long seed) {
        this.formula = formula;
        this.terms = formula.terms();
        this.covariates = covariates;
        this.rows = rows;
        this.seed = seed;
        groupings = terms.groups().stream()
                .map(group -> group.grouping().stream()
                        .flatMap(part -> part.names().stream())
                        .map(Name::name)
                        .toList())
                .distinct()
                .sorted(Comparator.comparing((List<String> names) -> -names.size()))
                .toList();
    }

    /**
     * The columns by name: covariates first, then groups.
     *
     * @throws InputException if the number of levels of a group is not said, or something is said of a column that is not there
     */
    static Map<String, Column> of(Formula formula, Simulation.Covariates covariates, int rows, long seed) {
        return new SimulatedColumns(formula, covariates, rows, seed).columns();
    }

    private Map<String, Column> columns() {
        groupings.forEach(this::assign);
        Set<String> effects = new LinkedHashSet<>();
        Stream.concat(Stream.of(terms.population()), terms.groups().stream().map(Terms.GroupEffects::effects))
                .flatMap(of -> of.interactions().stream())
                .flatMap(interaction -> interaction.variables().stream())
                .forEach(variable -> effects.addAll(names(variable)));
        terms.offsets().forEach(offset -> effects.addAll(names(offset)));
        requireKnown(effects);
        for (String name : effects) {
            if (!level.containsKey(name)) {
                columns.put(name, covariates.levels().containsKey(name) ? factor(name) : covariate(name));
            }
        }
        formula.response().additions().forEach(this::addition);
        level.forEach((name, of) -> columns.put(name, labels(name, of)));
        return columns;
    }

    private static List<String> names(Expression expression) {
        return expression.names().stream().map(Name::name).toList();
    }

    /** Gives each row a combination of levels: the first rows one after the other, so that each occurs, further ones by chance. */
    private void assign(List<String> grouping) {
        List<String> open =
                grouping.stream().filter(name -> !level.containsKey(name)).toList();
        long combinations = 1;
        for (String name : open) {
            level.put(name, new int[rows]);
            combinations *= levels(name);
        }
        ChainRandom random = new ChainRandom(ChainRandom.mix(seed, String.join(":", grouping)), 0);
        for (int row = 0; row < rows && !open.isEmpty(); row++) {
            long rest = row < combinations ? row : (long) (combinations * random.uniform(Purpose.INIT, row, 0));
            for (String name : open.reversed()) {
                of(name)[row] = (int) (rest % levels(name));
                rest /= levels(name);
            }
        }
    }

    private int[] of(String name) {
        return java.util.Objects.requireNonNull(level.get(name));
    }

    private int levels(String name) {
        Integer count = covariates.levels().get(name);
        if (count == null) {
            throw new InputException("the formula groups by '" + name + "'; say how many levels it has: --levels "
                    + name + "=N (in each level of what it is nested in)");
        }
        return count;
    }

    private Column labels(String name, int[] of) {
        int digits = Integer.toString(levels(name)).length();
        String[] labels = new String[rows];
        for (int row = 0; row < rows; row++) {
            String number = Integer.toString(of[row] + 1);
            labels[row] = name + "0".repeat(digits - number.length()) + number;
        }
        return new Column.Text(labels);
    }

    private Column factor(String name) {
        int[] of = new int[rows];
        for (int row = 0; row < rows; row++) {
            of[row] = (int) (levels(name) * uniform(name, row));
        }
        return labels(name, of);
    }

    private Column covariate(String name) {
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = covariates.value(name, uniform(name, row));
        }
        return new Column.Numbers(values);
    }

    /** A column's uniform number: the row's own, or that of the row's group. */
    private double uniform(String name, int row) {
        String group = covariates.at().get(name);
        long key = ChainRandom.mix(seed, name);
        if (group == null) {
            return new ChainRandom(key, 0).uniform(Purpose.INIT, row, 0);
        }
        for (String part : nesting(name, group)) {
            key = ChainRandom.mix(key, of(part)[row]);
        }
        return new ChainRandom(key, 0).uniform(Purpose.INIT, 0, 0);
    }

    /** The columns that tell a group's levels apart: those of the shortest grouping that ends with it. */
    private List<String> nesting(String name, String group) {
        return groupings.reversed().stream()
                .filter(grouping -> grouping.getLast().equals(group)
                        || String.join(":", grouping).equals(group))
                .findFirst()
                .orElseThrow(() -> new InputException(
                        "--at " + name + "=" + group + ": the formula does not group by '" + group + "'"));
    }

    private void addition(Call addition) {
        for (String name : names(addition.arguments().getFirst())) {
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) {
                double u = uniform(name, row);
                values[row] = covariates.has(name)
                        ? covariates.value(name, u)
                        : switch (addition.function()) {
                            case "trials" -> 1 + Math.floor(20 * u);
                            case "se" -> 0.5 + u;
                            default ->
                                throw addition.place().error("weights have no part in how data arise; leave them out");
                        };
            }
            columns.put(name, new Column.Numbers(values));
        }
    }

    private void requireKnown(Set<String> effects) {
        Set<String> known = new LinkedHashSet<>(effects);
        known.addAll(level.keySet());
        formula.response()
                .additions()
                .forEach(addition -> known.addAll(names(addition.arguments().getFirst())));
        List<String> said = new ArrayList<>(covariates.levels().keySet());
        said.addAll(covariates.binary().keySet());
        said.addAll(covariates.uniform().keySet());
        said.addAll(covariates.at().keySet());
        for (String name : said) {
            if (!known.contains(name)) {
                throw new InputException("the formula has no column '" + name + "' to be made; its columns are: "
                        + String.join(", ", known));
            }
        }
    }
}
