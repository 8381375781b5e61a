package leapfrog.benchmarks;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import leapfrog.benchmarks.CalibrationCase.Simulation;
import leapfrog.engine.Backend;
import leapfrog.engine.Cancellation;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import leapfrog.sample.BackendUse;
import leapfrog.sample.Draws;
import leapfrog.sample.FitSettings;
import leapfrog.sample.PartialFitException;
import leapfrog.sample.Progress;
import leapfrog.sample.Recipe;
import leapfrog.sample.Sampler;
import leapfrog.sbc.Calibration;

/**
 * Calibrates the sampler by simulation (Talts et al. 2018, arXiv:1804.06788): where parameters are drawn from the prior and data from
 * them, the rank of each true value among independent posterior draws is uniform.
 *
 * <p>Each fit keeps 99 draws of one chain, every fifth transition, which are nearly independent; the ranks 0 … 99 are
 * held against the uniform distribution by the test of {@code leapfrog sbc}. What draws parameters and data here is another program than there, with
 * a library's distributions, so that one checks the other.
 *
 * <p>{@code java … leapfrog.benchmarks.CalibrationStudy [SIMULATIONS] [BACKEND] [MODEL…]}, by default 1000 on simd of all models, prints the table.
 */
final class CalibrationStudy {
    private static final int DRAWS = 99;
    private static final int THIN = 5;
    private static final int WARMUP = 300;

    private CalibrationStudy() {}

    /**
     * What came of one quantity.
     *
     * @param simulations how many there were
     * @param p probability that uniform ranks come as far from uniform ({@link leapfrog.sbc.UniformRanks})
     */
    record Result(CalibrationCase of, String quantity, int simulations, double p) {}

    public static void main(String[] arguments) {
        int simulations = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1000;
        Backend backend = Backends.named(arguments.length > 1 ? arguments[1] : "simd");
        System.out.printf("%-20s %-22s %12s %8s%n", "model", "quantity", "simulations", "p");
        List<Result> all = new ArrayList<>();
        for (CalibrationCase of : cases(arguments)) {
            for (Result result : run(of, simulations, 20261121, backend)) {
                all.add(result);
                System.out.printf(
                        Locale.ROOT,
                        "%-20s %-22s %12d %8.4f%n",
                        of.name().toLowerCase(Locale.ROOT),
                        result.quantity(),
                        result.simulations(),
                        result.p());
            }
        }
        System.out.printf(
                Locale.ROOT,
                "smallest p times the %d tests (Bonferroni): %.3f%n",
                all.size(),
                all.stream().mapToDouble(Result::p).min().orElseThrow() * all.size());
    }

    private static CalibrationCase[] cases(String[] arguments) {
        return arguments.length <= 2
                ? CalibrationCase.values()
                : Arrays.stream(arguments)
                        .skip(2)
                        .map(name -> CalibrationCase.valueOf(name.toUpperCase(Locale.ROOT)))
                        .toArray(CalibrationCase[]::new);
    }

    /** Runs one case; what comes out depends on the arguments alone. */
    static List<Result> run(CalibrationCase of, int simulations, long seed, Backend backend) {
        List<Map<String, Integer>> ranks = IntStream.range(0, simulations)
                .parallel()
                .mapToObj(k -> ranks(of, seed + 1000L * k, backend))
                .toList();
        Map<String, int[]> counts = new LinkedHashMap<>();
        for (Map<String, Integer> one : ranks) {
            one.forEach((quantity, rank) -> counts.computeIfAbsent(quantity, _ -> new int[DRAWS + 1])[rank]++);
        }
        return Calibration.of(DRAWS, counts).quantities().stream()
                .map(quantity -> new Result(of, quantity.name(), simulations, quantity.p()))
                .toList();
    }

    /** Ranks of the true values of one simulation, by quantity. */
    private static Map<String, Integer> ranks(CalibrationCase of, long seed, Backend backend) {
        Simulation simulation = of.simulate(new SplittableRandom(seed));
        Draws draws = draws(of, simulation, seed, backend);
        Map<String, Integer> ranks = new LinkedHashMap<>();
        simulation.truth().forEach((name, value) -> {
            int rank = 0;
            for (double draw : draws.quantity(draws.names().indexOf(name))[0]) {
                rank += draw < value ? 1 : 0;
            }
            ranks.put(name, rank);
        });
        return ranks;
    }

    private static Draws draws(CalibrationCase of, Simulation simulation, long seed, Backend backend) {
        Family family = Family.parse(of.family());
        ModelOptions options = new ModelOptions(family, Priors.of(of.priors()), Parametrization.noncentered(), true)
                .with(ModelOptions.ScaleCoordinates.SIGNED);
        Model model = Model.of(DesignBuilder.build(Formula.parse(of.formula()), simulation.table(), family), options);
        Recipe recipe = new Recipe(of.formula(), family, of.priors(), List.of("noncentered"), true);
        FitSettings settings = new FitSettings(
                1, WARMUP, DRAWS, THIN, seed, 0.9, 10, FitSettings.MetricKind.DIAGONAL, FitSettings.Adaptation.CHAIN);
        Sampler.Request request = new Sampler.Request(model, recipe, simulation.table(), settings);
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        try (Session session = backend.open(problem, new EngineOptions(1, WARMUP + DRAWS * THIN, 1, ""))) {
            BackendUse use = new BackendUse(backend.name(), session.device(), "named", List.of());
            Sampler sampler = new Sampler(session, use, 0, System::nanoTime, Cancellation.NEVER);
            return sampler.fit(request, new Progress(1, request.transitionsAfter(null)))
                    .draws();
        } catch (PartialFitException e) {
            throw new IllegalStateException(e);
        }
    }
}
