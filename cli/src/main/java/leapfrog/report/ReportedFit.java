package leapfrog.report;

import java.util.List;
import leapfrog.compare.Evaluation;
import leapfrog.data.SavedFit;
import leapfrog.model.Model;
import org.jspecify.annotations.Nullable;

/**
 * Holds a fit that is reported, with its model made again.
 *
 * @param name how the report calls it, unlike any other's
 * @param text the model in words and maths
 * @param evaluation how well it predicts its rows, or null if the report is to find out
 */
public record ReportedFit(
        String name,
        SavedFit saved,
        Model model,
        ModelWords text,
        @Nullable Evaluation evaluation) {
    /**
     * Holds a model in words and maths.
     *
     * @param equations in mathematical notation, one a line
     * @param rows which rows were used and how they were reduced
     */
    public record ModelWords(List<String> equations, String rows) {
        public ModelWords {
            equations = List.copyOf(equations);
        }
    }
}
