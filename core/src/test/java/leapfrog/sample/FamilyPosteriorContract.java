package leapfrog.sample;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import leapfrog.engine.Backend;
import leapfrog.model.Family;
import leapfrog.model.FamilyData;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares whole fits of a small model of each family with their exact posteriors ({@code families/*.posterior.csv}, made by
 * {@code families/posteriors.py}), on the backend that a subclass names. Priors are the defaults, which the script writes out, but for
 * eight schools.
 *
 * <p>Over the 22 quantities and seven comparisons each, a right sampler fails the bound of {@link ExactPosterior} with probability 154 ·
 * 5.7e-7 = 9e-5 for a seed chosen blindly; seeds are fixed.
 */
public abstract class FamilyPosteriorContract {
    /** The backend to sample on. */
    protected abstract Backend backend();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = ';', textBlock = """
        bernoulli         ; y ~ x                              ; 2  ; 21
        binomial          ; k | trials(n) + weights(w) ~ u     ; 2  ; 22
        poisson           ; events ~ z + offset(log(time))     ; 2  ; 23
        negative_binomial ; count ~ v                          ; 3  ; 24
        student_t         ; r ~ 1                              ; 3  ; 25
        """)
    final void agreesWithQuadrature(String family, String formula, int quantities, long seed) throws Exception {
        check(family, Family.parse(family), formula, Priors.none(), quantities, seed);
    }

    /** Noncentered, as eight schools need it. */
    @Test
    final void eightSchoolsAgreeWithQuadrature() throws Exception {
        Priors priors = Priors.of(List.of("Intercept ~ normal(0, 5)", "sd ~ half_cauchy(5)"));
        check("eight_schools", Family.GAUSSIAN, "effect | se(se) ~ 1 + (1 | school)", priors, 10, 26);
    }

    private void check(String data, Family family, String formula, Priors priors, int quantities, long seed)
            throws Exception {
        Model model = Model.of(
                DesignBuilder.build(Formula.parse(formula), FamilyData.table(data), family),
                new ModelOptions(family, priors, Parametrization.noncentered(), true));
        assertEquals(quantities, model.quantities());
        Draws draws = PosteriorContract.sample(backend(), model, seed);
        ExactPosterior.of(FamilyData.posterior(data)).requireAgreement(draws, quantities);
    }
}
