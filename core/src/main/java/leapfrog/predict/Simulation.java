package leapfrog.predict;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import leapfrog.math.NormalQuantile;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.InputException;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Expression.Name;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import leapfrog.random.ChainRandom;

/**
 * Makes data of a formula with known truth: covariates, groups, coefficients of groups drawn from their population, and responses.
 *
 * @param table the data
 * @param model of the data
 * @param truth [quantities] the reported quantities that made them
 */
public record Simulation(Table table, Model model, double[] truth) {

    /**
     * How columns are made; what is not named is a standard normal covariate.
     *
     * @param levels of groups (in each level of what they are nested in) and of factors
     * @param binary probabilities of 1
     * @param uniform lower and upper bounds
     * @param at group whose rows share the value
     */
    public record Covariates(
            Map<String, Integer> levels,
            Map<String, Double> binary,
            Map<String, double[]> uniform,
            Map<String, String> at) {
        /** Checks each number. */
        public Covariates {
            levels.forEach((name, count) -> require(count >= 1, "--levels", name, count, "at least 1"));
            binary.forEach((name, p) -> require(p >= 0 && p <= 1, "--binary", name, p, "a probability, from 0 to 1"));
            uniform.forEach((name, of) -> require(of[0] <= of[1], "--uniform", name, of[0] + ":" + of[1], "LOW:HIGH"));
        }

        private static void require(boolean holds, String option, String name, Object value, String right) {
            if (!holds) {
                throw new InputException(option + " " + name + "=" + value + ": it must be " + right);
            }
        }

        boolean has(String name) {
            return binary.containsKey(name) || uniform.containsKey(name);
        }

        /** The value of a uniform number. */
        double value(String name, double u) {
            Double p = binary.get(name);
            if (p != null) {
                return u < p ? 1 : 0;
            }
            double[] bounds = uniform.get(name);
            return bounds == null ? NormalQuantile.of(u) : bounds[0] + (bounds[1] - bounds[0]) * u;
        }
    }

    /**
     * Simulates.
     *
     * @param values of quantities, by name ({@code b_floor}, {@code sd_state[Intercept]}) or for all of an array ({@code sd_state}); others
     *     are those of {@link Truth}
     * @param seed keys all random numbers
     * @throws InputException if the formula's columns cannot be made, or a value is not one of the model
     */
    public static Simulation of(
            Formula formula, Family family, Covariates covariates, int rows, Map<String, Double> values, long seed) {
        if (rows < 1) {
            throw new InputException("--rows " + rows + ": it must be at least 1");
        }
        if (!(formula.response().value() instanceof Name response)) {
            throw formula.response()
                    .value()
                    .place()
                    .error("data are made for a response that is a column, as in y ~ x");
        }
        Map<String, Column> columns = SimulatedColumns.of(formula, covariates, rows, ChainRandom.mix(seed, "columns"));
        double[] placeholder = new double[rows];
        Arrays.setAll(placeholder, row -> row % 2);
        Design design = DesignBuilder.build(formula, table(response.name(), placeholder, columns), family);
        Model model = Model.of(design, new ModelOptions(family, Priors.none(), Parametrization.noncentered(), false));
        double[] truth = new Truth(model, values, ChainRandom.mix(seed, "truth")).quantities();
        double[] responses = DrawnResponses.of(model, truth, ChainRandom.mix(seed, "response"));
        return new Simulation(table(response.name(), responses, columns), model, truth);
    }

    private static Table table(String response, double[] values, Map<String, Column> columns) {
        Map<String, Column> all = new LinkedHashMap<>();
        all.put(response, new Column.Numbers(values));
        all.putAll(columns);
        return Table.of(all);
    }

    /** The truth as a table: parameter and value. */
    public Table truthTable() {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("parameter", new Column.Text(model.quantityNames().toArray(String[]::new)));
        columns.put("value", new Column.Numbers(truth));
        return Table.of(columns);
    }
}
