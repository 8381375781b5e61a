package leapfrog.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import leapfrog.cv.CrossValidation;
import leapfrog.cv.Folds;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.design.LevelRows;
import leapfrog.model.formula.QuotedName;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Reads the options that say how models are cross-validated. */
final class CrossValidationArguments {
    @Option(
            names = "--cv",
            paramLabel = "K|COLUMN",
            description = "cross-validate too, by fits without each fold: K folds of rows; or each level of this column"
                    + " left out in turn (leave-one-group-out)")
    private @Nullable String folds;

    @Option(
            names = "--folds",
            paramLabel = "KIND",
            description = "how K folds are made: random (default); stratified:COLUMN, with equal shares of each level;"
                    + " grouped:COLUMN, of whole levels")
    private String kind = "random";

    @Option(
            names = "--cv-out",
            paramLabel = "DIR",
            description =
                    "keep what the fits without each fold predict in this folder, a batch's: cross-validation that was"
                            + " stopped, or killed, goes on there when the same command is run again;"
                            + " 'leapfrog batch status' and 'batch summary' read it")
    private @Nullable Path out;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** Whether cross-validation is asked for. */
    boolean given() {
        if (folds == null && out != null) {
            throw new InputException("--cv-out " + out + " says where cross-validation is kept; --cv K asks for it");
        }
        if (folds == null && !kind.equals("random")) {
            throw new InputException("--folds " + kind + " says how folds are made; --cv K says how many");
        }
        return folds != null;
    }

    /** The seed of the cross-validation that is kept already; empty if there is none. */
    Optional<Long> seed() {
        return out == null ? Optional.empty() : KeptFolds.seed(out);
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,9}");
    }

    /**
     * Plans cross-validation, of rows that are divided by the first model's seed.
     *
     * @param candidates by the models' names
     * @param more where a column may be that no model uses
     * @throws InputException if the rows cannot be divided so, or as {@link CrossValidation#CrossValidation} and {@link KeptFolds#agree}
     */
    CrossValidated.Plan plan(Map<String, CrossValidation.Candidate> candidates, List<Table> more) {
        CrossValidation.Candidate first = candidates.values().iterator().next();
        List<Table> tables = new ArrayList<>();
        candidates.values().forEach(candidate -> tables.add(candidate.data().get()));
        tables.addAll(more);
        Division division =
                division(first.model().design(), tables, first.settings().seed());
        CrossValidation validation = new CrossValidation(candidates, division.folds());
        KeptFolds kept = out == null ? null : new KeptFolds(out, division.title(), validation, spec);
        if (kept != null) {
            kept.agree();
        }
        return new CrossValidated.Plan(division.title(), validation, kept);
    }

    /** @param title in words: {@code 10-fold cross-validation}, {@code leave-one-county-out cross-validation} */
    private record Division(String title, Folds folds) {}

    /**
     * Divides rows.
     *
     * @param design whose rows are divided
     * @param tables where a column may be; the first that has it counts
     * @param seed keys the division
     */
    private Division division(Design design, List<Table> tables, long seed) {
        String text = String.valueOf(folds);
        if (!isNumber(text)) {
            if (!kind.equals("random")) {
                throw new InputException("--folds " + kind + ": each level of " + text
                        + " is left out in turn; --folds is for a number of them, as in --cv 10");
            }
            Table column = column("--cv " + text, text, tables);
            return new Division(
                    "leave-one-" + column.names().getFirst() + "-out cross-validation",
                    Folds.each(levels("--cv " + text, column, design)));
        }
        int k = Integer.parseInt(text);
        String title = text + "-fold cross-validation";
        if (kind.equals("random")) {
            return new Division(title, Folds.random(design.rows(), k, seed));
        }
        String[] words = kind.split(":", 2);
        boolean grouped = words[0].equals("grouped");
        if (words.length < 2 || !grouped && !words[0].equals("stratified")) {
            throw new InputException("--folds " + kind + ": it must be random, stratified:COLUMN or grouped:COLUMN");
        }
        Table column = column("--folds " + kind, words[1], tables);
        Map<String, int[]> levels = levels("--folds " + kind, column, design);
        return new Division(
                title + ", " + words[0] + " by " + column.names().getFirst(),
                grouped ? Folds.grouped(levels, k, seed) : Folds.stratified(levels, k, seed));
    }

    /** The column that is meant, as a table of its own. */
    private static Table column(String option, String written, List<Table> tables) {
        for (Table table : tables) {
            String name = QuotedName.among(table.names(), written);
            if (table.find(name) != null) {
                return table.only(List.of(name));
            }
        }
        throw new InputException(option + ": no column '" + written + "'; columns are: "
                + String.join(", ", tables.getLast().names()));
    }

    /** Rows of the design by the levels of a column. */
    private static Map<String, int[]> levels(String option, Table column, Design design) {
        Map<String, int[]> levels =
                LevelRows.of(column.rows(design.usedRows()), column.names().getFirst());
        int without = design.rows()
                - levels.values().stream().mapToInt(rows -> rows.length).sum();
        if (without > 0) {
            throw new InputException(option + ": " + without + " of the rows that are used have no value there");
        }
        return levels;
    }
}
