package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import leapfrog.model.Design.Factor;
import leapfrog.model.Design.GroupCoefficient;
import leapfrog.model.Design.GroupTerm;
import leapfrog.model.Design.PopulationTerm;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;

/** Checks the names, quantities, priors and messages of models. */
class ModelTest {
    @Test
    void radonHasItsQuantities() {
        assertEquals(
                List.of("b_Intercept", "b_floor", "sigma"),
                Radon.model("pooled", true).quantityNames());
        List<String> unpooled = Radon.model("unpooled", true).quantityNames();
        assertEquals(171, unpooled.size());
        assertEquals("b_county:floor[AITKIN]", unpooled.get(85));
        Model partial = Radon.model("partial_2022.noncentered", true);
        List<String> names = partial.quantityNames();
        assertEquals(175, names.size());
        assertEquals(175, new HashSet<>(names).size());
        assertEquals(175, partial.quantities());
        assertEquals(
                List.of("b_Intercept", "b_floor", "sd_county[Intercept]", "sd_county[floor]", "sigma"),
                names.subList(0, 5));
        assertEquals(List.of("coef_county[AITKIN,Intercept]", "coef_county[AITKIN,floor]"), names.subList(5, 7));
        Variable coefficients = partial.variables().getLast();
        assertEquals(
                List.of("county", "county_effect"),
                coefficients.axes().stream().map(Variable.Axis::dimension).toList());
        assertEquals(5, coefficients.offset());
    }

    @Test
    void quantitiesOfReferenceFilesAreReported() {
        for (String name : new String[] {"pooled", "unpooled", "partial_2022"}) {
            List<String> expected = Json.text(name + ".posterior.csv")
                    .lines()
                    .skip(1)
                    .map(line -> line.replaceAll("(,[^,\\]]*){7}$", "").replace("\"", ""))
                    .toList();
            Model model = Radon.model(name.equals("partial_2022") ? name + ".centered" : name, true);
            assertEquals(new HashSet<>(expected), new HashSet<>(model.quantityNames()));
        }
    }

    @Test
    void coordinatesSayWhatTheyAre() {
        List<String> names = Crossed.mixed(true).coordinates();
        assertEquals(
                List.of(
                        "b_Intercept",
                        "b_x",
                        "b_u",
                        "b_f[1]",
                        "b_f[2]",
                        "log_sd_a[Intercept]",
                        "log_sd_a[x]",
                        "log_sd_b[Intercept]",
                        "log_sigma",
                        "z_a[a0,Intercept]"),
                names.subList(0, 10));
        assertEquals("coef_a[a0,x]", names.get(15));
        assertEquals("r_b[b2,Intercept]", names.get(23));
    }

    @Test
    void reportsTheGroupsOwnCoefficientsUnderAnyParametrization() {
        Model mixed = Crossed.mixed(true);
        double[] position = IntStream.range(0, 24).mapToDouble(k -> Math.cos(k)).toArray();
        double[] out = new double[mixed.quantities() + 2];
        double[] shifted = new double[26];
        System.arraycopy(position, 0, shifted, 2, 24);
        mixed.report(shifted, 2, out, 1);
        List<String> names = mixed.quantityNames();
        double sd = Math.exp(position[5]);
        assertEquals(position[0] + sd * position[9], out[1 + names.indexOf("coef_a[a0,Intercept]")]);
        assertEquals(position[17], out[1 + names.indexOf("coef_a[a2,x]")]);
        assertEquals(position[0] + position[22], out[1 + names.indexOf("coef_b[b1,Intercept]")]);
        assertEquals(Math.exp(position[6]), out[1 + names.indexOf("sd_a[x]")]);
        assertEquals(Math.exp(position[8]), out[1 + names.indexOf("sigma")]);
        assertEquals(position[4], out[1 + names.indexOf("b_f[2]")]);
        assertEquals(0, out[0]);
        assertEquals(0, out[mixed.quantities() + 1]);
        assertEquals("f_contrast", mixed.variables().get(3).axes().getFirst().dimension());
    }

    @Test
    void absorbedEffectsLeaveTheLikelihood() {
        Model model = Crossed.mixed(true);
        // u and f directly, then a's Intercept with mean b_Intercept, a's x with mean b_x, b's Intercept with mean 0.
        List<ModelData.Source> sources =
                model.data().terms().stream().map(ModelData.Term::source).toList();
        assertEquals(5, sources.size());
        assertEquals(0, ((ModelData.Pooled) sources.get(2)).mean());
        assertEquals(1, ((ModelData.Pooled) sources.get(3)).mean());
        assertEquals(-1, ((ModelData.Pooled) sources.get(4)).mean());
        assertEquals(2, model.data().rows().covariates().length, "x of the population and of the group are one column");
    }

    @Test
    void levelsOfAFactorAreAbsorbedOneByOne() {
        int[] kind = {0, 1, 2, 1};
        Factor group = twoGroups(1, 3, 5, 11).factors().getFirst();
        Design design = new Design(
                "y ~ f + (0 + f || g)",
                4,
                new int[] {0, 1, 2, 3},
                "y",
                new double[] {1, 3, 5, 11},
                List.of(group, new Factor("f", List.of("a", "b", "c"), kind)),
                List.of(
                        new PopulationTerm("Intercept", null, -1, new boolean[0]),
                        new PopulationTerm("f", null, 1, new boolean[] {false, true, true})),
                List.of(new GroupTerm(
                        0,
                        List.of(
                                new GroupCoefficient("fa", new double[] {1, 0, 0, 0}),
                                new GroupCoefficient("fb", new double[] {0, 1, 0, 1})),
                        false)),
                null);
        Model model = Model.of(design, ModelOptions.defaults().with(Parametrization.centered()));
        List<ModelData.Term> terms = model.data().terms();
        assertEquals(4, terms.size());
        assertArrayEquals(
                new int[] {-1, -1, 2}, ((ModelData.Direct) terms.get(1).source()).scalar());
        assertEquals(-1, ((ModelData.Pooled) terms.get(2).source()).mean());
        assertEquals(1, ((ModelData.Pooled) terms.get(3).source()).mean());
        assertEquals("r_g[left,fa]", model.coordinates().get(6));
        assertEquals("coef_g[left,fb]", model.coordinates().get(8));
    }

    @Test
    void aSlopeAfterAFactorIsAbsorbedOnce() {
        double[] x = {0, 1, 2, 3};
        Factor group = twoGroups(1, 3, 5, 11).factors().getFirst();
        GroupTerm slope = new GroupTerm(0, List.of(new GroupCoefficient("x", x)), false);
        Design design = new Design(
                "y ~ f + x + (0 + x || g) + (0 + x || h)",
                4,
                new int[] {0, 1, 2, 3},
                "y",
                new double[] {1, 3, 5, 11},
                List.of(
                        group,
                        new Factor("h", List.of("a", "b"), new int[] {0, 0, 1, 1}),
                        new Factor("f", List.of("a", "b", "c"), new int[] {0, 1, 2, 1})),
                List.of(
                        new PopulationTerm("Intercept", null, -1, new boolean[0]),
                        new PopulationTerm("f", null, 2, new boolean[] {false, true, true}),
                        new PopulationTerm("x", x, -1, new boolean[0])),
                List.of(slope, new GroupTerm(1, slope.coefficients(), false)),
                null);
        List<ModelData.Term> terms =
                Model.of(design, ModelOptions.defaults()).data().terms();
        assertEquals(4, terms.size());
        assertEquals(3, ((ModelData.Pooled) terms.get(2).source()).mean());
        assertEquals(-1, ((ModelData.Pooled) terms.get(3).source()).mean());
    }

    @Test
    void reductionSaysWhatItDid() {
        Model model = Radon.model("partial_2022.centered", true);
        assertEquals(
                new Reduction(919, 145, Reduction.Method.CELLS, Likelihood.NORMAL, List.of("county")),
                model.reduction());
        assertEquals("145 cells", model.reduction().text());
        assertTrue(model.structure().weights());
        assertFalse(Radon.model("partial_2022.centered", false).reduction().reduced());
        assertEquals(List.of(), model.warnings());
        assertEquals(
                "no row informs b_county:floor[BIG STONE], b_county:floor[CASS], b_county:floor[CHIPPEWA],"
                    + " b_county:floor[CHISAGO], b_county:floor[COOK] and 20 more: the posterior is the prior there",
                Radon.model("unpooled", true).warnings().getFirst());
    }

    @Test
    void defaultPriorsAreScaledToTheData() {
        Design design = twoGroups(1, 3, 5, 11);
        Model model = Model.of(design, ModelOptions.defaults().with(Priors.of(List.of("sigma ~ half_normal(7)"))));
        double sd = Math.sqrt((16 + 4 + 0 + 36) / 3.0);
        double sdX = Math.sqrt((2.25 + 0.25 + 0.25 + 2.25) / 3);
        assertEquals(
                List.of(
                        "sigma ~ half_normal(7)",
                        "Intercept_centered ~ normal(5, " + 2.5 * sd + ")",
                        "b_x ~ normal(0, " + 2.5 * sd / sdX + ")",
                        "sd_g ~ exponential(" + 1 / sd + ")"),
                model.priors().stream().map(PriorUse::text).toList());
        assertEquals(PriorUse.Source.USER, model.priors().getFirst().source());
        assertEquals(PriorUse.Source.DEFAULT, model.priors().getLast().source());
    }

    @Test
    void covariatesFarFromZeroAreWarnedOf() {
        Table table = Table.of(Map.of(
                "y", new Table.Column.Numbers(new double[] {1, 3, 2, 5, 4, 7, 2, 1}),
                "year", new Table.Column.Numbers(new double[] {1999, 2000, 2001, 1999, 2000, 2001, 1999, 2001}),
                "none", new Table.Column.Numbers(new double[8]),
                "g", new Table.Column.Numbers(new double[] {1, 1, 1, 2, 2, 2, 3, 3})));
        String warning =
                "the effects of year by g can hardly be told from those before it, so chains will hardly move; if"
                        + " year is far from 0, center it: center(year)";
        for (String effects : new String[] {"(year | g)", "(1 | g) + (0 + year | g)"}) {
            assertEquals(List.of(warning), warnings("y ~ 1 + " + effects, table));
        }
        assertEquals(
                List.of(warning.replace("year", "I(year^2)")
                        .replace("it: center(I(year^2))", "what it is made of, as in center(x)")),
                warnings("y ~ 1 + (I(year^2) | g)", table));
        for (String effects : new String[] {"(center(year) | g)", "(0 + year | g)", "(none | g)"}) {
            assertEquals(List.of(), warnings("y ~ 1 + " + effects, table));
        }
        assertEquals(
                List.of("all weights are 0: the posterior is the prior"),
                warnings("y | weights(0) ~ 1 + (1 + year | g)", table));
    }

    private static List<String> warnings(String formula, Table table) {
        return Model.of(DesignBuilder.build(Formula.parse(formula), table), ModelOptions.defaults())
                .warnings();
    }

    @Test
    void thePriorAloneMustBeProper() {
        Design design = twoGroups(1, 3, 5, 11);
        ModelOptions flat = ModelOptions.defaults()
                .with(Priors.of(List.of(
                        "Intercept_centered ~ flat",
                        "b ~ flat(lower=0)",
                        "sd ~ flat(upper=2)",
                        "precision:sigma ~ flat")));
        assertEquals(
                "without the likelihood nothing but the priors can be sampled, and a flat one has no finite integral:"
                        + " give a proper prior on b_Intercept, b_x, sigma",
                message(design, flat.withoutLikelihood()));
        assertEquals(4, Model.of(design, flat).data().rows().count());
        Model prior = Model.of(design, ModelOptions.defaults().withoutLikelihood());
        assertEquals(0, prior.data().rows().count());
        assertEquals(new Reduction(4, 0, Reduction.Method.NONE, Likelihood.NORMAL, List.of("g")), prior.reduction());
        assertEquals(Model.of(design, ModelOptions.defaults()).priors(), prior.priors());
    }

    @Test
    void boundsNameTheCoordinatesAndAreReportedThrough() {
        Model model = Model.of(
                twoGroups(1, 3, 5, 11),
                ModelOptions.defaults()
                        .with(Priors.of(List.of(
                                "Intercept ~ normal(0, 5, upper=2)",
                                "b_x ~ flat(lower=1)",
                                "sd ~ uniform(0, 3)",
                                "precision:sigma ~ gamma(1, 1, lower=0.25)"))));
        assertEquals(
                List.of("log_b_Intercept", "log_b_x", "logit_sd_g[Intercept]", "logit_sigma"),
                model.coordinates().subList(0, 4));
        double[] out = new double[model.quantities()];
        model.report(new double[] {0, Math.log(2), 0, Math.log(3), 2, -2}, 0, out, 0);
        // 2 − 1, 1 + 2, half of 3, three quarters of (0, 1 / √0.25), and 1 + 1.5 · (±2).
        assertArrayEquals(new double[] {1, 3, 1.5, 1.5, 4, -2}, out, 1e-15);
        assertEquals(
                List.of("Intercept", "b_x", "sd", "precision:sigma"),
                model.priors().stream().map(PriorUse::target).toList());
    }

    /** {@code b} is all of them where there is no intercept. */
    @Test
    void theClassOfCoefficientsIsWhole() {
        Model model = Model.of(
                Radon.unpooled(), ModelOptions.defaults().with(Priors.of(List.of("b ~ normal(0, 1, lower=0)"))));
        assertTrue(model.coordinates().subList(0, 170).stream().allMatch(name -> name.startsWith("log_b_county")));
        assertEquals(171, model.data().priors().size());
    }

    @Test
    void constantResponsesNeedPriorsAndThenAreLegal() {
        Design design = twoGroups(2, 2, 2, 2);
        assertEquals(
                "the response y is constant, so the default priors, which are scaled by its standard deviation, do not"
                        + " exist; give priors on Intercept, b, sd, sigma, for example 'Intercept ~ normal(0, 10)'",
                message(design, ModelOptions.defaults()));
        Priors some = Priors.of(List.of("Intercept ~ normal(0, 1)", "b ~ normal(0, 1)", "sd ~ half_normal(1)"));
        assertTrue(message(design, ModelOptions.defaults().with(some))
                .endsWith("give priors on sigma, for example 'sigma ~ exponential(1)'"));
        GroupTerm correlated = new GroupTerm(
                0,
                List.of(new GroupCoefficient("Intercept", null), new GroupCoefficient("z", new double[] {1, 0, 2, 1})),
                true);
        assertTrue(message(with(design, correlated), ModelOptions.defaults().with(some))
                .contains("give priors on sigma, for example"));
        Priors all = some.and(Priors.of(List.of("sigma ~ exponential(1)")));
        List<String> warnings =
                Model.of(design, ModelOptions.defaults().with(all)).warnings();
        assertEquals(1, warnings.size());
        assertTrue(warnings.getFirst().startsWith("the response y is constant over its 4 rows"));
    }

    @Test
    void wrongModelsAreRefusedInOneSentence() {
        Design design = twoGroups(1, 3, 5, 11);
        ModelOptions options = ModelOptions.defaults();
        GroupCoefficient intercept = new GroupCoefficient("Intercept", null);
        GroupCoefficient slope =
                new GroupCoefficient("x", design.population().get(1).covariate());
        Design correlated = with(design, new GroupTerm(0, List.of(intercept, slope), true));
        assertEquals(
                "parametrization of 'g[x]': it is correlated with other coefficients of g, and one choice holds for"
                        + " them all; write 'g=centered', or || in the formula for independent ones",
                message(correlated, options.with(Parametrization.parse(List.of("g[x]=centered")))));
        assertEquals(
                "the formula has sd_g[Intercept] twice; a coefficient can vary over a group only once",
                message(with(design, new GroupTerm(0, List.of(intercept, intercept), false)), options));
        assertEquals(
                "parametrization of 'county': no group 'county'; groups are: g",
                message(design, options.with(Parametrization.parse(List.of("county=centered")))));
        assertEquals(
                "parametrization 'centred': it must be auto, centered or noncentered, or of one group, for example"
                        + " county=centered",
                assertThrows(InputException.class, () -> Parametrization.parse(List.of("centred")))
                        .getMessage());
        assertThrows(InputException.class, () -> Parametrization.parse(List.of("centered", "noncentered")));
        Design unpooled = Radon.unpooled();
        assertTrue(message(unpooled, options.with(Priors.of(List.of("b ~ flat"))))
                .startsWith("prior 'b ~ flat': no row informs b_county:floor["));
        Design oneLevel = new Design(
                "y ~ x + (1 | g)",
                4,
                design.usedRows(),
                "y",
                design.response(),
                List.of(new Factor("g", List.of("only"), new int[4])),
                design.population(),
                design.groups(),
                null);
        assertEquals(
                List.of("g has one level: the data say next to nothing about sd_g[Intercept]"),
                Model.of(oneLevel, options).warnings());
    }

    private static String message(Design design, ModelOptions options) {
        return assertThrows(InputException.class, () -> Model.of(design, options))
                .getMessage();
    }

    private static Design with(Design design, GroupTerm group) {
        return new Design(
                design.formula(),
                design.tableRows(),
                design.usedRows(),
                design.responseName(),
                design.response(),
                design.factors(),
                design.population(),
                List.of(group),
                null);
    }

    private static Design twoGroups(double... response) {
        return new Design(
                "y ~ x + (1 | g)",
                4,
                new int[] {0, 1, 2, 3},
                "y",
                response,
                List.of(new Factor("g", List.of("left", "right"), new int[] {1, 0, 1, 0})),
                List.of(
                        new PopulationTerm("Intercept", null, -1, new boolean[0]),
                        new PopulationTerm("x", new double[] {0, 1, 2, 3}, -1, new boolean[0])),
                List.of(new GroupTerm(0, List.of(new GroupCoefficient("Intercept", null)), true)),
                null);
    }
}
