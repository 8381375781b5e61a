package leapfrog.sample;

import java.util.List;
import leapfrog.model.Family;

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

    public Recipe {
        priors = List.copyOf(priors);
        parametrization = List.copyOf(parametrization);
    }
}
