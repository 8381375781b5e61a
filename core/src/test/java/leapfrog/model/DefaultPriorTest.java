package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import leapfrog.model.Table.Column.Numbers;
import leapfrog.model.Table.Column.Text;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;

/** Checks that default priors expect coefficients where the data have them: around the mean, and beside the offset. */
class DefaultPriorTest {
    private static final Table TABLE = Table.of(Map.of(
            "y", new Numbers(new double[] {1036.3, 1036.9, 1036.7, 1037.1}),
            "n", new Numbers(new double[] {2, 0, 5, 1}),
            "o", new Numbers(new double[] {1000, 1010, 1020, 1030}),
            "rest", new Numbers(new double[] {36.3, 26.9, 16.7, 7.1}),
            "x", new Numbers(new double[] {1, 2, 4, 5}),
            "tiny", new Numbers(new double[] {1e-200, 3e-200, 2e-200, 7e-200}),
            "huge", new Numbers(new double[] {1e200, 3e200, 2e200, 7e200}),
            "most", new Numbers(new double[] {1, 2, 3, Double.MAX_VALUE}),
            "one", new Text(new String[] {"k", "k", "k", "k"}),
            "g", new Text(new String[] {"a", "b", "a", "b"})));
    private static final double MEAN = 1036.75;
    private static final double SD = Math.sqrt((0.45 * 0.45 + 0.15 * 0.15 + 0.05 * 0.05 + 0.35 * 0.35) / 3);

    private static Model model(String formula, String family) {
        Family parsed = Family.parse(family);
        return Model.of(
                DesignBuilder.build(Formula.parse(formula), TABLE, parsed),
                new ModelOptions(parsed, Priors.of(List.of()), Parametrization.noncentered(), true));
    }

    private static List<PriorUse> priors(String formula, String family) {
        return model(formula, family).priors();
    }

    private static void assertNormal(double mean, double sd, PriorUse use) {
        String[] numbers = use.density().text().split("[(, )]+");
        assertEquals("normal", numbers[0]);
        assertEquals(mean, Double.parseDouble(numbers[1]), 1e-9 * Math.max(1, Math.abs(mean)));
        assertEquals(sd, Double.parseDouble(numbers[2]), 1e-9 * sd);
    }

    @Test
    void coefficientsInPlaceOfAnInterceptAreAroundTheMean() {
        List<PriorUse> priors = priors("y ~ 0 + g", "gaussian");
        assertEquals("b_g", priors.getFirst().target());
        assertNormal(MEAN, 2.5 * SD / Math.sqrt(1 / 3.0), priors.getFirst());
        assertNormal(0, 2.5 / Math.sqrt(1 / 3.0), priors("n ~ 0 + g", "poisson").getFirst());
    }

    @Test
    void slopesAndContrastsAreAroundZero() {
        double ofX = Math.sqrt((4 + 1 + 1 + 4) / 3.0);
        assertNormal(0, 2.5 * SD / ofX, priors("y ~ 0 + g + x", "gaussian").get(1));
        assertNormal(0, 2.5 * SD / ofX, priors("y ~ 0 + x", "gaussian").getFirst());
        assertNormal(
                0, 2.5 * SD / Math.sqrt(1 / 3.0), priors("y ~ g", "gaussian").get(1));
        priors("y ~ 0 + g:x", "gaussian").stream()
                .filter(use -> use.target().startsWith("b_"))
                .forEach(use -> assertEquals("0", use.density().text().split("[(,]")[1]));
    }

    @Test
    void anOffsetIsTakenFromTheResponse() {
        List<PriorUse> own = priors("rest ~ x + (1 | g)", "gaussian");
        List<PriorUse> beside = priors("y ~ x + (1 | g) + offset(o)", "gaussian");
        assertEquals(own.size(), beside.size());
        assertNormal(
                21.75,
                2.5 * Math.sqrt((14.55 * 14.55 + 5.15 * 5.15 + 5.05 * 5.05 + 14.65 * 14.65) / 3),
                own.getFirst());
        for (int k = 0; k < own.size(); k++) {
            assertEquals(own.get(k).target(), beside.get(k).target());
        }
        assertNormal(
                21.75,
                2.5 * Math.sqrt((14.55 * 14.55 + 5.15 * 5.15 + 5.05 * 5.05 + 14.65 * 14.65) / 3),
                beside.getFirst());
    }

    @Test
    void onALinkTheMeanOfTheOffsetIs() {
        assertNormal(-1015, 2.5, priors("n ~ x + offset(o)", "poisson").getFirst());
        assertNormal(0, 2.5, priors("n ~ x", "poisson").getFirst());
    }

    @Test
    void aResponseThatIsItsOffsetHasNoScale() {
        InputException error = assertThrows(InputException.class, () -> priors("y ~ x + offset(y)", "gaussian"));
        assertEquals(
                "the response y less its offset is constant", error.getMessage().substring(0, 42));
    }

    @Test
    void whatIsTooLargeOrTooSmallForADefaultPriorIsSaid() {
        for (Map.Entry<String, String> wrong : Map.of(
                        "tiny ~ x", "the response tiny is too small",
                        "huge ~ x", "the response huge is too large",
                        "y ~ most", "the default prior of b_most is scaled")
                .entrySet()) {
            InputException error = assertThrows(InputException.class, () -> priors(wrong.getKey(), "gaussian"));
            assertEquals(
                    wrong.getValue(),
                    error.getMessage().substring(0, wrong.getValue().length()));
        }
    }

    @Test
    void aFactorOfOneLevelIsSaidToHaveNoCoefficient() {
        assertEquals(
                List.of("one has no coefficient: a factor in it has one level, which other terms stand for"),
                model("y ~ one + x", "gaussian").warnings());
        assertEquals(List.of(), model("y ~ 0 + one + x", "gaussian").warnings());
    }
}
