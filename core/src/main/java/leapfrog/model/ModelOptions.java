package leapfrog.model;

import leapfrog.model.prior.Priors;

/**
 * Holds what a user may choose about a model besides its formula.
 *
 * @param reduce whether rows may be reduced exactly to fewer weighted ones
 * @param priorOnly whether the likelihood is dropped, so that what is sampled is the prior
 * @param scales the coordinates of the groups' standard deviations
 */
public record ModelOptions(
        Family family,
        Priors priors,
        Parametrization parametrization,
        boolean reduce,
        boolean priorOnly,
        ScaleCoordinates scales) {
    /** With the likelihood, and log sd. */
    public ModelOptions(Family family, Priors priors, Parametrization parametrization, boolean reduce) {
        this(family, priors, parametrization, reduce, false, ScaleCoordinates.LOGARITHMIC);
    }

    /** Which coordinates the groups' standard deviations have; what is reported does not depend on it. */
    public enum ScaleCoordinates {
        /** log sd, as in Stan. */
        LOGARITHMIC,
        /**
         * Where all effects of the sd are noncentered, and the density of its prior is finite at 0, asinh(v / c) with sd = |v|, which
         * chains explore faster; else log sd.
         */
        SIGNED
    }

    /** Gaussian, default priors, noncentered, reduced. */
    public static ModelOptions defaults() {
        return new ModelOptions(Family.GAUSSIAN, Priors.none(), Parametrization.noncentered(), true);
    }

    /** The same with other priors. */
    public ModelOptions with(Priors other) {
        return new ModelOptions(family, other, parametrization, reduce, priorOnly, scales);
    }

    /** The same with another parametrization. */
    public ModelOptions with(Parametrization other) {
        return new ModelOptions(family, priors, other, reduce, priorOnly, scales);
    }

    /** The same without data reduction. */
    public ModelOptions unreduced() {
        return new ModelOptions(family, priors, parametrization, false, priorOnly, scales);
    }

    /** The same without the likelihood. */
    public ModelOptions withoutLikelihood() {
        return new ModelOptions(family, priors, parametrization, reduce, true, scales);
    }

    /** The same with other coordinates of the groups' standard deviations. */
    public ModelOptions with(ScaleCoordinates other) {
        return new ModelOptions(family, priors, parametrization, reduce, priorOnly, other);
    }
}
