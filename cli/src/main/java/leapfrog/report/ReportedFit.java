package leapfrog.report;

import java.util.List;
import leapfrog.compare.Evaluation;
import leapfrog.data.SavedFit;
import leapfrog.model.Model;
import leapfrog.notation.ModelText;
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
        /** Takes an unmodifiable copy. */
        public ModelWords {
            equations = List.copyOf(equations);
        }
    }

    /** A fit whose evaluation the report is to find out, where it shows one. */
    public static ReportedFit of(String name, SavedFit saved) {
        return of(name, saved, saved.fit().model(), null);
    }

    /** A fit, its model and, if it is known, its evaluation. */
    public static ReportedFit of(String name, SavedFit saved, Model model, @Nullable Evaluation evaluation) {
        ModelText text = new ModelText(model, saved.fit().recipe().marginalize());
        return new ReportedFit(name, saved, model, new ModelWords(text.equations(), text.rows()), evaluation);
    }
}
