package leapfrog.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import leapfrog.data.SavedFit;
import leapfrog.model.Family;
import leapfrog.model.MarginalModel;
import leapfrog.model.Model;
import leapfrog.model.PriorUse;
import leapfrog.notation.ModelText;
import leapfrog.sample.BackendUse;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.RunReport;
import leapfrog.sample.Sampler;
import leapfrog.warmup.WarmupLength;
import org.jspecify.annotations.Nullable;

/**
 * Prints what a fit's user reads: model, priors and backend before, summary, diagnosis and folder after.
 *
 * @param out where to
 * @param groups whether every group's coefficients are shown
 * @param quiet whether nothing is printed
 */
record FitOutput(PrintWriter out, boolean groups, boolean quiet) {
    private static final String UNTIL_SETTLED =
            "until adaptation has settled: from window to window the metric changes by less than 0.1 (root mean square"
                + " of log sds; any one by less than 0.35), the log step size by less than 0.2, the mean log density"
                + " by less than 0.3 of its sd, whose nested R-hat is below 1.05";

    boolean showsProgress() {
        return !quiet && ProgressLine.onTerminal();
    }

    /** @param earlier the fit to be continued, or null for a new one */
    void start(Sampler.Request request, BackendUse use, @Nullable Fit earlier) {
        if (quiet) {
            return;
        }
        Model model = request.model();
        out.println(request.recipe().formula());
        if (!request.recipe().family().equals(Family.GAUSSIAN)) {
            print("family", family(model));
        }
        print("data", data(model, request.data().rows()));
        String label = "priors";
        for (String line : priors(model.priors())) {
            print(label, line);
            label = "";
        }
        if (request.recipe().marginalize()) {
            print("sampled", sampled(request));
        } else {
            label = "groups";
            for (String form : new ModelText(model, false).forms()) {
                print(label, form);
                label = "";
            }
        }
        model.warnings().forEach(warning -> print("warning", warning));
        print("backend", use.choice());
        print("device", use.device());
        print("sampling", sampling(request.settings(), earlier));
        if (earlier == null && request.settings().warmup() instanceof WarmupLength.Auto) {
            print("warm-up", UNTIL_SETTLED);
        }
        if (!request.fitsInMemory(earlier)) {
            print(
                    "draws",
                    String.format(
                            Locale.ROOT,
                            "%.1f GB, more than fit into memory: written to disk while chains sample, then read back"
                                    + " one quantity at a time",
                            request.storedBytes() * 1e-9));
        }
        out.println();
        out.flush();
    }

    void end(SavedFit saved, Path folder) {
        if (quiet) {
            return;
        }
        Fit fit = saved.fit();
        out.print(SummaryTable.of(fit.draws().variables(), saved.summary(), groups));
        out.println();
        out.print(Paragraphs.dashed(saved.diagnosis().findings()));
        out.println();
        RunReport.Seconds seconds = fit.run().seconds();
        out.printf(
                Locale.ROOT,
                "%.2f s: %.2f s to open the backend, %.2f s warm-up, %.2f s sampling; %d leapfrogs%n",
                seconds.total(),
                seconds.compile(),
                seconds.warmup(),
                seconds.sampling(),
                fit.run().warmupLeapfrogs() + fit.run().samplingLeapfrogs());
        if (fit.settings().warmup() instanceof WarmupLength.Auto) {
            RunReport.Warmup warmup = fit.run().warmup();
            out.println("warm-up " + (warmup.settled() ? "settled after " : "had not settled after ")
                    + warmup.transitions() + " transitions");
        }
        out.println("written to " + folder);
        int missing = fit.settings().draws() - fit.draws().draws();
        if (missing > 0) {
            out.println("to go on: leapfrog fit --resume " + folder + " --draws " + missing);
        }
        out.flush();
    }

    private void print(String label, String text) {
        out.print(Paragraphs.labelled(String.format("  %-8s  ", label), text));
    }

    private static String sampled(Sampler.Request request) {
        int all = request.model().dimension();
        int moving = request.sampled().dimension();
        List<String> coefficients = MarginalModel.sampledCoefficients(request.model());
        return count(moving, "parameter")
                + (coefficients.isEmpty() ? "; the " : ", with " + String.join(", ", coefficients) + "; the other ")
                + (all - moving == 1 ? "coefficient is" : all - moving + " coefficients are")
                + " integrated out, exactly, and drawn given "
                + (moving == 1 ? "it" : "those") + " (--marginalize off samples them)";
    }

    private static String family(Model model) {
        List<String> levels = model.design().responseLevels();
        return model.options().family().text()
                + (levels.isEmpty() ? "" : ", 0 is '" + levels.getFirst() + "', 1 is '" + levels.getLast() + "'");
    }

    private static String data(Model model, int tableRows) {
        int rows = model.reduction().rows();
        int dropped = tableRows - rows;
        if (model.options().priorOnly()) {
            return count(rows, "row") + ", for the scale of default priors alone: the likelihood is dropped; "
                    + count(model.dimension(), "parameter");
        }
        return count(rows, "row")
                + (dropped > 0 ? " (" + dropped + " dropped for missing values)" : "")
                + (model.reduction().reduced()
                        ? ", reduced exactly to " + model.reduction().text()
                        : "")
                + ", " + count(model.dimension(), "parameter");
    }

    private static String sampling(FitSettings settings, @Nullable Fit earlier) {
        int done = earlier == null ? 0 : earlier.draws().draws();
        String draws = (settings.draws() - done)
                + (done > 0 ? " more draws after " + done : " draws")
                + (settings.thin() > 1 ? ", one of " + settings.thin() + " kept" : "");
        String chains = count(settings.chains(), "chain");
        return (earlier == null
                        ? chains + " x (" + warmup(settings) + " warm-up + " + draws + ")"
                        : chains + " x " + draws)
                + ", seed " + settings.seed();
    }

    private static String warmup(FitSettings settings) {
        return switch (settings.warmup()) {
            case WarmupLength.Fixed(int transitions) -> Integer.toString(transitions);
            case WarmupLength.Auto auto -> "at most " + auto.most();
        };
    }

    private static String count(int number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    /** One line a prior, but for a long run of coefficients with the same default, which is counted. */
    private static List<String> priors(List<PriorUse> priors) {
        List<String> lines = new ArrayList<>();
        for (int from = 0, to; from < priors.size(); from = to) {
            PriorUse first = priors.get(from);
            String brief = first.density().brief();
            to = from + 1;
            while (to < priors.size()
                    && priors.get(to).source() == first.source()
                    && priors.get(to).density().brief().equals(brief)) {
                to++;
            }
            String targets = switch (to - from) {
                case 1 -> first.target();
                case 2 -> first.target() + ", " + priors.get(from + 1).target();
                default ->
                    first.target() + " and " + (to - from - 1) + " more up to "
                            + priors.get(to - 1).target();
            };
            lines.add(targets + " ~ " + brief + "  (" + first.source().name().toLowerCase(Locale.ROOT) + ")");
        }
        return lines;
    }
}
