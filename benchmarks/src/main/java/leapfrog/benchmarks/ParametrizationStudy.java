package leapfrog.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import leapfrog.diagnose.EffectiveSampleSize;
import leapfrog.engine.Backend;
import leapfrog.engine.Cancellation;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import leapfrog.sample.BackendUse;
import leapfrog.sample.Draws;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.FitSettings.MetricKind;
import leapfrog.sample.PartialFitException;
import leapfrog.sample.Progress;
import leapfrog.sample.Recipe;
import leapfrog.sample.Sampler;

/**
 * Compares the parametrizations by the smallest bulk effective sample size over all quantities, per 1000 gradients after warm-up, and
 * prints a Markdown table. The figures do not depend on the machine or on its load. Run it from the repository's top folder.
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
                        + " | levels centered |");
        System.out.println("|---|---|---|---:|---:|---:|---:|---:|---:|---:|");
        for (ParametrizationCase one : cases) {
            if (one.name().startsWith(text(given, "--only", ""))) {
                print(
                        one,
                        FORMS.stream()
                                .map(form -> run(one, form, seeds, metric))
                                .toList());
            }
        }
    }

    private static Outcome run(ParametrizationCase one, String form, int seeds, MetricKind metric) {
        Model model = Model.of(
                DesignBuilder.build(Formula.parse(one.formula()), one.table(), one.family()),
                new ModelOptions(one.family(), Priors.of(one.priors()), Parametrization.parse(List.of(form)), true)
                        .with(ModelOptions.ScaleCoordinates.SIGNED));
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        EngineOptions options = new EngineOptions(CHAINS, 1, "");
        Backend simd = Backends.named("simd");
        Backend backend = simd.supports(model.structure(), options) instanceof Backend.Support.Yes
                ? simd
                : Backends.named("scalar");
        double[] perThousand = new double[seeds];
        int divergences = 0;
        try (Session session = backend.open(problem, options)) {
            for (int seed = 1; seed <= seeds; seed++) {
                Fit fit = fit(one, form, model, session, settings(seed, metric));
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

    private static Fit fit(ParametrizationCase one, String form, Model model, Session session, FitSettings settings) {
        Recipe recipe = new Recipe(one.formula(), one.family(), one.priors(), List.of(form), true);
        Sampler.Request request = new Sampler.Request(model, recipe, one.table(), settings);
        BackendUse use = new BackendUse("", session.device(), "named", List.of());
        try {
            return new Sampler(session, use, 0, System::nanoTime, Cancellation.NEVER)
                    .fit(request, new Progress(CHAINS, request.transitionsAfter(null)));
        } catch (PartialFitException e) {
            throw new IllegalStateException(e);
        }
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

    private static void print(ParametrizationCase one, List<Outcome> outcomes) {
        double noncentered = outcomes.get(0).perThousand();
        double centered = outcomes.get(1).perThousand();
        double auto = outcomes.get(2).perThousand();
        System.out.printf(
                Locale.ROOT,
                "| %s | `%s` | %s | %.1f | %.1f | %.1f | %.2f | %.1f | %d, %d, %d | %d of %d |%n",
                one.name(),
                one.formula().replace("|", "\\|"),
                one.family().text(),
                noncentered,
                centered,
                auto,
                auto / Math.max(noncentered, centered),
                auto / Math.min(noncentered, centered),
                outcomes.get(0).divergences(),
                outcomes.get(1).divergences(),
                outcomes.get(2).divergences(),
                outcomes.get(2).centered(),
                outcomes.get(2).levels());
    }

    private static String text(List<String> given, String option, String otherwise) {
        int at = given.indexOf(option);
        return at < 0 ? otherwise : given.get(at + 1);
    }
}
