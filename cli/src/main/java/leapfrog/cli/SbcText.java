package leapfrog.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import leapfrog.notation.AlignedTable;
import leapfrog.sbc.Calibration;
import leapfrog.sbc.QuantityRanks;

/**
 * Says in words what a calibration study has found.
 *
 * @param fits of the batch
 * @param failed simulated data sets that could not be fitted
 * @param brief fits in which a quantity has a smaller effective sample size than draws it is ranked among
 */
record SbcText(Calibration calibration, int fits, int failed, int brief) {
    /** Quantities in the table of the terminal. */
    private static final int LISTED = 12;

    private static final int NAMED = 3;

    /** The verdict, then what limits it. */
    List<String> findings() {
        List<String> findings = new ArrayList<>();
        int quantities = calibration.quantities().size();
        List<QuantityRanks> uneven = calibration.uneven();
        if (uneven.isEmpty()) {
            QuantityRanks worst = worst().getFirst();
            findings.add("Calibrated, as far as " + (fits - failed) + " fits tell: the ranks of none of " + quantities
                    + " quantities are farther from uniform than chance explains. The farthest, " + worst.name()
                    + ", has p = " + number(worst.p()) + ", adjusted " + number(worst.adjusted()) + ".");
        } else {
            StringBuilder named = new StringBuilder();
            for (QuantityRanks one : uneven.subList(0, Math.min(NAMED, uneven.size()))) {
                named.append(named.isEmpty() ? "" : "; ")
                        .append(one.name())
                        .append(": ")
                        .append(one.departure().words())
                        .append(" (adjusted p = ")
                        .append(number(one.adjusted()))
                        .append(")");
            }
            findings.add("Not calibrated: the ranks of " + uneven.size() + " of " + quantities
                    + " quantities are not uniform. " + named + (uneven.size() > NAMED ? "; …" : "."));
        }
        findings.add("Each quantity's ranks are tested by the simultaneous band of their distribution function, all"
                + " quantities together by Holm's rule: a calibrated model is called uncalibrated in at most "
                + Math.round(100 * Calibration.ERROR) + " of 100 studies.");
        if (brief > 0) {
            findings.add(brief + " fits have an effective sample size below " + calibration.draws()
                    + " in some quantity, even with eight times the draws; they are kept, for to leave them out would"
                    + " bias the ranks. Too many of them alone can make ranks uneven: take more --draws.");
        }
        if (failed > 0) {
            findings.add(failed + " simulated data sets could not be fitted and have no ranks, which does not bias the"
                    + " others: whether data can be fitted depends on them alone. The table fits says why.");
        }
        return findings;
    }

    private List<QuantityRanks> worst() {
        return calibration.quantities().stream()
                .sorted(Comparator.comparingDouble(QuantityRanks::p))
                .toList();
    }

    @Override
    public String toString() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("", "ranks", "p", "adjusted p"));
        for (QuantityRanks one : worst().stream().limit(LISTED).toList()) {
            lines.add(List.of(one.name(), Integer.toString(one.fits()), number(one.p()), number(one.adjusted())));
        }
        int more = calibration.quantities().size() - LISTED;
        return "\nranks among " + calibration.draws() + " draws, the least uniform first\n"
                + AlignedTable.of(lines, 1)
                + (more > 0 ? "  … " + more + " more\n" : "")
                + "\n"
                + Paragraphs.dashed(findings());
    }

    private static String number(double p) {
        return String.format(Locale.ROOT, p < 0.001 ? "%.1e" : "%.3f", p);
    }
}
