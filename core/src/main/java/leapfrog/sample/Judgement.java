package leapfrog.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import leapfrog.diagnose.Energy;
import leapfrog.warmup.WarmupLength;

/**
 * Turns a fit's numbers into findings: what is wrong, how bad it is, what to try. Thresholds are those of Stan and of Vehtari et al. (2021):
 * R-hat 1.01, 100 effective draws a chain and not more than 400 in all, E-BFMI 0.3, no divergence. Many short chains ({@link
 * Fit#superchains}) are judged by nested R-hat, and by one E-BFMI of all of them.
 */
final class Judgement {
    private static final double RHAT = 1.01;
    /** From here on chains are in different places. */
    private static final double FAR = 1.05;

    private static final double BFMI = 0.3;

    private final Fit fit;
    private final List<SummaryRow> summary;
    private final int total;
    private final Agreement agreement;

    /** By what the agreement of chains is judged. */
    private record Agreement(String name, double most, String at, ToDoubleFunction<SummaryRow> of) {
        static Agreement of(Fit fit) {
            return fit.superchains()
                    .map(superchains -> new Agreement(
                            "Nested R-hat",
                            superchains.threshold(),
                            three(superchains.threshold()),
                            SummaryRow::rhatNested))
                    .orElse(new Agreement("R-hat", RHAT, two(RHAT), SummaryRow::rhat));
        }
    }

    Judgement(Fit fit, List<SummaryRow> summary) {
        this.fit = fit;
        this.summary = summary;
        agreement = Agreement.of(fit);
        total = fit.draws().chains() * fit.draws().draws();
    }

    Diagnosis diagnosis() {
        int divergences = fit.statistics().divergences();
        int hits = fit.statistics().hits(fit.settings().maxDepth());
        double[] bfmi = bfmi();
        List<String> wrong = new ArrayList<>();
        divergences(divergences, wrong);
        depth(hits, wrong);
        energy(bfmi, wrong);
        notMoving(wrong);
        rhat(wrong);
        sampleSize("bulk", "means and medians", SummaryRow::essBulk, wrong);
        sampleSize("tail", "5 % and 95 % quantiles", SummaryRow::essTail, wrong);
        if (fit.settings().warmup() instanceof WarmupLength.Auto
                && !fit.run().warmup().settled()) {
            wrong.add(
                    "Adaptation had not settled after %d transitions of warm-up: chains may still be on their way, or in several modes. Try --warmup %d, or other starts (--init)."
                            .formatted(
                                    fit.run().warmup().transitions(),
                                    2 * fit.run().warmup().transitions()));
        }
        if (fit.run().interrupted()) {
            wrong.add("The run was interrupted after %d of %d draws a chain. 'leapfrog fit --resume' continues it."
                    .formatted(fit.draws().draws(), fit.settings().draws()));
        }
        boolean good = wrong.isEmpty();
        if (good) {
            wrong.add(
                    "No divergences, E-BFMI at least %s, %s at most %s, at least %s effective draws in bulk and %s in the tails: nothing speaks against these draws."
                            .formatted(
                                    two(Arrays.stream(judged(bfmi)).min().orElse(Double.NaN)),
                                    agreement.name().replace("Nested", "nested"),
                                    three(extreme(agreement.of(), true)),
                                    whole(extreme(SummaryRow::essBulk, false)),
                                    whole(extreme(SummaryRow::essTail, false))));
        }
        if (fit.draws().chains() == 1) {
            wrong.add(
                    "With one chain, R-hat only compares its halves; several chains from different starts show more.");
        }
        return new Diagnosis(
                divergences,
                hits,
                bfmi,
                extreme(SummaryRow::rhat, true),
                extreme(SummaryRow::rhatNested, true),
                extreme(SummaryRow::essBulk, false),
                extreme(SummaryRow::essTail, false),
                good,
                wrong);
    }

    private double[] bfmi() {
        int draws = fit.draws().draws();
        double[] energy = fit.statistics().energy();
        double[] bfmi = new double[fit.draws().chains()];
        for (int chain = 0; chain < bfmi.length; chain++) {
            bfmi[chain] = Energy.bfmi(Arrays.copyOfRange(energy, chain * draws, (chain + 1) * draws));
        }
        return bfmi;
    }

    /** The E-BFMI of each chain or, where chains are too short for that, of all draws. */
    private double[] judged(double[] ofChains) {
        return fit.superchains().isEmpty()
                ? ofChains
                : new double[] {
                    Energy.bfmi(fit.statistics().energy(), fit.draws().draws())
                };
    }

    private void divergences(int count, List<String> wrong) {
        if (count > 0) {
            boolean centered = fit.recipe().parametrization().stream()
                    .anyMatch(choice -> choice.endsWith("centered") && !choice.endsWith("noncentered"));
            wrong.add(
                    "%d of %d draws (%s %%) diverged: the posterior has places too narrow for this step size, and the draws leave them out. Try %s--target-accept %s, or priors that keep scales away from zero."
                            .formatted(
                                    count,
                                    total,
                                    two(100.0 * count / total),
                                    centered ? "--parametrization noncentered, " : "",
                                    fit.settings().targetAccept() < 0.95 ? "0.95" : "0.99"));
        }
    }

    private void depth(int count, List<String> wrong) {
        if (count > 0) {
            wrong.add(
                    "%d of %d draws (%s %%) stopped at tree depth %d: they are valid but costly. Try --max-depth %d, --metric dense for strong correlations, or covariates on a common scale."
                            .formatted(
                                    count,
                                    total,
                                    two(100.0 * count / total),
                                    fit.settings().maxDepth(),
                                    fit.settings().maxDepth() + 2));
        }
    }

    private void energy(double[] bfmi, List<String> wrong) {
        double[] judged = judged(bfmi);
        List<String> low = new ArrayList<>();
        for (int k = 0; k < judged.length; k++) {
            if (judged[k] < BFMI) {
                low.add((judged.length < bfmi.length ? "all chains: " : "chain " + k + ": ") + two(judged[k]));
            }
        }
        if (!low.isEmpty()) {
            wrong.add(
                    "E-BFMI is below %s (%s): momentum alone hardly explores the energies, so tails may be missed. Try more warm-up, the other --parametrization, or lighter tails in the priors."
                            .formatted(two(BFMI), some(low)));
        }
    }

    private void notMoving(List<String> wrong) {
        List<String> still = summary.stream()
                .filter(row -> Double.isNaN(agreement.of().applyAsDouble(row)))
                .map(SummaryRow::parameter)
                .toList();
        if (!still.isEmpty()) {
            wrong.add("%s cannot be computed for %s: %s."
                    .formatted(
                            agreement.name(),
                            some(still),
                            fit.superchains().isEmpty() && fit.draws().draws() < 4
                                    ? "there are fewer than 4 draws a chain; draw more"
                                    : "the draws do not move; look at divergences and step size, and warm up longer"));
        }
    }

    private void rhat(List<String> wrong) {
        List<String> high = summary.stream()
                .filter(row -> agreement.of().applyAsDouble(row) > agreement.most())
                .sorted(Comparator.comparingDouble(agreement.of()).reversed())
                .map(row -> row.parameter() + " "
                        + String.format(Locale.ROOT, "%.4f", agreement.of().applyAsDouble(row)))
                .toList();
        if (!high.isEmpty()) {
            String said = fit.superchains().isPresent()
                    ? "superchains still tell where they started. Try more --warmup; if it stays, the posterior may"
                            + " have several modes or the model may not be identified."
                    : extreme(SummaryRow::rhat, true) < FAR
                            ? "the chains agree nearly, but not enough to rely on. Try more --draws."
                            : "the chains do not agree. Try more warm-up and draws; if it stays, the posterior may"
                                    + " have several modes or the model may not be identified.";
            wrong.add("%s is above %s for %d of %d quantities (%s): %s"
                    .formatted(agreement.name(), agreement.at(), high.size(), summary.size(), some(high), said));
        }
    }

    private void sampleSize(String kind, String what, ToDoubleFunction<SummaryRow> size, List<String> wrong) {
        int enough = Math.min(400, 100 * fit.draws().chains());
        List<String> low = summary.stream()
                .filter(row -> size.applyAsDouble(row) < enough)
                .sorted(Comparator.comparingDouble(size))
                .map(row -> row.parameter() + " " + whole(size.applyAsDouble(row)))
                .toList();
        if (!low.isEmpty()) {
            wrong.add(
                    "The %s effective sample size is below %d for %d of %d quantities (%s): their %s are uncertain. Try more --draws."
                            .formatted(kind, enough, low.size(), summary.size(), some(low), what));
        }
    }

    private double extreme(ToDoubleFunction<SummaryRow> value, boolean greatest) {
        var values = summary.stream().mapToDouble(value).filter(Double::isFinite);
        return (greatest ? values.max() : values.min()).orElse(Double.NaN);
    }

    private static String some(List<String> names) {
        return names.size() <= 4
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, 3)) + " and " + (names.size() - 3) + " more";
    }

    private static String whole(double value) {
        return String.format(Locale.ROOT, "%.0f", value);
    }

    private static String two(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static String three(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
