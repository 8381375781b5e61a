package leapfrog.report;

import java.util.ArrayList;
import java.util.List;
import leapfrog.compare.Comparison;
import leapfrog.compare.Criteria;
import leapfrog.compare.Evaluation;
import leapfrog.compare.Refits;
import leapfrog.model.InputException;
import leapfrog.report.figure.FitView;
import org.jspecify.annotations.Nullable;

/**
 * Holds how well fits predict each row without it, or why they cannot be compared by that.
 *
 * @param evaluations one a fit; none if they cannot be compared
 * @param comparison of the evaluations; null if there is none
 * @param obstacle why there is none; null if there is one
 */
record Ranking(
        List<Evaluation> evaluations,
        @Nullable Comparison comparison,
        @Nullable String obstacle) {

    /** How a fit predicts its rows; null if that is not known. */
    @Nullable
    Criteria criteria(int fit) {
        return evaluations.isEmpty() ? null : evaluations.get(fit).criteria();
    }

    /** Takes the evaluations that there are, and makes the others of as many draws as a report may take time for. */
    static Ranking of(List<ReportedFit> fits) {
        ReportedFit first = fits.getFirst();
        List<Evaluation> evaluations = new ArrayList<>();
        try {
            for (ReportedFit fit : fits) {
                Comparison.requireSameRows(
                        first.name(),
                        first.model().design(),
                        fit.name(),
                        fit.model().design());
            }
            for (ReportedFit fit : fits) {
                Evaluation known = fit.evaluation();
                evaluations.add(
                        known != null
                                ? known
                                : Evaluation.of(
                                        fit.model(), FitView.affordable(fit.saved(), fit.model()), Refits.NONE));
            }
        } catch (InputException e) {
            return new Ranking(List.of(), null, e.getMessage());
        }
        return new Ranking(List.copyOf(evaluations), Comparison.of(evaluations), null);
    }
}
