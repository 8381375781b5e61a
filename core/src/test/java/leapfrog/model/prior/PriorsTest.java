package leapfrog.model.prior;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.model.InputException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads priors as users write them, finds the most specific, and looks at every message. */
class PriorsTest {
    private static final List<Slot> SLOTS = List.of(
            new Slot("Intercept", "b_Intercept", ""),
            new Slot("b", "b_floor", ""),
            new Slot("b", "b_county", "ANOKA"),
            new Slot("b", "b_county", "BECKER"),
            new Slot("sd", "sd_county", "Intercept"),
            new Slot("sd", "sd_county", "floor"),
            new Slot("sd", "sd_state:county", "Intercept"),
            new Slot("sigma", "sigma", ""));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "normal(0, 2.5)",
                "student_t(3, 0, 2.5)",
                "cauchy(-1, 0.1)",
                "half_normal(5)",
                "half_cauchy(1.0E-7)",
                "half_student_t(4, 2)",
                "exponential(0.3333333333333333)",
                "gamma(2, 0.1)",
                "inv_gamma(0.001, 0.001)",
                "uniform(-1.5, 3)",
                "lkj(0.5)",
                "flat",
                "normal(0, 1, lower=0)",
                "student_t(3, 0, 2.5, upper=-0.5)",
                "gamma(2, 1, lower=0, upper=7)",
                "flat(lower=0)"
            })
    void densitiesPrintAsTheyParse(String text) {
        assertEquals(text, DensityParser.parse(text, "prior").text());
    }

    @Test
    void spacesAndExponentsAreFree() {
        assertEquals(new Density.StudentT(3, -0.5, 250), DensityParser.parse("student_t ( 3.,-.5 , +2.5e2 )", "prior"));
        assertEquals(
                new Density.Truncated(new Density.Normal(0, 1), new Support(-1, 2)),
                DensityParser.parse("normal(0, 1, upper = 2 ,lower= -1)", "prior"));
        assertEquals("exponential(1.172)", new Density.Exponential(1.17213378).brief());
        assertEquals("normal(0, 10000)", new Density.Normal(0, 10000).brief());
    }

    @Test
    void theMostSpecificWins() {
        Priors priors = Priors.of(List.of(
                "sd_county[floor] ~ half_normal(1)",
                "sd ~ half_normal(3)",
                "sd:county ~ half_normal(2)",
                "b:floor ~ normal(0, 1)",
                "b_county[BECKER] ~ normal(0, 3)",
                "b ~ normal(0, 2)",
                "b_Intercept ~ flat"));
        assertEquals(
                Arrays.asList(
                        "b_Intercept ~ flat",
                        "b:floor ~ normal(0, 1)",
                        "b ~ normal(0, 2)",
                        "b_county[BECKER] ~ normal(0, 3)",
                        "sd:county ~ half_normal(2)",
                        "sd_county[floor] ~ half_normal(1)",
                        "sd ~ half_normal(3)",
                        null),
                texts(priors.assign(SLOTS, "the gaussian family")));
    }

    private static List<@Nullable String> texts(List<@Nullable PriorStatement> statements) {
        List<@Nullable String> texts = new ArrayList<>();
        statements.forEach(statement -> texts.add(statement == null ? null : statement.text()));
        return texts;
    }

    @Test
    void aLevelMayHoldTildesAndBrackets() {
        List<Slot> odd = List.of(new Slot("b", "b_g", "a~[b]"));
        assertEquals(
                1,
                Priors.of(List.of("b_g[a~[b]] ~ flat"))
                        .assign(odd, "the gaussian family")
                        .size());
        assertNull(Priors.none().assign(odd, "the gaussian family").getFirst());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        sd:conty ~ exponential(1)           | no group 'conty'; groups are: county, state:county
        sd_county[flor] ~ exponential(1)    | no element 'flor'; those of sd_county are: Intercept, floor
        b_flor ~ normal(0, 1)               | no population coefficient 'flor'; coefficients are: Intercept, floor, county
        b_floor[1] ~ normal(0, 1)           | b_floor is a single parameter; leave out [1]
        b_county[ANOK] ~ normal(0, 1)       | no element 'ANOK'; those of b_county are: ANOKA, BECKER
        cor ~ normal(0, 1)                  | the model has no correlated group effects
        nu ~ exponential(1)                 | the gaussian family has no nu
        sdd ~ exponential(1)                | no class or parameter 'sdd' (did you mean sd?); classes are: Intercept, Intercept_centered, b, sd, cor, sigma, nu, shape
        sd[floor] ~ exponential(1)          | the class sd takes no index; give one parameter by its reported name
        precision:b ~ exponential(1)        | b has no precision; sigma and the groups' sds have, for example 'precision:sd ~ exponential(1)'
        variance:sd_conty ~ flat            | no group 'conty'; groups are: county, state:county
        variance:sd ~ uniform(-1, 4)        | the lower bound is below 0, but variance:sd_county[Intercept] is positive; use 0 or more
        sd_county[floor ~ exponential(1)    | 'sd_county[floor' should end with ']'
        b ~ norml(0, 1)                     | no density 'norml' (did you mean normal?); densities are: cauchy(location, scale), exponential(rate), flat
        sd ~ gama(2, 0.1)                   | no density 'gama' (did you mean gamma?); densities are: cauchy(
        sd ~ gamma(2, 0)                    | the rate is 0; it must be greater than 0
        b ~ uniform(2, 1)                   | the lower bound 2.0 is not below the upper bound 1.0
        b ~ normal(0, 1, lower=1, upper=1)  | the lower bound 1.0 is not below the upper bound 1.0
        b ~ normal(0, 1, lower=0, lower=1)  | lower= is there twice
        b ~ normal(0, 1, lowr=0)            | 'lowr=0' is not a bound; bounds are lower= and upper=
        b ~ normal(0, 1, lower=)            | the lower '' is not a number
        b ~ normal(0, 1, upper=inf)         | the upper 'inf' is not a finite number
        b ~ normal(0, lower=0, 1)           | '1' stands behind lower= or upper=, which come last
        b ~ uniform(0, 1, lower=0.5)        | uniform has its bounds as arguments
        b ~ uniform(lower=0, upper=1)       | uniform takes 2 arguments (lower, upper), not 0
        b ~ normal(0)                       | normal takes 2 arguments (mean, sd), not 1
        b ~ flat(0)                         | flat takes no arguments, not 1
        sd ~ exponential()                  | exponential takes 1 argument (rate), not 0
        b ~ normal(0, -1)                   | the sd is -1; it must be greater than 0
        sigma ~ half_cauchy(0)              | the scale is 0; it must be greater than 0
        b ~ student_t(-3, 0, 1)             | the df is -3; it must be greater than 0
        b ~ normal(NaN, 1)                  | the mean 'NaN' is not a finite number
        b ~ normal(0, 1e999)                | the sd '1e999' is not a finite number
        b ~ normal(0, two)                  | the sd 'two' is not a number
        b ~ normal(0, 1                     | it should end with ')'
        b normal(0, 1)                      | it should read 'CLASS ~ DENSITY'
        b ~                                 | nothing stands after the '~'
        ~ flat                              | nothing stands before the '~'
        b ~ half_normal(1)                  | half_normal allows positive values only, but b_floor may be negative
        Intercept ~ exponential(1)          | exponential allows positive values only, but b_Intercept may be negative
        b ~ exponential(1, upper=4)         | exponential allows positive values only, but b_floor may be negative; use normal, student_t, cauchy or flat, or bound it: exponential(1, lower=0, upper=4)
        b ~ gamma(2, 1, lower=-1)           | gamma allows positive values only, but b_floor may be negative; use normal, student_t, cauchy or flat, or bound it: gamma(2, 1, lower=0)
        b ~ normal(0, 1, lower=1e200)       | it has no mass between its bounds
        Intercept_centered ~ uniform(0, 1)  | Intercept_centered is a sum of coefficients and has no bounds
        Intercept_centered ~ flat(lower=0)  | Intercept_centered is a sum of coefficients and has no bounds
        sd ~ normal(-1e200, 1)              | it has no mass above 0
        sd ~ lkj(2)                         | lkj is a density of correlations, which sd_county[Intercept] is not; its target is cor
        b_floor ~ lkj(1)                    | lkj is a density of correlations, which b_floor is not
        cor ~ lkj(0)                        | the eta is 0; it must be greater than 0
        cor ~ lkj(1, 2)                     | lkj takes 1 argument (eta), not 2
        sd ~ uniform(-1, 4)                 | the lower bound is below 0, but sd_county[Intercept] is positive; use 0 or more
        sd ~ normal(0, 1, lower=-1)         | the lower bound is below 0, but sd_county[Intercept] is positive; use 0 or more
        sigma ~ uniform(-4, -1)             | the lower bound is below 0, but sigma is positive; use 0 or more
        sigma ~ normal(0, 1, upper=0)       | it has no mass above 0, where sigma must be; use a greater upper bound
        """)
    void messagesSayWhatIsWrongAndWhatIsRight(String statement, String message) {
        InputException exception = assertThrows(
                InputException.class, () -> Priors.of(List.of(statement)).assign(SLOTS, "the gaussian family"));
        assertTrue(
                exception.getMessage().startsWith("prior '" + statement + "': " + message),
                () -> exception.getMessage());
    }

    @Test
    void whatTheModelHasNotIsSaid() {
        List<Slot> bare = List.of(new Slot("Intercept", "b_Intercept", ""), new Slot("sigma", "sigma", ""));
        assertEquals(
                "prior 'b ~ flat': the model has no population coefficient but the intercept",
                message("b ~ flat", bare));
        assertEquals("prior 'sd ~ flat': the model has no groups, so no sd", message("sd ~ flat", bare));
        assertEquals("prior 'sd_g ~ flat': no group 'g'; the model has no groups", message("sd_g ~ flat", bare));
        assertEquals(
                "prior 'cor_g ~ lkj(1)': no correlated group 'g'; the model has no correlated group effects",
                message("cor_g ~ lkj(1)", bare));
        assertEquals(
                "prior 'Intercept_centered ~ flat': the model has no intercept",
                message("Intercept_centered ~ flat", bare.subList(1, 2)));
    }

    @Test
    void correlationsTakeLkjAlone() {
        List<Slot> slots = List.of(
                new Slot("sd", "sd_g", "Intercept"), new Slot("cor", "cor_g", "a,b"), new Slot("cor", "cor_h", "a,b"));
        assertEquals(
                Arrays.asList(null, "cor:g ~ lkj(2)", "cor ~ lkj(3)"),
                texts(Priors.of(List.of("cor ~ lkj(3)", "cor:g ~ lkj(2)")).assign(slots, "gaussian")));
        assertEquals(
                "prior 'cor_g ~ normal(0, 1)': correlations take lkj(eta) alone, for example 'cor ~ lkj(2)'",
                message("cor_g ~ normal(0, 1)", slots));
        assertEquals(
                "prior 'cor ~ flat': correlations take lkj(eta) alone, for example 'cor ~ lkj(2)'",
                message("cor ~ flat", slots));
        assertEquals(
                "prior 'cor_g[a,b] ~ lkj(2)': lkj is a density of all correlations of a group together; write"
                        + " 'cor_g ~ lkj(2)'",
                message("cor_g[a,b] ~ lkj(2)", slots));
        assertEquals(
                "prior 'cor_f ~ lkj(2)': no correlated group 'f'; correlated groups are: g, h",
                message("cor_f ~ lkj(2)", slots));
    }

    private static String message(String statement, List<Slot> slots) {
        return assertThrows(
                        InputException.class,
                        () -> Priors.of(List.of(statement)).assign(slots, "the gaussian family"))
                .getMessage();
    }

    @Test
    void aPriorThatIsNeverUsedIsAnError() {
        Priors priors = Priors.of(List.of("b_floor ~ flat", "b_county ~ flat", "b ~ normal(0, 1)"));
        InputException exception =
                assertThrows(InputException.class, () -> priors.assign(SLOTS, "the gaussian family"));
        assertTrue(exception.getMessage().startsWith("prior 'b ~ normal(0, 1)': it is not applied to anything"));
    }

    @Test
    void oneTargetHasOnePrior() {
        assertThrows(InputException.class, () -> Priors.of(List.of("sd_county ~ flat", "sd:county ~ half_normal(1)")));
        assertThrows(InputException.class, () -> Priors.of(List.of("Intercept ~ flat", "b_Intercept ~ flat")));
        Priors raw = Priors.of(List.of("b:Intercept ~ flat"));
        Priors centered = Priors.of(List.of("Intercept_centered ~ flat"));
        InputException exception = assertThrows(InputException.class, () -> raw.and(centered));
        assertTrue(exception.getMessage().startsWith("priors on Intercept and Intercept_centered exclude each other"));
    }

    @Test
    void filesHaveCommentsAndLineNumbers() {
        Priors priors = Priors.ofLines(
                "priors.txt", List.of("# scales", "", "  sd ~ half_normal(5)  # both", "sigma ~ half_cauchy(5)"));
        assertEquals(List.of("sd ~ half_normal(5)", "sigma ~ half_cauchy(5)"), priors.texts());
        InputException exception =
                assertThrows(InputException.class, () -> Priors.ofLines("priors.txt", List.of("", "b ~ normal(0, 0)")));
        assertEquals(
                "prior 'b ~ normal(0, 0)' (priors.txt line 2): the sd is 0; it must be greater than 0",
                exception.getMessage());
    }
}
