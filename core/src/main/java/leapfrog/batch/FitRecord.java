package leapfrog.batch;

import java.util.List;
import leapfrog.model.Model;
import leapfrog.sample.Diagnosis;
import leapfrog.sample.Fit;
import leapfrog.sample.SummaryRow;

/** Says what became of one fit of a batch. */
public sealed interface FitRecord {
    /** What was to be fitted. */
    PlannedFit planned();

    /**
     * A fit with all its draws.
     *
     * @param planned with the settings that the fit was made with
     * @param model the fit's
     * @param attempt 1, or more if the fit was made again ({@link Refit})
     */
    record Fitted(PlannedFit planned, Model model, Fit fit, List<SummaryRow> summary, Diagnosis diagnosis, int attempt)
            implements FitRecord {
        /** Takes unmodifiable copies. */
        public Fitted {
            summary = List.copyOf(summary);
        }
    }

    /**
     * No fit.
     *
     * @param reason in a sentence
     */
    record Failed(PlannedFit planned, String reason) implements FitRecord {}
}
