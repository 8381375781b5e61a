package leapfrog.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import leapfrog.model.Variable;
import leapfrog.notation.AlignedTable;
import leapfrog.report.Decimals;
import leapfrog.sample.SummaryRow;

/** Lays out a summary for the terminal: one line a quantity, arrays over a group's levels folded to a count unless asked for. */
final class SummaryTable {
    private static final List<String> HEADER =
            List.of("", "mean", "sd", "q5", "q50", "q95", "mcse_mean", "ess_bulk", "ess_tail", "rhat");
    /** Arrays up to this size are shown in full. */
    private static final int SMALL = 8;

    /** By which column the agreement of chains is judged. */
    private record Agreement(String name, ToDoubleFunction<SummaryRow> of) {}

    private static final Agreement RHAT = new Agreement("rhat", SummaryRow::rhat);
    private static final Agreement NESTED_RHAT = new Agreement("rhat_nested", SummaryRow::rhatNested);

    private SummaryTable() {}

    /** @param whole whether every element of every array is shown */
    static String of(List<Variable> variables, List<SummaryRow> summary, boolean whole) {
        List<List<String>> lines = new ArrayList<>();
        boolean nested = summary.stream().anyMatch(row -> !Double.isNaN(row.rhatNested()));
        lines.add(nested ? with(HEADER, NESTED_RHAT.name()) : HEADER);
        List<String> folded = new ArrayList<>();
        for (Variable variable : variables) {
            List<SummaryRow> rows = summary.subList(variable.offset(), variable.offset() + variable.size());
            if (whole || rows.size() <= SMALL) {
                rows.forEach(
                        row -> lines.add(nested ? with(cells(row), Decimals.three(row.rhatNested())) : cells(row)));
            } else {
                folded.add(fold(variable, rows, nested ? NESTED_RHAT : RHAT));
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
                Decimals.of(row.mean(), error),
                Decimals.of(row.sd(), row.mcseSd()),
                Decimals.of(row.q5(), error),
                Decimals.of(row.q50(), error),
                Decimals.of(row.q95(), error),
                Decimals.of(error, error),
                Decimals.whole(row.essBulk()),
                Decimals.whole(row.essTail()),
                Decimals.three(row.rhat()));
    }

    private static List<String> with(List<String> cells, String last) {
        return Stream.concat(cells.stream(), Stream.of(last)).toList();
    }

    private static String fold(Variable variable, List<SummaryRow> rows, Agreement agreement) {
        List<String> sizes = variable.axes().stream()
                .map(axis -> axis.labels().size() + " " + axis.dimension())
                .toList();
        return String.format(
                Locale.ROOT,
                "%s: %d quantities (%s), %s at most %.3f, ess_bulk at least %s, ess_tail at least %s; --groups shows"
                        + " them",
                variable.name(),
                rows.size(),
                String.join(" x ", sizes),
                agreement.name(),
                extreme(rows, agreement.of(), true),
                Decimals.whole(extreme(rows, SummaryRow::essBulk, false)),
                Decimals.whole(extreme(rows, SummaryRow::essTail, false)));
    }

    private static double extreme(List<SummaryRow> rows, ToDoubleFunction<SummaryRow> value, boolean greatest) {
        var values = rows.stream().mapToDouble(value).filter(Double::isFinite);
        return (greatest ? values.max() : values.min()).orElse(Double.NaN);
    }
}
