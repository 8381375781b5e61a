package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import leapfrog.model.Design.Additions;
import leapfrog.model.Design.Factor;
import leapfrog.model.Design.GroupCoefficient;
import leapfrog.model.Design.GroupTerm;
import leapfrog.model.Design.PopulationTerm;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks likelihood, parameters, default priors, warnings and messages of models of each family. */
class ModelFamiliesTest {
    private static final Additions TRIALS = new Additions(null, true, new double[] {9, 9, 9, 9}, null);
    private static final Additions ERRORS = new Additions(new double[] {1, 2, 1, 2}, false, null, null);
    private static final Additions BOTH = new Additions(new double[] {1, 2, 1, 2}, true, null, null);

    /** {@code y ~ x + (1 | g)} of four rows. */
    private static Design design(Additions additions, double... response) {
        return new Design(
                "y ~ x + (1 | g)",
                4,
                IntStream.range(0, response.length).toArray(),
                "y",
                response,
                List.of(),
                List.of(new Factor(
                        "g", List.of("left", "right"), Arrays.copyOf(new int[] {1, 0, 1, 0}, response.length))),
                List.of(
                        new PopulationTerm("Intercept", null, -1, new boolean[0]),
                        new PopulationTerm(
                                "x", Arrays.copyOf(new double[] {0, 1, 2, 3}, response.length), -1, new boolean[0])),
                List.of(new GroupTerm(0, List.of(new GroupCoefficient("Intercept", null)), false)),
                null,
                additions);
    }

    private static ModelOptions options(String family, String... priors) {
        return new ModelOptions(Family.parse(family), Priors.of(List.of(priors)), Parametrization.noncentered(), true);
    }

    private static Model model(String family, Additions additions, double... response) {
        return Model.of(design(additions, response), options(family));
    }

    private static Additions additions(String name) {
        return switch (name) {
            case "trials" -> TRIALS;
            case "se" -> ERRORS;
            case "se+sigma" -> BOTH;
            default -> Additions.NONE;
        };
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
        gaussian,           none,     NORMAL,            sigma
        gaussian(sigma=2),  none,     NORMAL,            none
        gaussian,           se,       NORMAL,            none
        gaussian,           se+sigma, NORMAL_WITH_ERROR, sigma
        student_t,          none,     STUDENT_T,         sigma nu
        student_t(nu=4),    none,     STUDENT_T,         sigma
        bernoulli,          none,     BINOMIAL,          none
        binomial,           trials,   BINOMIAL,          none
        poisson,            none,     POISSON,           none
        negative_binomial,  none,     NEGATIVE_BINOMIAL, shape
        """)
    void familiesHaveTheirLikelihoodAndParameters(
            String family, String additions, Likelihood likelihood, String parameters) {
        Model model = model(family, additions(additions == null ? "" : additions), 1, 0, 1, 0);
        List<String> estimated = parameters == null ? List.of() : List.of(parameters.split(" "));
        assertEquals(likelihood, model.structure().likelihood());
        assertEquals(likelihood.parameters().size(), model.data().parameters().size());
        int scalars = 3 + estimated.size();
        assertEquals(scalars, model.data().scalars().size());
        assertEquals(
                estimated.stream().map(name -> "log_" + name).toList(),
                model.coordinates().subList(3, scalars));
        assertEquals(
                estimated,
                model.variables().subList(3, scalars).stream()
                        .map(Variable::name)
                        .toList());
        double[] position =
                IntStream.range(0, model.dimension()).mapToDouble(i -> 0.1 * i).toArray();
        double[] reported = new double[model.quantities()];
        model.report(position, 0, reported, 0);
        for (int k = 0; k < estimated.size(); k++) {
            assertEquals(Math.exp(position[3 + k]), reported[3 + k]);
        }
    }

    @Test
    void fixedParametersKeepTheirValue() {
        assertEquals(
                List.of(ModelData.FamilyParameter.estimated(3), ModelData.FamilyParameter.fixed(4)),
                model("student_t(nu=4)", Additions.NONE, 1, 0, 1, 0).data().parameters());
        Model known = model("gaussian", ERRORS, 1, 0, 1, 0);
        assertEquals(List.of(ModelData.FamilyParameter.fixed(1)), known.data().parameters());
        assertEquals(
                "[0.25, 0.25, 1.0, 1.0]", Arrays.toString(known.data().rows().weight()));
        assertEquals(-2 * Math.log(2), known.data().rows().totals().constant());
    }

    @Test
    void onALinkDefaultPriorsDoNotDependOnTheResponse() {
        double sdX = Math.sqrt(5 / 3.0);
        assertEquals(
                List.of(
                        "Intercept_centered ~ normal(0, 2.5)",
                        "b_x ~ normal(0, " + 2.5 / sdX + ")",
                        "sd_g ~ exponential(1)",
                        "shape ~ gamma(2, 0.1)"),
                priors(model("negative_binomial", Additions.NONE, 0, 30, 2, 100)));
        for (String family : List.of("bernoulli", "poisson")) {
            assertEquals(3, priors(model(family, Additions.NONE, 0, 1, 1, 1)).size());
        }
    }

    @Test
    void onTheIdentityTheyAreThoseOfTheGaussian() {
        List<String> gaussian = priors(model("gaussian", Additions.NONE, 1, 3, 5, 11));
        List<String> student = priors(model("student_t", Additions.NONE, 1, 3, 5, 11));
        assertEquals(gaussian, student.subList(0, 4));
        assertEquals(List.of("nu ~ gamma(2, 0.1)"), student.subList(4, 5));
        assertEquals(gaussian.subList(0, 3), priors(model("gaussian", ERRORS, 1, 3, 5, 11)));
    }

    private static List<String> priors(Model model) {
        return model.priors().stream().map(PriorUse::text).toList();
    }

    @Test
    void aConstantResponseIsAnErrorOnlyWhereADefaultPriorNeedsItsSd() {
        assertEquals(
                "the response y is constant, so the default priors, which are scaled by its standard deviation, do not"
                        + " exist; give priors on Intercept, b, sd, sigma, for example 'Intercept ~ normal(0, 10)'",
                message(design(Additions.NONE, 2, 2, 2, 2), options("student_t")));
        String[] priors = {"Intercept ~ normal(0, 1)", "b ~ normal(0, 1)", "sd ~ exponential(1)"};
        assertEquals(
                List.of(),
                Model.of(design(ERRORS, 2, 2, 2, 2), options("gaussian", priors))
                        .warnings());
        assertEquals(List.of(), model("poisson", Additions.NONE, 2, 2, 2, 2).warnings());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
        bernoulli,         none,   0, the response y is 0 in all of its 4 rows: the intercept is kept finite by its prior alone
        bernoulli,         none,   1, the response y is 1 in all of its 4 rows: the intercept is kept finite by its prior alone
        binomial,          trials, 0, the response y is 0 in all of its 4 rows: the intercept is kept finite by its prior alone
        binomial,          trials, 9, the response y is the number of trials in all of its 4 rows: the intercept is kept finite by its prior alone
        poisson,           none,   0, the response y is 0 in all of its 4 rows: the intercept is kept finite by its prior alone
        negative_binomial, none,   0, the response y is 0 in all of its 4 rows: the intercept is kept finite by its prior alone
        """)
    void aResponseAtTheEndOfItsSupportIsWarnedOf(String family, String additions, double y, String warning) {
        assertEquals(
                List.of(warning),
                model(family, additions(additions == null ? "" : additions), y, y, y, y)
                        .warnings());
    }

    @Test
    void oneRowAndNoWeightAreLegal() {
        assertEquals(
                "there is one row: the posterior rests on the priors",
                model("poisson", Additions.NONE, 3).warnings().getFirst());
        Additions zeros = new Additions(null, true, null, new double[4]);
        assertEquals(
                List.of("all weights are 0: the posterior is the prior"),
                model("poisson", zeros, 3, 1, 0, 0).warnings());
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
        poisson          ; none ; sigma ~ exponential(1) ; the poisson family has no sigma
        student_t(nu=4)  ; none ; nu ~ gamma(2, 0.1)     ; the student_t(nu=4) family has no nu
        gaussian         ; se   ; sigma ~ exponential(1) ; the gaussian family with standard errors in the place of sigma has no sigma
        gaussian         ; none ; shape ~ exponential(1) ; the gaussian family has no shape
        negative_binomial; none ; shape ~ normal(-1e200, 1) ; it has no mass above 0
        """)
    void aPriorOnWhatTheFamilyHasNotIsAnError(String family, String additions, String prior, String message) {
        String said = message(design(additions(additions), 1, 0, 1, 0), options(family, prior));
        String start = "prior '" + prior + "': " + message;
        assertEquals(start, said.substring(0, Math.min(start.length(), said.length())));
    }

    private static String message(Design design, ModelOptions options) {
        return assertThrows(InputException.class, () -> Model.of(design, options))
                .getMessage();
    }
}
