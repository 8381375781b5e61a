package leapfrog.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.DoubleStream;
import leapfrog.engine.Problem;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.Table;
import leapfrog.model.Table.Column;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;

/**
 * Makes problems of formulas over simulated columns, noncentered: y, covariates x1 … x5, a standard error s, trials n, and groups g and h of
 * chosen numbers of levels. What the numbers are does not matter to a gradient's time.
 */
final class SimulatedProblem {
    private SimulatedProblem() {}

    /** @param levels of the groups by name */
    static Problem of(String family, String formula, int rows, Map<String, Integer> levels) {
        return of(family, formula, rows, levels, false);
    }

    /**
     * @param levels of the groups by name
     * @param reduced whether rows are reduced, and covariates 0 or 1 so that they can be
     */
    static Problem of(String family, String formula, int rows, Map<String, Integer> levels, boolean reduced) {
        Random random = new Random(rows);
        Map<String, Column> columns = new LinkedHashMap<>();
        Family parsed = Family.parse(family);
        columns.put("y", column(rows, () -> switch (parsed.kind()) {
            case GAUSSIAN, STUDENT_T -> random.nextGaussian();
            case BERNOULLI, BINOMIAL -> random.nextInt(2);
            case POISSON, NEGATIVE_BINOMIAL -> random.nextInt(30);
        }));
        for (int k = 1; k <= 5; k++) {
            columns.put("x" + k, column(rows, () -> reduced ? random.nextInt(2) : random.nextGaussian()));
        }
        columns.put("s", column(rows, () -> 0.5 + (reduced ? random.nextInt(2) : random.nextDouble())));
        columns.put("n", column(rows, () -> 1 + random.nextInt(9)));
        levels.forEach((name, count) -> columns.put(name, column(rows, () -> random.nextInt(count))));
        Model model = Model.of(
                DesignBuilder.build(Formula.parse(formula), Table.of(columns), parsed),
                new ModelOptions(parsed, Priors.none(), Parametrization.noncentered(), reduced));
        return new Problem(model.structure(), List.of(model.data()));
    }

    private static Column column(int rows, DoubleSupplier value) {
        return new Column.Numbers(DoubleStream.generate(value).limit(rows).toArray());
    }
}
