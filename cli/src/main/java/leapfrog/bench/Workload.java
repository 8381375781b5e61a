package leapfrog.bench;

import java.util.List;
import java.util.Map;
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
import leapfrog.predict.Simulation;

/**
 * Describes a model of simulated data whose gradients are timed.
 *
 * @param label what a table calls it
 * @param levels of the group g
 * @param form what is evaluated
 */
public record Workload(String label, String family, String formula, int rows, int levels, Form form) {
    /** From so many rows on, no cache holds them. */
    public static final int BEYOND_CACHES = 4_000_000;

    /** What is left of a model's rows. */
    public enum Form {
        /** All of them. */
        ROWS,
        /** What they reduce to. */
        REDUCED,
        /** Sums, with the coefficients integrated out. */
        INTEGRATED
    }

    /** Number of {@link #words}. */
    static final int WORDS = 6;

    /** What a process of its own is told. */
    List<String> words() {
        return List.of(label, family, formula, Integer.toString(rows), Integer.toString(levels), form.name());
    }

    /** From {@link #words}. */
    static Workload parse(List<String> words) {
        return new Workload(
                words.get(0),
                words.get(1),
                words.get(2),
                Integer.parseInt(words.get(3)),
                Integer.parseInt(words.get(4)),
                Form.valueOf(words.get(5)));
    }

    /** As large as the radon survey of Minnesota, 919 houses in 85 counties, and with its formula. */
    static Workload survey(Form form) {
        String label = "gaussian, " + (form == Form.INTEGRATED ? "integrated out" : "two effects");
        return new Workload(label, "gaussian", "y ~ x + (1 + x || g)", 919, 85, form);
    }

    /** Logistic regression with a covariate that does not reduce. */
    static Workload logistic() {
        return new Workload("bernoulli, one effect", "bernoulli", "y ~ z + (1 | g)", 1000, 50, Form.ROWS);
    }

    /** A regression of counts. */
    static Workload counts() {
        return new Workload("poisson, one effect", "poisson", "y ~ z + (1 | g)", 1000, 50, Form.ROWS);
    }

    /** More rows than caches hold. */
    static Workload large() {
        return new Workload("gaussian, one effect", "gaussian", "y ~ z + (1 | g)", BEYOND_CACHES, 1000, Form.ROWS);
    }

    /** The data; the same for the same workload. */
    Table table() {
        return Simulation.of(
                        Formula.parse(formula),
                        Family.parse(family),
                        new Simulation.Covariates(Map.of("g", levels), binary(), Map.of(), Map.of()),
                        rows,
                        Map.of(),
                        1)
                .table();
    }

    /** The model as one task. */
    public Problem problem() {
        Family parsed = Family.parse(family);
        Model model = Model.of(
                DesignBuilder.build(Formula.parse(formula), table(), parsed),
                new ModelOptions(parsed, Priors.none(), Parametrization.noncentered(), form != Form.ROWS));
        Sampled sampled = form == Form.INTEGRATED ? MarginalModel.of(model) : model;
        return new Problem(sampled.structure(), List.of(sampled.data()));
    }

    private Map<String, Double> binary() {
        return formula.contains("x") ? Map.of("x", 0.2) : Map.of();
    }
}
