package leapfrog.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.PriorUse;
import leapfrog.notation.Counted;
import leapfrog.sample.FitSettings;
import leapfrog.sample.RunReport;

/** Writes the data and the model in words and maths, with the priors and whose they are. */
final class ModelHtml {
    private final ReportedFit fit;
    private final Design design;

    private ModelHtml(ReportedFit fit) {
        this.fit = fit;
        design = fit.model().design();
    }

    static String of(ReportedFit fit) {
        return new ModelHtml(fit).html();
    }

    private String html() {
        StringBuilder html = new StringBuilder("<p>").append(words()).append("</p>\n<div class=\"maths\">\n");
        fit.text()
                .equations()
                .forEach(
                        line -> html.append("<div>").append(Html.equation(line)).append("</div>\n"));
        html.append("</div>\n").append(priors());
        RunReport run = fit.saved().fit().run();
        run.warnings()
                .forEach(warning -> html.append("<p class=\"note\">")
                        .append(Html.text(warning))
                        .append("</p>\n"));
        return html.append("<p>").append(sampling(run)).append("</p>\n").toString();
    }

    private String words() {
        List<String> sentences = new ArrayList<>();
        sentences.add("<b>" + Html.text(design.responseName()) + "</b> is " + distribution() + ".");
        sentences.add(Html.text("The data: " + fit.text().rows() + "."));
        for (Design.GroupTerm term : design.groups()) {
            Design.Factor factor = design.factors().get(term.factor());
            String names = term.coefficients().stream()
                    .map(Design.GroupCoefficient::name)
                    .collect(Collectors.joining(" and "));
            boolean several = term.coefficients().size() > 1;
            sentences.add(Html.text(names + (several ? " vary" : " varies") + " by " + factor.name() + " ("
                    + levels(factor) + ")"
                    + (several
                            ? term.correlated() ? ", correlated with each other" : ", independently of each other"
                            : "")
                    + "."));
        }
        return String.join(" ", sentences);
    }

    private String distribution() {
        Family.Kind kind = fit.model().options().family().kind();
        return switch (kind) {
            case GAUSSIAN -> "normal around the linear predictor η";
            case STUDENT_T -> "Student-t around the linear predictor η, so that outliers count less";
            case BERNOULLI -> "0 or 1, with the linear predictor η on the logit scale";
            case BINOMIAL -> "a number of successes, with the linear predictor η on the logit scale";
            case POISSON -> "a count, Poisson, with the linear predictor η on the log scale";
            case NEGATIVE_BINOMIAL ->
                "a count, negative binomial, so more dispersed than Poisson, with the linear predictor η on the log"
                        + " scale";
        };
    }

    private static String levels(Design.Factor factor) {
        int[] rows = new int[factor.levels().size()];
        for (int level : factor.level()) {
            rows[level]++;
        }
        int least = IntStream.of(rows).min().orElse(0);
        int most = IntStream.of(rows).max().orElse(0);
        return rows.length + " levels with " + (least == most ? "" : least + " to ") + Counted.of(most, "row")
                + " each";
    }

    private String priors() {
        StringBuilder html = new StringBuilder("<div class=\"scroll\"><table class=\"priors\">\n"
                + "<thead><tr><th scope=\"col\">prior</th><th scope=\"col\">density</th><th"
                + " scope=\"col\">from</th></tr></thead>\n"
                + "<tbody>\n");
        List<PriorUse> priors = fit.model().priors();
        for (int from = 0, to; from < priors.size(); from = to) {
            PriorUse first = priors.get(from);
            to = from + 1;
            while (to < priors.size()
                    && priors.get(to).density().brief().equals(first.density().brief())
                    && priors.get(to).source() == first.source()) {
                to++;
            }
            String targets = IntStream.range(from, Math.min(to, from + 4))
                    .mapToObj(k -> Html.text(priors.get(k).target()))
                    .collect(Collectors.joining(", "));
            html.append("<tr><th scope=\"row\">")
                    .append(targets)
                    .append(to - from > 4 ? " and " + (to - from - 4) + " more" : "")
                    .append("</th><td>")
                    .append(Html.text(first.density().brief()))
                    .append("</td><td>")
                    .append(first.source() == PriorUse.Source.USER ? "you" : "default, from the data’s scale")
                    .append("</td></tr>\n");
        }
        return html.append("</tbody></table></div>\n").toString();
    }

    private String sampling(RunReport run) {
        FitSettings settings = fit.saved().fit().settings();
        double total = run.seconds().total();
        return Html.text(String.format(
                Locale.ROOT,
                "Sampled by NUTS: %d chain%s of %d warm-up transitions and %d kept draws%s, seed %d, %s metric, target"
                        + " acceptance %s, on the %s backend%s.",
                settings.chains(),
                settings.chains() == 1 ? "" : "s",
                run.warmup().transitions(),
                fit.saved().fit().draws().draws(),
                settings.thin() > 1 ? " (one of " + settings.thin() + ")" : "",
                settings.seed(),
                settings.metric().name().toLowerCase(Locale.ROOT),
                settings.targetAccept(),
                run.backend(),
                Double.isFinite(total) ? String.format(Locale.ROOT, ", in %.2f s", total) : ""));
    }
}
