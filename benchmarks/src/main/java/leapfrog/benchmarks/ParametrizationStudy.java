package leapfrog.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leapfrog.diagnose.EffectiveSampleSize;
import leapfrog.engine.Backend;
import leapfrog.engine.EngineOptions;
import leapfrog.model.Model;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.FitSettings.MetricKind;
import leapfrog.sample.Recipe;
import org.jspecify.annotations.Nullable;

/**
 * Compares the parametrizations by the smallest bulk effective sample size over all quantities, per 1000 gradients after warm-up, with what fits do unasked where they integrate
 * coefficients out, and prints a Markdown table. The figures do not depend on the machine or on its load. Run it from the repository's top folder.
 */
public final class ParametrizationStudy {
    private static final int CHAINS = 4;
    private static final List<String> FORMS = List.of("noncentered", "centered", "auto");

    /**
     * What a form came to.
     *
     * @param perThousand smallest effective sample size per 1000 leapfrogs, the median over seeds
     * @param divergences of all seeds together
     * @param centered number of centered levels
     * @param levels number of all levels
     */
    private record Outcome(double perThousand, int divergences, long centered, long levels) {}

    private ParametrizationStudy() {}

    /** Runs with options {@code --cases own|posteriordb|held-out --seeds 5 --metric fisher --only NAME}; without cases, all. */
    public static void main(String[] arguments) {
        List<String> given = Arrays.asList(arguments);
        int seeds = Integer.parseInt(text(given, "--seeds", "5"));
        MetricKind metric = MetricKind.valueOf(text(given, "--metric", "fisher").toUpperCase(Locale.ROOT));
        List<ParametrizationCase> cases = switch (text(given, "--cases", "")) {
            case "own" -> ParametrizationCase.own();
            case "posteriordb" -> ParametrizationCase.posteriordb();
            case "held-out" -> ParametrizationCase.heldOut();
            default ->
                Stream.of(ParametrizationCase.own(), ParametrizationCase.posteriordb(), ParametrizationCase.heldOut())
                        .flatMap(List::stream)
                        .toList();
        };
        System.out.println(
                "| data | formula | family | noncentered | centered | auto | auto / better | auto / worse | divergences"
                        + " | levels centered | integrated out / better |");
        System.out.println("|---|---|---|---:|---:|---:|---:|---:|---:|---:|---:|");
        for (ParametrizationCase one : cases) {
            if (one.name().startsWith(text(given, "--only", ""))) {
                print(
                        one,
                        FORMS.stream()
                                .map(form -> run(one, form, false, seeds, metric))
                                .toList(),
                        integrated(one, seeds, metric));
            }
        }
    }

    private static Outcome run(
            ParametrizationCase one, String form, boolean marginalize, int seeds, MetricKind metric) {
        Recipe recipe = new Recipe(one.formula(), one.family(), one.priors(), List.of(form), true);
        Model model = recipe.model(one.table());
        EngineOptions options = new EngineOptions(CHAINS, 1, "");
        boolean simd = Backends.named("simd").supports(model.structure(), options) instanceof Backend.Support.Yes;
        double[] perThousand = new double[seeds];
        int divergences = 0;
        try (SessionFit session = new SessionFit(recipe, one.table(), marginalize, simd ? "simd" : "scalar", options)) {
            for (int seed = 1; seed <= seeds; seed++) {
                Fit fit = session.run(settings(seed, metric));
                perThousand[seed - 1] = 1000 * smallest(fit.draws()) / fit.run().samplingLeapfrogs();
                for (boolean divergent : fit.statistics().divergent()) {
                    divergences += divergent ? 1 : 0;
                }
            }
        }
        long noncentered =
                model.coordinates().stream().filter(n -> n.startsWith("z_")).count();
        long centered = model.coordinates().stream()
                .filter(n -> n.matches("(coef|r)_.*"))
                .count();
        return new Outcome(median(perThousand), divergences, centered, centered + noncentered);
    }

    /** With coefficients integrated out where a fit does so unasked; else null. */
    private static @Nullable Outcome integrated(ParametrizationCase one, int seeds, MetricKind metric) {
        Recipe recipe = new Recipe(one.formula(), one.family(), one.priors(), List.of("auto"), true, false, true);
        return recipe.integrates(recipe.model(one.table())) ? run(one, "noncentered", true, seeds, metric) : null;
    }

    private static FitSettings settings(long seed, MetricKind metric) {
        return new FitSettings(CHAINS, 1000, 1000, 1, seed, 0.8, 10, metric, FitSettings.Adaptation.CHAIN);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    private static double smallest(Draws draws) {
        return IntStream.range(0, draws.quantities())
                .mapToDouble(column -> EffectiveSampleSize.bulk(draws.quantity(column)))
                .min()
                .orElseThrow();
    }

    private static void print(ParametrizationCase one, List<Outcome> outcomes, @Nullable Outcome integrated) {
        double noncentered = outcomes.get(0).perThousand();
        double centered = outcomes.get(1).perThousand();
        double auto = outcomes.get(2).perThousand();
        double better = Math.max(noncentered, centered);
        System.out.printf(
                Locale.ROOT,
                "| %s | `%s` | %s | %.1f | %.1f | %.1f | %.2f | %.1f | %d, %d, %d | %d of %d | %s |%n",
                one.name(),
                one.formula().replace("|", "\\|"),
                one.family().text(),
                noncentered,
                centered,
                auto,
                auto / better,
                auto / Math.min(noncentered, centered),
                outcomes.get(0).divergences(),
                outcomes.get(1).divergences(),
                outcomes.get(2).divergences(),
                outcomes.get(2).centered(),
                outcomes.get(2).levels(),
                integrated == null ? "-" : String.format(Locale.ROOT, "%.2f", integrated.perThousand() / better));
    }

    private static String text(List<String> given, String option, String otherwise) {
        int at = given.indexOf(option);
        return at < 0 ? otherwise : given.get(at + 1);
    }
}
