package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows of weight 0 and of no trials tell no coefficient, nor coefficients apart. */
class SilentRowsTest {
    /** Level c has silent rows alone; u is x but for these. */
    private static final Table TABLE = Table.of(Map.of(
            "y", new Table.Column.Numbers(new double[] {1, 1.4, 0.7, 2.1, 2.6, 1.9, 5, 6}),
            "k", new Table.Column.Numbers(new double[] {0, 1, 0, 1, 1, 0, 0, 0}),
            "f", new Table.Column.Text(new String[] {"a", "a", "a", "b", "b", "b", "c", "c"}),
            "x", new Table.Column.Numbers(new double[] {0.2, 0.5, 1, 0.3, 0.7, 0.9, 2, 3}),
            "u", new Table.Column.Numbers(new double[] {0.2, 0.5, 1, 0.3, 0.7, 0.9, 5, 1}),
            "v", new Table.Column.Numbers(new double[] {0.2, 0.5, 1, 0.3, 0.7, 0.9, 2, 7}),
            "w", new Table.Column.Numbers(new double[] {1, 1, 1, 1, 1, 1, 0, 0})));

    private static Model model(String formula, String family, String... priors) {
        Family parsed = Family.parse(family);
        return Model.of(
                DesignBuilder.build(Formula.parse(formula), TABLE, parsed),
                new ModelOptions(parsed, Priors.of(List.of(priors)), Parametrization.noncentered(), true));
    }

    @ParameterizedTest
    @CsvSource({
        "y | weights(w) ~ f, gaussian",
        "k | weights(w) ~ f, bernoulli",
        "k | trials(w) ~ f, binomial",
        "k | weights(w) ~ f + (1 | x), poisson"
    })
    void aCoefficientOfSilentRowsAloneNeedsAProperPrior(String formula, String family) {
        InputException e = assertThrows(InputException.class, () -> model(formula, family, "b ~ flat"));
        assertEquals(
                "prior 'b ~ flat': no row informs b_f[c], so with a flat prior its posterior is improper; give it a"
                        + " proper prior",
                e.getMessage());
        assertEquals(
                List.of("no row informs b_f[c]: the posterior is the prior there"),
                model(formula, family, "b ~ normal(0, 10)").warnings());
    }

    @Test
    void coefficientsThatSilentRowsAloneTellApartNeedOneToo() {
        InputException e = assertThrows(
                InputException.class,
                () -> model("y | weights(w) ~ x + u", "gaussian", "b ~ flat", "Intercept ~ flat"));
        assertEquals(
                "with flat priors the posterior is improper: on the rows that inform it b_u is a linear"
                        + " combination of b_x; give a proper prior",
                e.getMessage());
        assertEquals(
                List.of(),
                model("y | weights(w) ~ x + u", "gaussian", "b_u ~ normal(0, 1)", "b_x ~ flat")
                        .warnings());
        assertEquals(List.of(), model("y ~ x + u", "gaussian", "b ~ flat").warnings());
    }

    @Test
    void aProperPriorOnOneOfThreeDoesNotTellTheOtherTwoApart() {
        // On the rows with a weight x, u and v are the same; b_u - b_v stays flat.
        InputException e = assertThrows(
                InputException.class,
                () -> model("y | weights(w) ~ x + u + v", "gaussian", "b ~ flat", "b_x ~ normal(0, 1)"));
        assertEquals(
                "with flat priors the posterior is improper: on the rows that inform it b_v is a linear combination of"
                        + " b_u; give a proper prior",
                e.getMessage());
    }

    @Test
    void noRowWithAWeightTellsNothing() {
        InputException e =
                assertThrows(InputException.class, () -> model("y | weights(0) ~ 1", "gaussian", "Intercept ~ flat"));
        assertEquals(
                "prior 'Intercept ~ flat': no row informs b_Intercept, so with a flat prior its posterior is improper;"
                        + " give it a proper prior",
                e.getMessage());
    }
}
