package leapfrog.sample;

import java.io.Serializable;
import java.util.List;
import leapfrog.model.Design;
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
 * Holds all that, with the table, makes the same model again.
 *
 * @param formula canonical text
 * @param priors the user's statements, {@code 'b ~ normal(0, 1)'}
 * @param parametrization as the command takes it: {@code noncentered}, {@code county=centered}
 * @param reduce whether rows may be reduced exactly
 * @param priorOnly whether the likelihood is dropped
 * @param marginalize whether effects and population coefficients are integrated out where that is exact and faster
 */
public record Recipe(
        String formula,
        Family family,
        List<String> priors,
        List<String> parametrization,
        boolean reduce,
        boolean priorOnly,
        boolean marginalize)
        implements Serializable {
    /** With the likelihood, all coefficients sampled. */
    public Recipe(String formula, Family family, List<String> priors, List<String> parametrization, boolean reduce) {
        this(formula, family, priors, parametrization, reduce, false, false);
    }

    private static final List<String> AUTOMATIC = List.of("auto");

    /** Takes unmodifiable copies. */
    public Recipe {
        priors = List.copyOf(priors);
        parametrization = List.copyOf(parametrization);
    }

    /**
     * Makes the model of a table; the same table gives the same model, bit by bit. Where effects are integrated out it is noncentered,
     * for no parametrization is then better than another.
     *
     * @throws leapfrog.model.InputException if the table has not what the formula needs, or as {@link Model#of} says
     */
    public Model model(Table table) {
        return model(design(table));
    }

    /** Makes the model of a design that {@link #design}, or its equal, has made of a table. */
    public Model model(Design design) {
        if (marginalize && parametrization.equals(AUTOMATIC)) {
            Model noncentered = Model.of(design, options().with(Parametrization.noncentered()));
            if (integrates(noncentered)) {
                return noncentered;
            }
        }
        return Model.of(design, options());
    }

    /** Whether coefficients of a model of this recipe are integrated out: a parametrization that was asked for is of sampled ones. */
    public boolean integrates(Model model) {
        return marginalize
                && parametrization.equals(AUTOMATIC)
                && MarginalModel.obstacle(model) == null
                && MarginalModel.reservation(model) == null;
    }

    /** What chains move in. */
    Sampled sampled(Model model) {
        return integrates(model) ? MarginalModel.of(model) : model;
    }

    /** The part of the model that knows no priors. */
    public Design design(Table table) {
        return DesignBuilder.build(Formula.parse(formula), table, family);
    }

    /** What the user chose besides the formula. */
    public ModelOptions options() {
        return new ModelOptions(
                family,
                Priors.of(priors),
                Parametrization.parse(parametrization),
                reduce,
                priorOnly,
                ModelOptions.ScaleCoordinates.SIGNED);
    }

    /** The same with these priors of the user's, and no others. */
    public Recipe withPriors(List<String> others) {
        return new Recipe(formula, family, others, parametrization, reduce, priorOnly, marginalize);
    }

    /** The same with another distribution of the response. */
    public Recipe withFamily(Family other) {
        return new Recipe(formula, other, priors, parametrization, reduce, priorOnly, marginalize);
    }

    /** The same with groups in other forms. */
    public Recipe withParametrization(List<String> other) {
        return new Recipe(formula, family, priors, other, reduce, priorOnly, marginalize);
    }

    /** The same without the likelihood. */
    public Recipe ofPriorOnly() {
        return new Recipe(formula, family, priors, parametrization, reduce, true, marginalize);
    }

    /**
     * The same with coefficients integrated out or not.
     *
     * @param wanted whether to integrate out what can be
     */
    public Recipe marginalizing(boolean wanted) {
        return new Recipe(formula, family, priors, parametrization, reduce, priorOnly, wanted);
    }
}
