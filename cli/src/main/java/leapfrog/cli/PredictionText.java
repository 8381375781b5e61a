package leapfrog.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import leapfrog.data.SavedFit;
import leapfrog.model.Design;
import leapfrog.model.Model;
import leapfrog.model.Table;
import leapfrog.notation.AlignedTable;
import leapfrog.notation.Counted;
import leapfrog.predict.Accuracy;
import leapfrog.predict.PredictionKind;
import leapfrog.predict.Predictor;
import leapfrog.sample.Recipe;
import org.jspecify.annotations.Nullable;

/** Writes for the terminal what was predicted: how, the first rows, and how good it is. */
record PredictionText(SavedFit saved, Predictor predictor, PredictedRows predicted) {
    private static final int SHOWN = 10;
    private static final int LISTED = 6;
    /** New levels that are held against the known ones. */
    private static final int SEARCHED = 100;

    /** What was predicted of what, and the first rows. */
    String head(PredictionKind kind, long seed) {
        Design rows = predictor.rows();
        Recipe recipe = saved.fit().recipe();
        StringBuilder text = new StringBuilder(recipe.formula()).append('\n');
        String what = switch (kind) {
            case LINEAR -> "linear predictors";
            case EXPECTED -> "expected values";
            case RESPONSE -> recipe.priorOnly() ? "prior predictive responses" : "predictive responses";
        };
        print(
                text,
                "predicted",
                what + " at " + predictor.draws() + " draws, seed " + seed
                        + (recipe.priorOnly() ? "; the fit is of the prior alone" : ""));
        int without = rows.tableRows() - rows.rows();
        print(
                text,
                "rows",
                rows.tableRows()
                        + (without == 0
                                ? ""
                                : ", " + without + " of them without a prediction, for a missing value in a column that"
                                        + " the formula uses"));
        newLevels().forEach(line -> print(text, "new", line));
        if (!saved.diagnosis().good()) {
            print(text, "note", "the fit's diagnosis is not good; 'leapfrog diagnose' says what is wrong");
        }
        return text.append('\n').append(firstRows()).append('\n').toString();
    }

    private static void print(StringBuilder text, String label, String line) {
        text.append(Paragraphs.labelled(String.format("  %-9s  ", label), line));
    }

    /** One line for each grouping with levels that the fit has not seen. */
    private List<String> newLevels() {
        List<String> lines = new ArrayList<>();
        Model model = predictor.model();
        for (int f = 0; f < model.design().factors().size(); f++) {
            Design.Factor factor = predictor.rows().factors().get(f);
            int known = model.design().factors().get(f).levels().size();
            List<String> added = factor.levels().subList(known, factor.levels().size());
            if (!added.isEmpty()) {
                lines.add(added.size() + (added.size() == 1 ? " level of " : " levels of ") + factor.name()
                        + ", drawn from the population of " + factor.name() + ": "
                        + listed(added, factor.levels().subList(0, known)));
            }
        }
        return lines;
    }

    /** Those first that may be a known level misspelt. */
    private static String listed(List<String> added, List<String> known) {
        List<String> near = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String level : added) {
            String meant = near.size() + others.size() < SEARCHED ? MeantLevel.of(level, known) : null;
            (meant == null ? others : near).add(meant == null ? level : level + " (did you mean " + meant + "?)");
        }
        near.addAll(others);
        return String.join(", ", near.subList(0, Math.min(near.size(), LISTED))) + (near.size() > LISTED ? ", …" : "");
    }

    private String firstRows() {
        Table table = predicted.table();
        List<List<String>> lines = new ArrayList<>();
        lines.add(table.names());
        int shown = Math.min(SHOWN, table.rows());
        for (int row = 0; row < shown; row++) {
            List<String> cells = new ArrayList<>();
            for (String name : table.names()) {
                Table.Column column = Objects.requireNonNull(table.find(name));
                cells.add(cell(column, row));
            }
            lines.add(cells);
        }
        int rest = table.rows() - shown;
        return AlignedTable.of(lines, 1)
                + (rest > 0 ? "  … and " + Counted.of(rest, "row") + " more; --out FILE writes them all\n" : "");
    }

    private static String cell(Table.Column column, int row) {
        return column instanceof Table.Column.Numbers(double[] values) && values[row] != Math.rint(values[row])
                ? significant(values[row])
                : Groups.label(column, row);
    }

    /** Five significant digits. */
    private static String significant(double value) {
        if (Double.isNaN(value)) {
            return "NA";
        }
        double magnitude = Math.abs(value);
        if (magnitude >= 1e7 || magnitude > 0 && magnitude < 1e-5 || Double.isInfinite(value)) {
            return String.format(Locale.ROOT, "%.4e", value);
        }
        int decimals = magnitude < 1 ? 4 : (int) Math.clamp(4 - Math.floor(Math.log10(magnitude)), 0, 4);
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** How good predictions are where the response is known, in all and by group. */
    static String accuracy(Accuracy accuracy, Recipe recipe, @Nullable Groups groups) {
        Accuracy.Score all = accuracy.all();
        boolean identity = recipe.family().link() == leapfrog.model.Family.Link.IDENTITY;
        StringBuilder text = new StringBuilder();
        text.append(Paragraphs.labelled(
                "",
                String.format(
                        Locale.ROOT,
                        "RMSD %.4f (Monte Carlo error %s) over %s: the root of the mean of (y - posterior mean"
                                + " of %s)². The central 50 %% intervals of predictive draws hold %.1f %% of the"
                                + " responses, the 90 %% intervals %.1f %%.",
                        all.rmsd(),
                        error(accuracy.rmsdError()),
                        Counted.of(all.rows(), "row"),
                        identity ? "η" : "the expected response",
                        100 * all.within50(),
                        100 * all.within90())));
        if (groups != null) {
            List<List<String>> lines = new ArrayList<>();
            lines.add(List.of(groups.name(), "rows", "rmsd", "in 50 %", "in 90 %"));
            groups.rows().forEach((label, rows) -> {
                Accuracy.Score score =
                        accuracy.of(rows.stream().mapToInt(row -> row).toArray());
                lines.add(List.of(
                        label,
                        Integer.toString(score.rows()),
                        significant(score.rmsd()),
                        percent(score.within50()),
                        percent(score.within90())));
            });
            text.append('\n').append(AlignedTable.of(lines, 1));
        }
        return text.toString();
    }

    private static String error(double error) {
        return Double.isNaN(error) ? "not known from so few draws" : String.format(Locale.ROOT, "%.1e", error);
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "NA" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }
}
