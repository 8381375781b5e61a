package leapfrog.sample;

import java.util.List;
import leapfrog.model.Design;
import leapfrog.model.Family;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.Table;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;

/**
 * Holds all that, with the table, makes the same model again.
 *
 * @param formula canonical text
 * @param priors the user's statements, {@code 'b ~ normal(0, 1)'}
 * @param parametrization as the command takes it: {@code noncentered}, {@code county=centered}
 * @param reduce whether rows may be reduced exactly
 * @param priorOnly whether the likelihood is dropped
 */
public record Recipe(
        String formula,
        Family family,
        List<String> priors,
        List<String> parametrization,
        boolean reduce,
        boolean priorOnly) {
    /** With the likelihood. */
    public Recipe(String formula, Family family, List<String> priors, List<String> parametrization, boolean reduce) {
        this(formula, family, priors, parametrization, reduce, false);
    }

    /** Takes unmodifiable copies. */
    public Recipe {
        priors = List.copyOf(priors);
        parametrization = List.copyOf(parametrization);
    }

    /**
     * Makes the model of a table; the same table gives the same model, bit by bit.
     *
     * @throws leapfrog.model.InputException if the table has not what the formula needs, or as {@link Model#of} says
     */
    public Model model(Table table) {
        return Model.of(design(table), options());
    }

    /** The part of the model that knows no priors. */
    public Design design(Table table) {
        return DesignBuilder.build(Formula.parse(formula), table, family);
    }

    /** What the user chose besides the formula. */
    public ModelOptions options() {
        return new ModelOptions(family, Priors.of(priors), Parametrization.parse(parametrization), reduce, priorOnly);
    }

    /** The same with these priors of the user's, and no others. */
    public Recipe withPriors(List<String> others) {
        return new Recipe(formula, family, others, parametrization, reduce, priorOnly);
    }
}
