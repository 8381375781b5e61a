package leapfrog.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import leapfrog.mixed.Criterion;
import leapfrog.mixed.MixedFit;
import leapfrog.model.Design;
import leapfrog.notation.AlignedTable;
import leapfrog.notation.ModelText;

/** Writes a fitted mixed model for the terminal, as lme4's users know it. */
final class MixedFitText {
    private MixedFitText() {}

    static String of(Design design, MixedFit fit) {
        StringBuilder text = new StringBuilder();
        text.append(design.formula()).append('\n');
        text.append("  ").append(ModelText.used(fit.observations(), design.tableRows()));
        fit.groups().stream()
                .map(group -> group.levels().size() + " " + group.group())
                .distinct()
                .forEach(group -> text.append(", ").append(group));
        text.append('\n');
        text.append(
                fit.criterion() == Criterion.REML
                        ? String.format(Locale.ROOT, "  REML criterion %.4f%n", fit.deviance())
                        : String.format(
                                Locale.ROOT,
                                "  maximum likelihood: log likelihood %.4f, deviance %.4f, AIC %.2f, BIC %.2f%n",
                                fit.logLikelihood(),
                                fit.deviance(),
                                fit.aic(),
                                fit.bic()));
        text.append("\ngroup effects\n").append(AlignedTable.of(groups(fit), 2));
        if (!fit.fixed().isEmpty()) {
            text.append("\nfixed effects\n").append(AlignedTable.of(fixed(fit), 1));
        }
        if (fit.singular()) {
            text.append(
                    "\nsingular fit: a variance is estimated as 0 or a correlation as ±1; the data do not support all"
                            + " of the group effects\n");
        }
        if (!fit.notes().isEmpty()) {
            text.append('\n').append(Paragraphs.dashed(fit.notes()));
        }
        return text.toString();
    }

    private static List<List<String>> groups(MixedFit fit) {
        int correlations = fit.groups().stream()
                .filter(MixedFit.GroupEffect::correlated)
                .mapToInt(group -> group.sd().length - 1)
                .max()
                .orElse(0);
        List<List<String>> lines = new ArrayList<>();
        List<String> header = new ArrayList<>(List.of("group", "name", "variance", "sd"));
        for (int k = 0; k < correlations; k++) {
            header.add(k == 0 ? "corr" : "");
        }
        lines.add(header);
        for (MixedFit.GroupEffect group : fit.groups()) {
            for (int k = 0; k < group.sd().length; k++) {
                double sd = group.sd()[k];
                List<String> line = new ArrayList<>(List.of(
                        k == 0 ? group.group() : "", group.coefficients().get(k), number(sd * sd), number(sd)));
                for (int m = 0; m < correlations; m++) {
                    line.add(
                            group.correlated() && m < k
                                    ? String.format(Locale.ROOT, "%.3f", group.correlation()[k][m])
                                    : "");
                }
                lines.add(line);
            }
        }
        List<String> residual =
                new ArrayList<>(List.of("residual", "", number(fit.sigma() * fit.sigma()), number(fit.sigma())));
        residual.addAll(Collections.nCopies(correlations, ""));
        lines.add(residual);
        return lines;
    }

    private static List<List<String>> fixed(MixedFit fit) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(List.of("", "estimate", "std_error", "t"));
        for (MixedFit.FixedEffect effect : fit.fixed()) {
            lines.add(List.of(
                    effect.name(),
                    number(effect.estimate()),
                    number(effect.standardError()),
                    String.format(Locale.ROOT, "%.3f", effect.t())));
        }
        return lines;
    }

    /** Five significant digits. */
    private static String number(double value) {
        return String.format(Locale.ROOT, "%.5g", value);
    }
}
