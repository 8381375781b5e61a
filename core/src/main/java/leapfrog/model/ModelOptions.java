package leapfrog.model;

import leapfrog.model.prior.Priors;

/**
 * Holds what a user may choose about a model besides its formula.
 *
 * @param reduce whether rows may be reduced exactly to fewer weighted ones
 * @param priorOnly whether the likelihood is dropped, so that what is sampled is the prior
 */
public record ModelOptions(
        Family family, Priors priors, Parametrization parametrization, boolean reduce, boolean priorOnly) {
    /** With the likelihood. */
    public ModelOptions(Family family, Priors priors, Parametrization parametrization, boolean reduce) {
        this(family, priors, parametrization, reduce, false);
    }

    /** Gaussian, default priors, noncentered, reduced. */
    public static ModelOptions defaults() {
        return new ModelOptions(Family.GAUSSIAN, Priors.none(), Parametrization.noncentered(), true);
    }

    /** The same with other priors. */
    public ModelOptions with(Priors other) {
        return new ModelOptions(family, other, parametrization, reduce, priorOnly);
    }

    /** The same with another parametrization. */
    public ModelOptions with(Parametrization other) {
        return new ModelOptions(family, priors, other, reduce, priorOnly);
    }

    /** The same without data reduction. */
    public ModelOptions unreduced() {
        return new ModelOptions(family, priors, parametrization, false, priorOnly);
    }

    /** The same without the likelihood. */
    public ModelOptions withoutLikelihood() {
        return new ModelOptions(family, priors, parametrization, reduce, true);
    }
}
