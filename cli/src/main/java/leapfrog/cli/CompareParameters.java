package leapfrog.cli;

import static leapfrog.cli.CompareText.number;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import leapfrog.mixed.MixedFit;
import leapfrog.model.Variable;
import leapfrog.notation.AlignedTable;
import leapfrog.sample.SummaryRow;

/**
 * Lays out the models' coefficients and scales side by side, posterior mean ± standard deviation, and beside a linear mixed model its
 * estimates by restricted maximum likelihood; as many columns a table as fit.
 */
final class CompareParameters {
    private static final int WIDTH = 100;
    /** Arrays of more elements are counted. */
    private static final int SMALL = 8;

    private final List<Column> columns = new ArrayList<>();
    private final Set<String> names = new LinkedHashSet<>();

    private record Column(String title, Map<String, String> cells) {
        int width() {
            return Math.max(
                    title.length(),
                    cells.values().stream().mapToInt(String::length).max().orElse(0));
        }
    }

    CompareParameters(List<ComparedModel> models) {
        for (ComparedModel model : models) {
            columns.add(new Column(model.name(), posterior(model)));
            MixedFit fit = model.likelihood();
            if (fit != null) {
                columns.add(new Column("REML", restricted(fit)));
            }
        }
        // Coefficients before scales, each in the order of the first model that has it.
        List<String> all = columns.stream()
                .flatMap(column -> column.cells().keySet().stream())
                .toList();
        all.stream().filter(name -> name.startsWith("b_")).forEach(names::add);
        all.stream().filter(name -> name.startsWith("sd_")).forEach(names::add);
        names.addAll(all);
    }

    private static Map<String, String> posterior(ComparedModel model) {
        Map<String, SummaryRow> rows = model.parameters();
        Map<String, String> cells = new LinkedHashMap<>();
        for (Variable variable : model.model().variables()) {
            if (variable.size() > SMALL && !variable.name().startsWith("coef_")) {
                cells.put(variable.name(), variable.size() + " of them");
                continue;
            }
            for (String name : variable.quantities()) {
                SummaryRow row = rows.get(name);
                if (row != null) {
                    cells.put(name, number("%.3f", row.mean()) + " ± " + number("%.3f", row.sd()));
                }
            }
        }
        return cells;
    }

    private static Map<String, String> restricted(MixedFit fit) {
        Map<String, String> cells = new LinkedHashMap<>();
        RestrictedEstimates.of(fit).forEach((name, estimate) -> {
            boolean error = Double.isFinite(estimate.error());
            cells.put(name, number("%.3f", estimate.value()) + (error ? " ± " + number("%.3f", estimate.error()) : ""));
        });
        return cells;
    }

    @Override
    public String toString() {
        int left = 2 + names.stream().mapToInt(String::length).max().orElse(0);
        StringBuilder text = new StringBuilder();
        List<Column> together = new ArrayList<>();
        int width = left;
        for (Column column : columns) {
            if (!together.isEmpty() && width + 2 + column.width() > WIDTH) {
                text.append(table(together)).append('\n');
                together.clear();
                width = left;
            }
            together.add(column);
            width += 2 + column.width();
        }
        return text.append(table(together)).toString();
    }

    private String table(List<Column> together) {
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of(""));
        together.forEach(column -> header.add(column.title()));
        lines.add(header);
        for (String name : names) {
            List<String> line = new ArrayList<>(List.of(name));
            together.forEach(column -> line.add(column.cells().getOrDefault(name, "")));
            if (line.subList(1, line.size()).stream().anyMatch(cell -> !cell.isEmpty())) {
                lines.add(line);
            }
        }
        return AlignedTable.of(lines, 1);
    }
}
