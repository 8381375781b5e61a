package leapfrog.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.backend.ScalarBackend;
import leapfrog.data.CsvTable;
import leapfrog.diagnose.QuantitySummary;
import leapfrog.engine.Cancellation;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import leapfrog.sample.BackendUse;
import leapfrog.sample.Fit;
import leapfrog.sample.FitSettings;
import leapfrog.sample.FitSettings.MetricKind;
import leapfrog.sample.PartialFitException;
import leapfrog.sample.Progress;
import leapfrog.sample.Recipe;
import leapfrog.sample.Sampler;

/**
 * Compares the metrics on models of posteriordb and radon: the smallest bulk effective sample size over all reported quantities, per thousand
 * gradients of warm-up and sampling together. That depends on seeds alone, not on the machine; each figure is the median of five. The dense
 * metric is left out above 100 coordinates, where a leapfrog costs many gradients.
 *
 * <p>{@code java … leapfrog.benchmarks.MetricStudy}, in the repository's top folder, prints the table.
 */
final class MetricStudy {
    private static final Path TABLES = Path.of("cli", "src", "test", "resources", "posteriordb");
    private static final int SEEDS = 5;
    private static final String FLAT = "Intercept ~ flat, b ~ flat, sigma ~ flat";

    private MetricStudy() {}

    private record Subject(String name, String family, String formula, String priors) {
        Table table() {
            return CsvTable.read(
                    name.startsWith("radon") ? Path.of("data", "radon_mn.csv") : TABLES.resolve(name + ".csv"));
        }

        Model model() {
            Family of = Family.parse(family);
            ModelOptions options = new ModelOptions(of, Priors.of(priorList()), Parametrization.noncentered(), true)
                    .with(ModelOptions.ScaleCoordinates.SIGNED);
            return Model.of(DesignBuilder.build(Formula.parse(formula), table(), of), options);
        }

        List<String> priorList() {
            return Arrays.stream(priors.split(",(?![^(]*\\))"))
                    .map(String::strip)
                    .filter(prior -> !prior.isEmpty())
                    .toList();
        }
    }

    private static final List<Subject> SUBJECTS = List.of(
            new Subject("earnings", "gaussian", "earn ~ height", FLAT),
            new Subject("earnings", "gaussian", "log(earn) ~ height * male", FLAT),
            new Subject("kidiq", "gaussian", "kid_score ~ mom_hs * mom_iq", FLAT),
            new Subject(
                    "mesquite",
                    "gaussian",
                    "weight ~ diam1 + diam2 + canopy_height + total_height + density + group",
                    FLAT),
            new Subject(
                    "nes1972",
                    "gaussian",
                    "partyid7 ~ real_ideo + race_adj + factor(age_discrete) + educ1 + gender + income",
                    FLAT),
            new Subject(
                    "eight_schools",
                    "gaussian",
                    "y | se(se) ~ 1 + (1 | school)",
                    "Intercept ~ normal(0, 5), sd ~ half_cauchy(5)"),
            new Subject(
                    "rats",
                    "gaussian",
                    "y ~ I(x - 22) + (1 + I(x - 22) || rat)",
                    "Intercept ~ normal(0, 100), b ~ normal(0, 100), sd ~ flat, sigma ~ flat"),
            new Subject(
                    "pilots",
                    "gaussian",
                    "y ~ 1 + (1 | group) + (1 | scenario)",
                    "Intercept ~ normal(0, 14), sd ~ uniform(0, 100), sigma ~ uniform(0, 100)"),
            new Subject(
                    "surgical",
                    "binomial",
                    "r | trials(n) ~ 1 + (1 | hospital)",
                    "Intercept ~ normal(0, 1000), variance:sd ~ inv_gamma(0.001, 0.001)"),
            new Subject(
                    "seeds",
                    "binomial",
                    "r | trials(n) ~ x1 * x2 + (1 | plate)",
                    "Intercept ~ normal(0, 1000), b ~ normal(0, 1000), precision:sd ~ gamma(0.001, 0.001)"),
            new Subject(
                    "glmm_poisson",
                    "poisson",
                    "count ~ year + I(year^2) + I(year^3) + (1 | obs)",
                    "Intercept ~ uniform(-20, 20), b ~ uniform(-10, 10), sd ~ uniform(0, 5)"),
            new Subject("wells", "bernoulli", "switched ~ dist", "Intercept ~ flat, b ~ flat"),
            new Subject("radon", "gaussian", "log_radon ~ floor + (1 + floor || county)", ""),
            new Subject("radon", "gaussian", "log_radon ~ floor + log_uranium + (1 + floor | county)", ""));

    /** @param arguments data sets to look at; none for all */
    public static void main(String[] arguments) {
        List<Subject> subjects = SUBJECTS.stream()
                .filter(subject -> arguments.length == 0 || List.of(arguments).contains(subject.name()))
                .toList();
        System.out.printf("%-14s %-80s", "data", "formula");
        for (MetricKind metric : MetricKind.values()) {
            System.out.printf(" %10s", metric.name().toLowerCase(Locale.ROOT));
        }
        System.out.println();
        Map<MetricKind, List<Double>> logRatios = new EnumMap<>(MetricKind.class);
        for (Subject subject : subjects) {
            System.out.printf("%-14s %-80s", subject.name(), subject.formula());
            double first = 0;
            for (MetricKind metric : MetricKind.values()) {
                if (metric == MetricKind.DENSE && subject.model().dimension() > 100) {
                    System.out.printf(" %10s", "-");
                    continue;
                }
                double median = IntStream.range(0, SEEDS)
                        .parallel()
                        .mapToDouble(seed -> perThousandGradients(subject, metric, 100 + seed))
                        .sorted()
                        .toArray()[SEEDS / 2];
                first = first == 0 ? median : first;
                logRatios.computeIfAbsent(metric, any -> new ArrayList<>()).add(Math.log(median / first));
                System.out.printf(Locale.ROOT, " %10.2f", median);
            }
            System.out.println();
        }
        System.out.printf("%-95s", "geometric mean of the ratio to diagonal");
        for (List<Double> ratios : logRatios.values()) {
            double mean = ratios.stream().mapToDouble(d -> d).average().orElseThrow();
            System.out.printf(Locale.ROOT, " %10.3f", Math.exp(mean));
        }
        System.out.println();
    }

    private static double perThousandGradients(Subject subject, MetricKind metric, long seed) {
        Family family = Family.parse(subject.family());
        Table table = subject.table();
        Model model = subject.model();
        Recipe recipe = new Recipe(subject.formula(), family, subject.priorList(), List.of("noncentered"), true);
        FitSettings settings = new FitSettings(4, 1000, 1000, 1, seed, 0.8, 10, metric, FitSettings.Adaptation.CHAIN);
        Sampler.Request request = new Sampler.Request(model, recipe, table, settings);
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        try (Session session = new ScalarBackend().open(problem, new EngineOptions(4, 1, ""))) {
            BackendUse use = new BackendUse("scalar", session.device(), "named", List.of());
            Fit fit = new Sampler(session, use, 0, System::nanoTime, Cancellation.NEVER)
                    .fit(request, new Progress(4, request.transitionsAfter(null)));
            double least = IntStream.range(0, fit.draws().names().size())
                    .mapToDouble(
                            k -> QuantitySummary.of(fit.draws().quantity(k)).essBulk())
                    .min()
                    .orElseThrow();
            return 1000 * least / (fit.run().warmupLeapfrogs() + fit.run().samplingLeapfrogs());
        } catch (PartialFitException e) {
            throw new IllegalStateException(e);
        }
    }
}
