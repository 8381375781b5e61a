package leapfrog.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.data.CsvTable;
import leapfrog.model.Family;
import leapfrog.model.Table;

/**
 * Names a data set, a formula and a family to compare parametrizations on.
 *
 * @param name of the data set, as the table of results has it
 */
record ParametrizationCase(String name, Table table, String formula, Family family) {
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

    /** Those that {@code benchmarks/posteriordb.py} writes to a folder. */
    static List<ParametrizationCase> posteriordb(Path folder) {
        List<ParametrizationCase> cases = new ArrayList<>();
        String[][] all = {
            {"radon_all", "log_radon ~ floor + (1 + floor || county)", "gaussian"},
            {"radon_all", "log_radon ~ floor + uranium + (1 + floor || county)", "gaussian"},
            {"eight_schools", "effect | se(error) ~ 1 + (1 | school)", "gaussian"},
            {"rats", "weight ~ day + (1 + day || rat)", "gaussian"},
            {"pilots", "recovered ~ 1 + (1 | group) + (1 | scenario)", "gaussian"},
            {"seeds", "germinated | trials(n) ~ seed * extract + (1 | plate)", "binomial"},
            {"surgical", "deaths | trials(n) ~ 1 + (1 | hospital)", "binomial"},
            {"peregrines", "pairs ~ year + I(year^2) + I(year^3) + (1 | observation)", "poisson"},
        };
        for (String[] one : all) {
            cases.add(of(one[0], CsvTable.read(folder.resolve(one[0] + ".csv")), one[1], one[2]));
        }
        return cases;
    }

    private static ParametrizationCase of(String name, Table table, String formula, String family) {
        return new ParametrizationCase(name, table, formula, Family.parse(family));
    }

    /** Group sizes: pairs of a number of groups and their number of rows. */
    private static int[] sizes(int... pairs) {
        return IntStream.range(0, pairs.length / 2)
                .flatMap(k -> IntStream.generate(() -> pairs[2 * k + 1]).limit(pairs[2 * k]))
                .toArray();
    }
}
