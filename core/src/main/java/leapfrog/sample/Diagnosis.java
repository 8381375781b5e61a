package leapfrog.sample;

import java.util.List;

/**
 * Holds a judgement of a fit in numbers and words.
 *
 * @param divergences among the kept draws
 * @param treedepthHits kept draws whose tree reached the maximal depth
 * @param ebfmi [chains] E-BFMI
 * @param maxRhat over all quantities; NaN if none can be computed
 * @param maxNestedRhat over all quantities; NaN if R-hat itself is what the fit is judged by
 * @param minEssBulk over all quantities; NaN if none can be computed
 * @param minEssTail over all quantities; NaN if none can be computed
 * @param good whether nothing is wrong
 * @param findings what is wrong and what to try, one or two sentences each; what is fine, if all is
 */
public record Diagnosis(
        int divergences,
        int treedepthHits,
        double[] ebfmi,
        double maxRhat,
        double maxNestedRhat,
        double minEssBulk,
        double minEssTail,
        boolean good,
        List<String> findings) {
    /** Takes unmodifiable copies. */
    public Diagnosis {
        findings = List.copyOf(findings);
    }

    /** Judges a fit whose summary is known. */
    public static Diagnosis of(Fit fit, List<SummaryRow> summary) {
        return new Judgement(fit, summary).diagnosis();
    }
}
