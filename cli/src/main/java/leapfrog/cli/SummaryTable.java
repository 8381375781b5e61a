package leapfrog.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import leapfrog.model.Variable;
import leapfrog.sample.SummaryRow;

/** Lays out a summary for the terminal: one line a quantity, arrays over a group's levels folded to a count unless asked for. */
final class SummaryTable {
    private static final List<String> HEADER =
            List.of("", "mean", "sd", "q5", "q50", "q95", "mcse_mean", "ess_bulk", "ess_tail", "rhat");
    /** Arrays up to this size are shown in full. */
    private static final int SMALL = 8;

    private SummaryTable() {}

    /** @param whole whether every element of every array is shown */
    static String of(List<Variable> variables, List<SummaryRow> summary, boolean whole) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADER);
        List<String> folded = new ArrayList<>();
        for (Variable variable : variables) {
            List<SummaryRow> rows = summary.subList(variable.offset(), variable.offset() + variable.size());
            if (whole || rows.size() <= SMALL) {
                rows.forEach(row -> lines.add(cells(row)));
            } else {
                folded.add(fold(variable, rows));
            }
        }
        StringBuilder text = new StringBuilder(AlignedTable.of(lines, 1));
        folded.forEach(line -> text.append(Paragraphs.labelled("", line)));
        return text.toString();
    }

    private static List<String> cells(SummaryRow row) {
        double error = row.mcseMean();
        return List.of(
                row.parameter(),
                significant(row.mean(), error),
                significant(row.sd(), row.mcseSd()),
                significant(row.q5(), error),
                significant(row.q50(), error),
                significant(row.q95(), error),
                significant(error, error),
                whole(row.essBulk()),
                whole(row.essTail()),
                String.format(Locale.ROOT, "%.3f", row.rhat()));
    }

    /** As many decimals as show two digits of the Monte Carlo error, at most eight; three where the error is not known. */
    private static String significant(double value, double error) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        double magnitude = Math.abs(value);
        if (magnitude >= 1e7 || magnitude > 0 && magnitude < 1e-5) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        boolean known = error > 0 && Double.isFinite(error);
        int decimals = known ? (int) Math.clamp(Math.ceil(-Math.log10(error)) + 1, 0, 8) : 3;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String whole(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.0f", value) : "NaN";
    }

    private static String fold(Variable variable, List<SummaryRow> rows) {
        List<String> sizes = variable.axes().stream()
                .map(axis -> axis.labels().size() + " " + axis.dimension())
                .toList();
        return String.format(
                Locale.ROOT,
                "%s: %d quantities (%s), rhat at most %.3f, ess_bulk at least %s, ess_tail at least %s; --groups shows"
                        + " them",
                variable.name(),
                rows.size(),
                String.join(" x ", sizes),
                extreme(rows, SummaryRow::rhat, true),
                whole(extreme(rows, SummaryRow::essBulk, false)),
                whole(extreme(rows, SummaryRow::essTail, false)));
    }

    private static double extreme(List<SummaryRow> rows, ToDoubleFunction<SummaryRow> value, boolean greatest) {
        var values = rows.stream().mapToDouble(value).filter(Double::isFinite);
        return (greatest ? values.max() : values.min()).orElse(Double.NaN);
    }
}
