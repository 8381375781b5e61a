package leapfrog.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.predict.RowSummaries;

/**
 * Lays out predictions row by row of the table that they are of: its row number from 1, its columns that the formula uses, mean, sd and
 * quantiles; rows without a prediction have NA.
 *
 * @param used names of the columns that the formula uses
 */
record PredictedRows(Table source, List<String> used, Design rows, RowSummaries summaries, double[] probabilities) {

    /** All rows. */
    Table table() {
        int n = source.rows();
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put(
                "row",
                new Column.Numbers(IntStream.rangeClosed(1, n).asDoubleStream().toArray()));
        List<String> names = names();
        for (String name : used) {
            Column column = source.find(name);
            if (column != null) {
                boolean taken = name.equals("row") || names.contains(name);
                columns.put(taken ? name + " (data)" : name, column);
            }
        }
        columns.put("mean", column(summaries::mean));
        columns.put("sd", column(summaries::sd));
        for (int p = 0; p < probabilities.length; p++) {
            int probability = p;
            columns.put(names.get(2 + p), column(row -> summaries.quantile(row, probability)));
        }
        return Table.of(columns);
    }

    private Column column(IntToDoubleFunction value) {
        double[] values = new double[source.rows()];
        Arrays.fill(values, Double.NaN);
        for (int i = 0; i < rows.rows(); i++) {
            values[rows.usedRows()[i]] = value.applyAsDouble(i);
        }
        return new Column.Numbers(values);
    }

    /** The columns of the summary: mean, sd, q5, q50, q95. */
    List<String> names() {
        List<String> names = new ArrayList<>(List.of("mean", "sd"));
        for (double probability : probabilities) {
            String percent = String.format(Locale.ROOT, "%.10f", 100 * probability);
            names.add("q" + percent.replaceAll("\\.?0+$", ""));
        }
        return names;
    }
}
