package leapfrog.model;

import leapfrog.model.prior.Priors;

/**
 * Holds what a user may choose about a model besides its formula.
 *
 * @param reduce whether rows may be reduced exactly to fewer weighted ones
 */
public record ModelOptions(Family family, Priors priors, Parametrization parametrization, boolean reduce) {
    /** Gaussian, default priors, noncentered, reduced. */
    public static ModelOptions defaults() {
        return new ModelOptions(Family.GAUSSIAN, Priors.none(), Parametrization.noncentered(), true);
    }

    public ModelOptions with(Priors other) {
        return new ModelOptions(family, other, parametrization, reduce);
    }

    public ModelOptions with(Parametrization other) {
        return new ModelOptions(family, priors, other, reduce);
    }

    /** The same without data reduction. */
    public ModelOptions unreduced() {
        return new ModelOptions(family, priors, parametrization, false);
    }
}
