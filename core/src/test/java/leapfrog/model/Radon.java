package leapfrog.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.Design.Factor;
import leapfrog.model.Design.GroupCoefficient;
import leapfrog.model.Design.GroupTerm;
import leapfrog.model.Design.PopulationTerm;
import leapfrog.model.prior.Priors;

/** Makes the three radon models of {@code reference/README.md}, by hand from the bundled data set, for the tests of every module. */
public final class Radon {
    private static final String[][] CELLS = Json.text("radon_mn.csv")
            .lines()
            .skip(1)
            .map(line -> line.split(",", -1))
            .toArray(String[][]::new);

    private Radon() {}

    /**
     * The model whose densities are in the reference file of this name; the partial one with centered intercepts and noncentered slopes; or a
     * model whose coefficient of floor has a bound 300 standard deviations away, which leaves the posterior what it is, or a Student prior.
     */
    public static Model model(String reference, boolean reduce) {
        return switch (reference) {
            case "pooled" -> model(pooled(), Parametrization.noncentered(), reduce);
            case "pooled.bounded" ->
                model(pooled(), "b ~ normal(0, 100, lower=-30)", Parametrization.noncentered(), reduce);
            case "partial_2022.bounded" ->
                model(partial(), "b ~ normal(0, 100, lower=-30)", Parametrization.noncentered(), reduce);
            case "partial.student" -> model(partial(), "b ~ student_t(4, 0, 1)", Parametrization.noncentered(), reduce);
            case "unpooled" -> model(unpooled(), Parametrization.noncentered(), reduce);
            case "partial_2022.centered" -> model(partial(), Parametrization.centered(), reduce);
            case "partial_2022.noncentered" -> model(partial(), Parametrization.noncentered(), reduce);
            case "partial_2022.mixed" ->
                model(partial(), Parametrization.parse(List.of("county[Intercept]=centered")), reduce);
            case "partial_2022.auto" -> model(partial(), Parametrization.parse(List.of("auto")), reduce);
            default -> throw new IllegalArgumentException(reference);
        };
    }

    /** {@code log_radon ~ floor}. */
    public static Design pooled() {
        return design("log_radon ~ floor", List.of(), interceptAndFloor(), List.of());
    }

    /** {@code log_radon ~ 0 + county + county:floor}. */
    public static Design unpooled() {
        Factor county = county();
        boolean[] coded = new boolean[county.levels().size()];
        Arrays.fill(coded, true);
        return design(
                "log_radon ~ 0 + county + county:floor",
                List.of(county),
                List.of(
                        new PopulationTerm("county", null, 0, coded),
                        new PopulationTerm("county:floor", column(2), 0, coded)),
                List.of());
    }

    /** {@code log_radon ~ floor + (1 + floor || county)}. */
    public static Design partial() {
        return design(
                "log_radon ~ floor + (1 + floor || county)",
                List.of(county()),
                interceptAndFloor(),
                List.of(new GroupTerm(
                        0,
                        List.of(new GroupCoefficient("Intercept", null), new GroupCoefficient("floor", column(2))),
                        false)));
    }

    private static Model model(Design design, Parametrization parametrization, boolean reduce) {
        return model(design, "b ~ normal(0, 100)", parametrization, reduce);
    }

    private static Model model(Design design, String prior, Parametrization parametrization, boolean reduce) {
        List<String> priors = new ArrayList<>(List.of(prior, "sigma ~ half_cauchy(5)"));
        if (design.population().getFirst().name().equals("Intercept")) {
            priors.add("Intercept ~ normal(0, 100)");
        }
        if (!design.groups().isEmpty()) {
            priors.add("sd ~ half_normal(5)");
        }
        return Model.of(design, new ModelOptions(Family.GAUSSIAN, Priors.of(priors), parametrization, reduce));
    }

    private static List<PopulationTerm> interceptAndFloor() {
        return List.of(
                new PopulationTerm("Intercept", null, -1, new boolean[0]),
                new PopulationTerm("floor", column(2), -1, new boolean[0]));
    }

    private static Design design(
            String formula, List<Factor> factors, List<PopulationTerm> population, List<GroupTerm> groups) {
        int n = CELLS.length;
        int[] used = IntStream.range(0, n).toArray();
        return new Design(formula, n, used, "log_radon", column(3), factors, population, groups, null);
    }

    private static Factor county() {
        List<String> levels =
                Arrays.stream(CELLS).map(row -> row[0]).distinct().sorted().toList();
        int[] level =
                Arrays.stream(CELLS).mapToInt(row -> levels.indexOf(row[0])).toArray();
        return new Factor("county", levels, level);
    }

    private static double[] column(int index) {
        return Arrays.stream(CELLS)
                .mapToDouble(row -> Double.parseDouble(row[index]))
                .toArray();
    }
}
