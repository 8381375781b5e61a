package leapfrog.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import leapfrog.data.CsvTable;
import leapfrog.model.Family;
import leapfrog.model.Table;

/**
 * Names a data set, a formula and a family to compare parametrizations on.
 *
 * @param name of the data set, as the table of results has it
 * @param priors none for the default ones
 */
record ParametrizationCase(String name, Table table, String formula, Family family, List<String> priors) {
    /** Those of the repository, and simulated ones. */
    static List<ParametrizationCase> own() {
        Table radon = RadonProblem.table();
        Table sleepstudy = CsvTable.read(Path.of("core", "src", "test", "resources", "mixed", "sleepstudy.csv"));
        int[] mixed = sizes(200, 2, 40, 500);
        int[] counts = sizes(150, 2, 20, 100);
        Table slopes = SimulatedGroups.gaussian(2, mixed, 0.5, 0.3);
        return List.of(
                of("radon_mn", radon, RadonProblem.FORMULA, "gaussian"),
                of("radon_mn", radon, "log_radon ~ floor + (1 + floor | county)", "gaussian"),
                of("sleepstudy", sleepstudy, "Reaction ~ Days + (1 + Days || Subject)", "gaussian"),
                of("sleepstudy", sleepstudy, "Reaction ~ Days + (1 + Days | Subject)", "gaussian"),
                of("200 x 2, 40 x 500", SimulatedGroups.gaussian(1, mixed, 0.5, 0), "y ~ 1 + (1 | g)", "gaussian"),
                of("200 x 2, 40 x 500", slopes, "y ~ x + (1 + x || g)", "gaussian"),
                of("200 x 2, 40 x 500", slopes, "y ~ x + (1 + x | g)", "gaussian"),
                of(
                        "200 x 2, 40 x 500, equal slopes",
                        SimulatedGroups.gaussian(11, mixed, 0.5, 0),
                        "y ~ x + (1 + x || g)",
                        "gaussian"),
                of("10 x 10", SimulatedGroups.gaussian(3, sizes(10, 10), 0.5, 0), "y ~ 1 + (1 | g)", "gaussian"),
                of("50 x 10", SimulatedGroups.gaussian(4, sizes(50, 10), 0.4, 0), "y ~ 1 + (1 | g)", "gaussian"),
                of("300 x 10", SimulatedGroups.gaussian(5, sizes(300, 10), 0.37, 0), "y ~ 1 + (1 | g)", "gaussian"),
                of("60 x 25 crossed", SimulatedGroups.crossed(6), "y ~ x + (1 | a) + (1 | b)", "gaussian"),
                of("150 x 2, 20 x 100", SimulatedGroups.studentT(7, counts, 0.6), "y ~ 1 + (1 | g)", "student_t"),
                of("150 x 2, 20 x 100", SimulatedGroups.bernoulli(8, counts, 0.8), "y ~ 1 + (1 | g)", "bernoulli"),
                of("150 x 2, 20 x 100", SimulatedGroups.poisson(9, counts, 0.6), "y ~ 1 + (1 | g)", "poisson"),
                of(
                        "150 x 2, 20 x 100",
                        SimulatedGroups.negativeBinomial(10, counts, 0.6),
                        "y ~ 1 + (1 | g)",
                        "negative_binomial"));
    }

    /** Those that played no part when the rule and the metric were chosen: data sets of lme4, and simulated ones of other sizes and scales. */
    static List<ParametrizationCase> heldOut() {
        int[] sizes = sizes(30, 4, 8, 150);
        int[] counts = sizes(100, 3, 10, 80);
        return List.of(
                mixed("Dyestuff", "Yield ~ 1 + (1 | Batch)"),
                mixed("Dyestuff2", "Yield ~ 1 + (1 | Batch)"),
                mixed("Penicillin", "diameter ~ 1 + (1 | plate) + (1 | sample)"),
                mixed("Pastes", "strength ~ 1 + (1 | batch/cask)"),
                mixed("cake", "angle ~ recipe * temp + (1 | recipe:replicate)"),
                of(
                        "30 x 4, 8 x 150",
                        SimulatedGroups.gaussian(21, sizes, 0.8, 0.15),
                        "y ~ x + (1 + x || g)",
                        "gaussian"),
                of(
                        "30 x 4, 8 x 150",
                        SimulatedGroups.gaussian(22, sizes, 0.8, 0.15),
                        "y ~ x + (1 + x | g)",
                        "gaussian"),
                of(
                        "20 x 40",
                        SimulatedGroups.gaussian(23, sizes(20, 40), 0.1, 0.05),
                        "y ~ x + (1 + x || g)",
                        "gaussian"),
                of("100 x 3, 10 x 80", SimulatedGroups.studentT(24, counts, 1), "y ~ 1 + (1 | g)", "student_t"),
                of("100 x 3, 10 x 80", SimulatedGroups.bernoulli(25, counts, 1.5), "y ~ 1 + (1 | g)", "bernoulli"),
                of("100 x 3, 10 x 80", SimulatedGroups.poisson(26, counts, 0.2), "y ~ 1 + (1 | g)", "poisson"),
                of(
                        "100 x 3, 10 x 80",
                        SimulatedGroups.negativeBinomial(27, counts, 0.3),
                        "y ~ 1 + (1 | g)",
                        "negative_binomial"));
    }

    /** More effects a level than have a closed form. */
    static List<ParametrizationCase> threeEffects() {
        return List.of(of(
                "50 x 20",
                SimulatedGroups.gaussian(31, sizes(50, 20), 0.8, 0.4),
                "y ~ x + I(x^2) + (1 + x + I(x^2) | g)",
                "gaussian"));
    }

    private static ParametrizationCase mixed(String name, String formula) {
        Path path = Path.of("core", "src", "test", "resources", "mixed", name + ".csv");
        return of(name, CsvTable.read(path), formula, "gaussian");
    }

    /** Models of posteriordb, with its priors or, of the large radon data, with default ones. */
    static List<ParametrizationCase> posteriordb() {
        Table radon = read("radon_all.csv.gz");
        return List.of(
                of("radon_all", radon, "log_radon ~ floor_measure + (1 + floor_measure || county_idx)", "gaussian"),
                of(
                        "radon_all",
                        radon,
                        "log_radon ~ floor_measure + log_uppm + (1 + floor_measure || county_idx)",
                        "gaussian"),
                of("eight_schools", "y | se(se) ~ 1 + (1 | school)", "gaussian")
                        .with("Intercept ~ normal(0, 5)", "sd ~ half_cauchy(5)"),
                of("rats", "y ~ I(x - 22) + (1 + I(x - 22) || rat)", "gaussian")
                        .with("Intercept ~ normal(0, 100)", "b ~ normal(0, 100)", "sd ~ flat", "sigma ~ flat"),
                of("rats", "y ~ x + (1 + x || rat)", "gaussian"),
                of("rats", "y ~ x + (1 + x | rat)", "gaussian"),
                of("pilots", "y ~ 1 + (1 | group) + (1 | scenario)", "gaussian")
                        .with("Intercept ~ normal(0, 14)", "sd ~ uniform(0, 100)", "sigma ~ uniform(0, 100)"),
                of("surgical", "r | trials(n) ~ 1 + (1 | hospital)", "binomial")
                        .with("Intercept ~ normal(0, 1000)", "variance:sd ~ inv_gamma(0.001, 0.001)"),
                of("seeds", "r | trials(n) ~ x1 * x2 + (1 | plate)", "binomial")
                        .with(
                                "Intercept ~ normal(0, 1000)",
                                "b ~ normal(0, 1000)",
                                "precision:sd ~ gamma(0.001, 0.001)"),
                of("glmm_poisson", "count ~ year + I(year^2) + I(year^3) + (1 | obs)", "poisson")
                        .with("Intercept ~ uniform(-20, 20)", "b ~ uniform(-10, 10)", "sd ~ uniform(0, 5)"));
    }

    private static ParametrizationCase of(String name, String formula, String family) {
        return of(name, read(name + ".csv"), formula, family);
    }

    private static ParametrizationCase of(String name, Table table, String formula, String family) {
        return new ParametrizationCase(name, table, formula, Family.parse(family), List.of());
    }

    private ParametrizationCase with(String... others) {
        return new ParametrizationCase(name, table, formula, family, List.of(others));
    }

    /** A table of posteriordb; what is compressed is read through a temporary file. */
    private static Table read(String file) {
        Path path = Path.of("cli", "src", "test", "resources", "posteriordb", file);
        if (!file.endsWith(".gz")) {
            return CsvTable.read(path);
        }
        try (InputStream in = new GZIPInputStream(Files.newInputStream(path))) {
            Path plain = Files.createTempFile("leapfrog", ".csv");
            try {
                Files.copy(in, plain, StandardCopyOption.REPLACE_EXISTING);
                return CsvTable.read(plain);
            } finally {
                Files.delete(plain);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Group sizes: pairs of a number of groups and their number of rows. */
    private static int[] sizes(int... pairs) {
        return IntStream.range(0, pairs.length / 2)
                .flatMap(k -> IntStream.generate(() -> pairs[2 * k + 1]).limit(pairs[2 * k]))
                .toArray();
    }
}
