package leapfrog.benchmarks;

import java.nio.file.Path;
import java.util.List;
import leapfrog.data.CsvTable;
import leapfrog.engine.Backend;
import leapfrog.engine.Problem;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;

/** Makes the partially pooled radon model, the yardstick of all benchmarks; run them from the repository's top folder. */
final class RadonProblem {
    private RadonProblem() {}

    /** Noncentered, 175 coordinates, 919 rows or their 145 cells. */
    static Problem partial(boolean cells) {
        Formula formula = Formula.parse("log_radon ~ floor + (1 + floor || county)");
        Priors priors = Priors.of(List.of(
                "Intercept ~ normal(0, 100)", "b ~ normal(0, 100)", "sd ~ half_normal(5)", "sigma ~ half_cauchy(5)"));
        Model model = Model.of(
                DesignBuilder.build(formula, CsvTable.read(Path.of("data", "radon_mn.csv"))),
                new ModelOptions(Family.GAUSSIAN, priors, Parametrization.noncentered(), cells));
        return new Problem(model.structure(), List.of(model.data()));
    }

    static Backend backend(String name) {
        return java.util.ServiceLoader.load(Backend.class).stream()
                .map(java.util.ServiceLoader.Provider::get)
                .filter(backend -> backend.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
