package leapfrog.model.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import leapfrog.model.Design.Factor;
import leapfrog.model.InputException;
import leapfrog.model.Table.Column;
import leapfrog.model.formula.Expression;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.text.DecimalText;
import leapfrog.model.text.NearestName;
import org.jspecify.annotations.Nullable;

/**
 * Groups further rows by the levels of a table. Groupings of group terms may have new levels, which stand behind the known ones in the
 * order of their first rows; a row whose group is missing, or whose table lacks the column, has a new level of its own.
 */
final class FurtherFactors implements Factors {
    private static final int MOST_LISTED = 12;

    private final TableFactors first;
    private final UsedColumns columns;
    private final Map<Name, Factor> single = new HashMap<>();
    private final Map<Integer, Factor> factors = new HashMap<>();

    FurtherFactors(TableFactors first, UsedColumns columns) {
        this.first = first;
        this.columns = columns;
    }

    @Override
    public List<Factor> all() {
        List<Factor> all = new ArrayList<>();
        for (int i = 0; i < first.all().size(); i++) {
            all.add(factors.get(i));
        }
        return all;
    }

    @Override
    public boolean isFactor(Expression variable) {
        return first.isFactor(variable);
    }

    /** @throws InputException also if a row has a level that the table has not */
    @Override
    public Factor levels(Expression variable) {
        return single.computeIfAbsent(TableFactors.column(variable), name -> known(first.levels(name), name));
    }

    private Factor known(Factor table, Name name) {
        Map<String, Integer> index = new HashMap<>();
        table.levels().forEach(level -> index.put(level, index.size()));
        int[] level = new int[columns.rows().length];
        for (int i = 0; i < level.length; i++) {
            String label = label(name, i);
            Integer found = index.get(label);
            if (found == null) {
                throw unknown(table, label, columns.rows()[i]);
            }
            level[i] = found;
        }
        return new Factor(table.name(), table.levels(), level);
    }

    private static InputException unknown(Factor table, @Nullable String label, int row) {
        List<String> levels = table.levels();
        String nearest = label == null ? null : NearestName.among(label, levels);
        return new InputException("column '" + table.name() + "' is '" + label + "' in row " + (row + 1)
                + ", a level that the fit has not seen and has no coefficient for"
                + (nearest == null ? "" : " (did you mean '" + nearest + "'?)") + "; its levels are: "
                + String.join(", ", levels.subList(0, Math.min(levels.size(), MOST_LISTED)))
                + (levels.size() > MOST_LISTED ? ", … (" + levels.size() + " in all)" : ""));
    }

    @Override
    public int index(List<Expression> variables, boolean crossed) {
        int index = first.index(variables, crossed);
        Factor table = first.all().get(index);
        factors.computeIfAbsent(index, at -> crossed ? crossed(table, variables) : grouped(table, variables));
        return index;
    }

    @Override
    public Factors of(UsedColumns further) {
        return first.of(further);
    }

    private Factor crossed(Factor table, List<Expression> variables) {
        int[] level = new int[columns.rows().length];
        for (Expression variable : variables) {
            Factor part = levels(variable);
            Arrays.setAll(level, i -> level[i] * part.levels().size() + part.level()[i]);
        }
        return new Factor(table.name(), table.levels(), level);
    }

    private Factor grouped(Factor table, List<Expression> variables) {
        List<Name> names = variables.stream().map(TableFactors::column).toList();
        Map<List<String>, Integer> known = known(table, names);
        List<String> levels = new ArrayList<>(table.levels());
        int[] level = new int[columns.rows().length];
        for (int i = 0; i < level.length; i++) {
            List<String> labels = new ArrayList<>();
            for (Name name : names) {
                String label = label(name, i);
                if (label != null) {
                    labels.add(label);
                }
            }
            if (labels.size() < names.size()) {
                level[i] = levels.size();
                levels.add("unknown in row " + (columns.rows()[i] + 1));
                continue;
            }
            Integer found = known.putIfAbsent(labels, levels.size());
            level[i] = found == null ? levels.size() : found;
            if (found == null) {
                levels.add(String.join(":", labels));
            }
        }
        return new Factor(table.name(), List.copyOf(levels), level);
    }

    /** The level of each combination of the table's labels. */
    private Map<List<String>, Integer> known(Factor table, List<Name> names) {
        List<Factor> parts = names.stream().map(first::levels).toList();
        Map<List<String>, Integer> known = new HashMap<>();
        for (int i = 0; i < table.level().length; i++) {
            int row = i;
            known.put(
                    parts.stream()
                            .map(part -> part.levels().get(part.level()[row]))
                            .toList(),
                    table.level()[i]);
        }
        return known;
    }

    /** A row's value as levels show it, in the spelling that the table's type has; null where it is missing. */
    private @Nullable String label(Name name, int i) {
        int row = columns.rows()[i];
        boolean text = first.column(name) instanceof Column.Text;
        return switch (columns.find(name)) {
            case Column.Numbers(double[] values) -> Double.isNaN(values[row]) ? null : Levels.number(values[row] + 0.0);
            case Column.Text(@Nullable String[] values) -> text ? values[row] : number(values[row]);
            case null -> null;
        };
    }

    /** A number as levels show it; other text as it is. */
    private static @Nullable String number(@Nullable String text) {
        return text == null || !DecimalText.isDecimal(text) ? text : Levels.number(DecimalText.parse(text) + 0.0);
    }
}
