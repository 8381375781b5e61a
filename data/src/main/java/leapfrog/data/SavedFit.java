package leapfrog.data;

import java.time.Instant;
import java.util.List;
import leapfrog.sample.Diagnosis;
import leapfrog.sample.Fit;
import leapfrog.sample.Summary;
import leapfrog.sample.SummaryRow;

/**
 * Holds what a fit's folder holds.
 *
 * @param summary one row a quantity; at least one
 * @param version of Leapfrog that made the fit
 * @param created when it was made, in ISO 8601
 */
public record SavedFit(Fit fit, List<SummaryRow> summary, Diagnosis diagnosis, String version, String created) {
    /** Checks that there is a summary. */
    public SavedFit {
        summary = List.copyOf(summary);
        if (summary.isEmpty()) {
            throw new IllegalArgumentException("a fit's summary needs at least one row");
        }
    }

    /** A fit made by this program, now: summarised and judged. */
    public static SavedFit of(Fit fit) {
        return of(fit, Instant.now().toString());
    }

    /** A fit made by this program, at that time. */
    static SavedFit of(Fit fit, String created) {
        List<SummaryRow> summary = Summary.of(fit);
        return new SavedFit(fit, summary, Diagnosis.of(fit, summary), FitFolder.version(), created);
    }

    /** The same with a fit whose draws are read from elsewhere. */
    SavedFit with(Fit other) {
        return new SavedFit(other, summary, diagnosis, version, created);
    }
}
