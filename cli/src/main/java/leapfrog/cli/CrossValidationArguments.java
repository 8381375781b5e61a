package leapfrog.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import leapfrog.cv.CrossValidation;
import leapfrog.cv.Folds;
import leapfrog.model.Design;
import leapfrog.model.InputException;
import leapfrog.model.Table;
import leapfrog.model.design.LevelRows;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

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
            defaultValue = "random",
            description = "how K folds are made: random (default); stratified:COLUMN, with equal shares of each level;"
                    + " grouped:COLUMN, of whole levels")
    private String kind = "random";

    /** Whether cross-validation is asked for. */
    boolean given() {
        if (folds == null && !kind.equals("random")) {
            throw new InputException("--folds " + kind + " says how folds are made; --cv K says how many");
        }
        return folds != null;
    }

    /** In words: {@code 10-fold}, {@code leave-one-county-out}. */
    private String title() {
        String text = String.valueOf(folds);
        return isNumber(text)
                ? text + "-fold cross-validation" + (kind.equals("random") ? "" : ", " + kind.replace(":", " by "))
                : "leave-one-" + text + "-out cross-validation";
    }

    private static boolean isNumber(String text) {
        return text.matches("\\d{1,9}");
    }

    /**
     * Plans cross-validation, of rows that are divided by the first model's seed.
     *
     * @param candidates by the models' names
     * @param more where a column may be that no model uses
     * @throws InputException if the rows cannot be divided so, or as {@link CrossValidation#CrossValidation}
     */
    CrossValidated.Plan plan(Map<String, CrossValidation.Candidate> candidates, List<Table> more) {
        CrossValidation.Candidate first = candidates.values().iterator().next();
        List<Table> tables = new ArrayList<>();
        candidates.values().forEach(candidate -> tables.add(candidate.data().get()));
        tables.addAll(more);
        Folds division = of(first.model().design(), tables, first.settings().seed());
        return new CrossValidated.Plan(title(), division, new CrossValidation(candidates, division));
    }

    /**
     * The folds.
     *
     * @param design whose rows are divided
     * @param tables where a column may be; the first that has it counts
     * @param seed keys the division
     */
    private Folds of(Design design, List<Table> tables, long seed) {
        String text = String.valueOf(folds);
        if (!isNumber(text)) {
            if (!kind.equals("random")) {
                throw new InputException("--folds " + kind + ": each level of " + text
                        + " is left out in turn; --folds is for a number of them, as in --cv 10");
            }
            return Folds.each(levels("--cv " + text, text, design, tables));
        }
        int k = Integer.parseInt(text);
        String[] words = kind.split(":", 2);
        if (words.length == 2 && words[0].equals("stratified")) {
            return Folds.stratified(levels("--folds " + kind, words[1], design, tables), k, seed);
        }
        if (words.length == 2 && words[0].equals("grouped")) {
            return Folds.grouped(levels("--folds " + kind, words[1], design, tables), k, seed);
        }
        if (!kind.equals("random")) {
            throw new InputException("--folds " + kind + ": it must be random, stratified:COLUMN or grouped:COLUMN");
        }
        return Folds.random(design.rows(), k, seed);
    }

    /** Rows of the design by the levels of a column. */
    private static Map<String, int[]> levels(String option, String written, Design design, List<Table> tables) {
        Table table = tables.stream()
                .filter(one -> one.find(one.meant(written)) != null)
                .findFirst()
                .orElseThrow(() -> new InputException(option + ": no column '" + written + "'; columns are: "
                        + String.join(", ", tables.getLast().names())));
        String column = table.meant(written);
        Map<String, int[]> levels = LevelRows.of(table.only(List.of(column)).rows(design.usedRows()), column);
        int without = design.rows()
                - levels.values().stream().mapToInt(rows -> rows.length).sum();
        if (without > 0) {
            throw new InputException(option + ": " + without + " of the rows that are used have no value there");
        }
        return levels;
    }
}
