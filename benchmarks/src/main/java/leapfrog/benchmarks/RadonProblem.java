package leapfrog.benchmarks;

import java.nio.file.Path;
import java.util.List;
import leapfrog.data.CsvTable;
import leapfrog.engine.Problem;
import leapfrog.model.Family;
import leapfrog.model.MarginalModel;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.Sampled;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;

/**
 * Makes the partially pooled radon model with the priors of the Stan runs it is compared with, the yardstick of all benchmarks; run them from
 * the repository's top folder.
 */
final class RadonProblem {
    static final String FORMULA = "log_radon ~ floor + (1 + floor || county)";
    private static final String CORRELATED = "log_radon ~ floor + (1 + floor | county)";
    static final List<String> PRIORS = List.of(
            "Intercept ~ normal(0, 100)", "b ~ normal(0, 100)", "sd ~ half_normal(5)", "sigma ~ half_cauchy(5)");

    private RadonProblem() {}

    static Table table() {
        return CsvTable.read(Path.of("data", "radon_mn.csv"));
    }

    /** Noncentered, 175 coordinates, 919 rows or their 145 cells. */
    static Model model(boolean cells) {
        return model(FORMULA, cells);
    }

    private static Model model(String formula, boolean cells) {
        return Model.of(
                DesignBuilder.build(Formula.parse(formula), table()),
                new ModelOptions(Family.GAUSSIAN, Priors.of(PRIORS), Parametrization.noncentered(), cells));
    }

    /**
     * The model as one task.
     *
     * @param data {@code rows}, {@code cells}, or with all coefficients integrated out {@code integrated}, or {@code correlated} where those of a
     *     county are
     */
    static Problem of(String data) {
        Sampled sampled = switch (data) {
            case "rows" -> model(false);
            case "cells" -> model(true);
            case "integrated" -> MarginalModel.of(model(true));
            case "correlated" -> MarginalModel.of(model(CORRELATED, true));
            default ->
                throw new IllegalArgumentException("data are rows, cells, integrated or correlated, not " + data);
        };
        return new Problem(sampled.structure(), List.of(sampled.data()));
    }
}
