package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import leapfrog.model.Design.PopulationTerm;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Compares every family's log density and its derivatives with {@code families/densities.csv}, far into the tails: values of mpmath, made
 * by {@code families/densities.py}.
 *
 * <p>Bound: 40 units in the last place of the value or, where it is a difference, of the largest summand. The longest chain of
 * roundings is that of log Γ, about a dozen operations of which some have an error of their own of two units.
 */
class FamilyDensityTest {
    private static final double BOUND = 40 * Math.ulp(1.0);
    /** Below it numbers have fewer digits. */
    private static final double SUBNORMAL = 1e-307;

    private static final List<String> PARAMETERS = List.of("sigma", "nu", "shape");

    /** A line of the table: one response with what is known of it. */
    private record Case(Map<String, String> cells) {
        static List<Case> all() {
            List<String> lines = Json.lines("/families/densities.csv");
            String[] names = lines.getFirst().split(",");
            List<Case> cases = new ArrayList<>();
            for (String line : lines.subList(1, lines.size())) {
                String[] values = line.split(",", -1);
                Map<String, String> cells = new HashMap<>();
                for (int k = 0; k < names.length; k++) {
                    cells.put(names[k], values[k]);
                }
                cases.add(new Case(cells));
            }
            return cases;
        }

        String text(String name) {
            return cells.getOrDefault(name, "");
        }

        double number(String name) {
            return Double.parseDouble(text(name));
        }

        double @Nullable [] column(String name) {
            return text(name).isEmpty() ? null : new double[] {number(name)};
        }

        Observations observations() {
            Design.Additions additions =
                    new Design.Additions(column("se"), text("beside").equals("1"), column("trials"), column("weight"));
            return Observations.of(design(additions, number("y")), Family.parse(text("family")));
        }
    }

    /** log p and its derivatives by η and by the logarithms of the estimated parameters. */
    private record Value(double density, double byPredictor, Map<String, Double> byLogarithm) {}

    private static Design design(Design.Additions additions, double... response) {
        int n = response.length;
        return new Design(
                "y ~ 1",
                n,
                new int[n],
                "y",
                response,
                List.of(),
                List.of(),
                List.of(new PopulationTerm("Intercept", null, -1, new boolean[0])),
                List.of(),
                null,
                additions);
    }

    /** Of all rows at one η. */
    private static Value evaluate(Observations observations, double predictor, Map<String, Double> values) {
        List<String> estimated = observations.estimated();
        Design none = design(Design.Additions.NONE, observations.response());
        ModelData data = new ModelData(
                "test",
                estimated.size(),
                Collections.nCopies(estimated.size(), Transform.EXP),
                List.of(),
                List.of(),
                List.of(),
                observations.parameters(estimated::indexOf),
                new RowBuilder(none, observations).rows());
        ScalarParameters scalars = new ScalarParameters(data.scalars());
        double[] position = estimated.stream()
                .mapToDouble(name -> Math.log(values.get(name)))
                .toArray();
        scalars.constrain(position, 0, new double[position.length], 0);
        for (int k = 0; k < position.length; k++) {
            // As given, without the rounding of exp(log).
            scalars.value[k] = values.get(estimated.get(k));
        }
        RowLikelihood likelihood = new RowLikelihood(observations.likelihood(), data);
        double[] eta = new double[observations.response().length];
        Arrays.fill(eta, predictor);
        double density = likelihood.evaluate(scalars, eta);
        double byPredictor = Arrays.stream(eta).sum();
        Map<String, Double> byLogarithm = new TreeMap<>();
        for (int k = 0; k < position.length; k++) {
            byLogarithm.put(estimated.get(k), scalars.derivative[k]);
        }
        return new Value(density, byPredictor, byLogarithm);
    }

    @Test
    void agreesWithMpmath() {
        Map<String, Integer> counts = new TreeMap<>();
        StringBuilder wrong = new StringBuilder();
        for (Case one : Case.all()) {
            Map<String, Double> values = new HashMap<>();
            PARAMETERS.stream()
                    .filter(name -> !one.text(name).isEmpty())
                    .forEach(name -> values.put(name, one.number(name)));
            Value value = evaluate(one.observations(), one.number("eta"), values);
            assertEquals(values.keySet(), value.byLogarithm().keySet());
            compare(one, "value", value.density(), wrong);
            compare(one, "by_eta", value.byPredictor(), wrong);
            value.byLogarithm().forEach((name, slope) -> compare(one, "by_log_" + name, slope, wrong));
            counts.merge(one.text("family"), 1, Integer::sum);
        }
        assertTrue(wrong.isEmpty(), wrong::toString);
        assertEquals(
                Map.of(
                        "gaussian", 82,
                        "student_t", 45,
                        "bernoulli", 16,
                        "binomial", 40,
                        "poisson", 28,
                        "negative_binomial", 140),
                counts);
    }

    private static void compare(Case one, String what, double actual, StringBuilder wrong) {
        double expected = one.number(what);
        double bound = BOUND * Math.max(Math.abs(expected), one.number("size")) + SUBNORMAL;
        if (!(Math.abs(actual - expected) <= bound)) {
            wrong.append(what)
                    .append(" is ")
                    .append(actual)
                    .append(", off by ")
                    .append(Math.abs(actual - expected) / bound)
                    .append(" bounds: ")
                    .append(one.cells())
                    .append('\n');
        }
    }

    /** The totals of many rows say what those of single rows do. */
    @Test
    void rowsAddUp() {
        double[] y = {0, 3, 3, 1, 0, 12};
        double[] weights = {1, 2, 0.5, 0, 3, 1};
        double[] trials = {0, 4, 3, 1, 7, 30};
        double[] errors = {0.5, 1, 2, 0.25, 3, 1};
        Map<String, Double> values = Map.of("sigma", 1.3, "nu", 4.0, "shape", 2.5);
        List<Design.Additions> gaussian = List.of(
                new Design.Additions(null, true, null, weights),
                new Design.Additions(errors, false, null, weights),
                new Design.Additions(errors, true, null, weights));
        for (Family.Kind kind : Family.Kind.values()) {
            Family family = Family.of(kind);
            List<Design.Additions> several = switch (kind) {
                case GAUSSIAN -> gaussian;
                case BINOMIAL -> List.of(new Design.Additions(null, true, trials, weights));
                default -> List.of(new Design.Additions(null, true, null, weights), Design.Additions.NONE);
            };
            double[] response = kind == Family.Kind.BERNOULLI
                    ? Arrays.stream(y).map(one -> one > 0 ? 1 : 0).toArray()
                    : y;
            for (Design.Additions additions : several) {
                Value whole = evaluate(Observations.of(design(additions, response), family), 0.4, values);
                double density = 0;
                Map<String, Double> byLogarithm = new TreeMap<>();
                for (int i = 0; i < y.length; i++) {
                    Design.Additions single = new Design.Additions(
                            entry(additions.standardError(), i),
                            additions.sigma(),
                            entry(additions.trials(), i),
                            entry(additions.weights(), i));
                    Value row = evaluate(Observations.of(design(single, response[i]), family), 0.4, values);
                    density += row.density();
                    row.byLogarithm().forEach((name, slope) -> byLogarithm.merge(name, slope, Double::sum));
                }
                assertEquals(density, whole.density(), 1e-13 * Math.abs(density), kind.text());
                assertEquals(byLogarithm.keySet(), whole.byLogarithm().keySet());
                byLogarithm.forEach(
                        (name, slope) -> assertEquals(slope, whole.byLogarithm().get(name), 1e-12, kind.text()));
            }
        }
    }

    private static double @Nullable [] entry(double @Nullable [] column, int i) {
        return column == null ? null : new double[] {column[i]};
    }

    @Test
    void weightsOfOneAreNone() {
        Design.Additions ones = new Design.Additions(null, true, new double[] {1, 1}, new double[] {1, 1});
        for (Family.Kind kind : Family.Kind.values()) {
            assertEquals(
                    null, Observations.of(design(ones, 1, 0), Family.of(kind)).weight(), kind.text());
        }
        Observations some = Observations.of(
                design(new Design.Additions(null, true, new double[] {1, 2}, null), 1, 0),
                Family.of(Family.Kind.BINOMIAL));
        assertEquals(List.of(1.0, 2.0), Arrays.stream(some.weight()).boxed().toList());
    }

    @Test
    void distinctResponsesAreKeptAscending() {
        Design.Additions weighted = new Design.Additions(null, true, null, new double[] {1, 2, 4, 8});
        ModelData.Totals totals = Observations.of(
                        design(weighted, 7, 0, 2, 7), Family.of(Family.Kind.NEGATIVE_BINOMIAL))
                .totals();
        assertEquals("[2.0, 7.0]", Arrays.toString(totals.responses()));
        assertEquals("[4.0, 9.0]", Arrays.toString(totals.responseWeights()));
        assertEquals(15, totals.observations());
    }
}
