package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import leapfrog.model.ModelOptions.ScaleCoordinates;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds models whose standard deviations have signs to the same models with log sd. */
class SignedScalesTest {
    private static final String FORMULA = "y ~ x + (1 + x + z | g) + (1 || h)";

    private static Model model(ScaleCoordinates scales, List<String> priors, List<String> forms) {
        Random random = new Random(5);
        int n = 60;
        double[] y = random.doubles(n, -3, 7).toArray();
        double[] x = random.doubles(n, -1, 4).toArray();
        double[] z = random.doubles(n, 0, 50).toArray();
        Table table = Table.of(Map.of(
                "y", new Table.Column.Numbers(y),
                "x", new Table.Column.Numbers(x),
                "z", new Table.Column.Numbers(z),
                "g", groups(n, 7),
                "h", groups(n, 4)));
        ModelOptions options =
                new ModelOptions(Family.GAUSSIAN, Priors.of(priors), Parametrization.parse(forms), true).with(scales);
        return Model.of(DesignBuilder.build(Formula.parse(FORMULA), table), options);
    }

    private static Table.Column groups(int rows, int levels) {
        return new Table.Column.Text(
                IntStream.range(0, rows).mapToObj(i -> "l" + i % levels).toArray(String[]::new));
    }

    private static List<Transform> deviations(Model model) {
        return model.data().scalars().subList(2, 6);
    }

    /** log p by asinh(v / c) less its log-Jacobian is log p by log |v| less that, with z, or −z where v < 0; and both report the same. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sd ~ half_normal(5)",
                "sd ~ half_cauchy(2)",
                "sd ~ exponential(0.3)",
                "sd ~ normal(2, 3)",
                "sd ~ flat",
                "sd ~ uniform(0, 4)"
            })
    void aModelIsTheSameInBothCoordinates(String prior) {
        Model signed = model(ScaleCoordinates.SIGNED, List.of(prior), List.of());
        Model logarithmic = model(ScaleCoordinates.LOGARITHMIC, List.of(prior), List.of());
        ScalarLogDensity one = new ScalarLogDensity(signed.structure(), signed.data());
        ScalarLogDensity two = new ScalarLogDensity(logarithmic.structure(), logarithmic.data());
        Random random = new Random(11);
        double[] gradient = new double[signed.dimension()];
        for (int trial = 0; trial < 8; trial++) {
            double[] position = random.doubles(signed.dimension(), -2, 2).toArray();
            double[] mirrored = position.clone();
            double jacobians = 0;
            boolean negative = false;
            for (int e = 0; e < 4; e++) {
                int sd = signed.layout().sd(e);
                Transform transform = signed.data().scalars().get(sd);
                double free = transform.scale() * Math.sinh(position[sd]);
                double v = free / Math.sqrt(1 + Math.pow(free / transform.upper(), 2));
                assertEquals(position[sd], transform.coordinate(v), 1e-10);
                Transform other = logarithmic.data().scalars().get(sd);
                mirrored[sd] = other.coordinate(Math.abs(v));
                // dv / dθ in both: of log v, and of the logit between 0 and 4.
                double bySigned = transform.scale() * Math.cosh(position[sd]) * Math.pow(v / free, 3);
                jacobians += Math.log(bySigned) - Math.log(Math.abs(v) * (1 - Math.abs(v) / other.upper()));
                negative |= v < 0;
            }
            mirrorEffects(signed.layout(), position, mirrored);
            double expected = two.evaluate(mirrored, 0, gradient, 0) + jacobians;
            assertEquals(expected, one.evaluate(position, 0, gradient, 0), 1e-10 * Math.abs(expected));
            double[] reports = new double[signed.quantities()];
            double[] same = new double[signed.quantities()];
            signed.report(position, 0, reports, 0);
            logarithmic.report(mirrored, 0, same, 0);
            for (int k = 0; k < same.length; k++) {
                assertEquals(
                        same[k],
                        reports[k],
                        1e-12 * Math.max(1, Math.abs(same[k])),
                        signed.quantityNames().get(k));
            }
            assertTrue(negative || trial > 0, "the first trial has an sd with a minus sign");
        }
    }

    /** Of diag(s) L z with signs s the same is diag(|s|) (S L S) (S z), S the signs: partial correlations change as products of signs. */
    private static void mirrorEffects(Layout layout, double[] position, double[] mirrored) {
        for (int e = 0; e < layout.effects().size(); e++) {
            Layout.Effect effect = layout.effects().get(e);
            for (int j = 0; j < effect.levels(); j++) {
                mirrored[effect.firstCoordinate() + j] *= Math.signum(position[layout.sd(e)]);
            }
        }
        List<Layout.Partial> partials = layout.partials();
        for (int p = 0; p < partials.size(); p++) {
            Layout.Partial partial = partials.get(p);
            int first = partial.block().first();
            mirrored[layout.firstPartial() + p] *= Math.signum(position[layout.sd(first + partial.row())])
                    * Math.signum(position[layout.sd(first + partial.column())]);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "sd ~ half_normal(5)",
                "sd ~ half_cauchy(2)",
                "sd ~ exponential(0.3)",
                "sd ~ normal(2, 3)",
                "sd ~ uniform(0, 4)"
            })
    void gradientsAreFiniteDifferences(String prior) {
        Model model = model(ScaleCoordinates.SIGNED, List.of(prior), List.of());
        ScalarLogDensity density = new ScalarLogDensity(model.structure(), model.data());
        double[] position = new Random(3).doubles(model.dimension(), -1, 1).toArray();
        double[] gradient = new double[model.dimension()];
        double[] ignored = new double[model.dimension()];
        for (double near : new double[] {-0.9, -1e-7, 1e-7, 0.4}) {
            position[model.layout().sd(1)] = near;
            density.evaluate(position, 0, gradient, 0);
            for (int d = 0; d < gradient.length; d++) {
                double middle = position[d];
                // Within one side of 0, where an exponential density has a kink.
                double step = Math.min(1e-5, 0.5 * Math.abs(middle));
                position[d] = middle + step;
                double above = density.evaluate(position, 0, ignored, 0);
                position[d] = middle - step;
                double below = density.evaluate(position, 0, ignored, 0);
                position[d] = middle;
                // Rounding of the log density, some hundreds, over the step; and a third derivative of up to some
                // hundreds times step².
                double bound = 1e-12 * Math.abs(above) / step + 1e-6 * Math.max(1, Math.abs(gradient[d]));
                assertEquals(
                        (above - below) / (2 * step),
                        gradient[d],
                        bound,
                        model.coordinates().get(d));
            }
        }
    }

    @Test
    void atZeroTheGradientIsFinite() {
        Model model = model(ScaleCoordinates.SIGNED, List.of("sd ~ half_normal(5)"), List.of());
        ScalarLogDensity density = new ScalarLogDensity(model.structure(), model.data());
        double[] gradient = new double[model.dimension()];
        assertTrue(Double.isFinite(density.evaluate(new double[model.dimension()], 0, gradient, 0)));
        assertTrue(Arrays.stream(gradient).allMatch(Double::isFinite));
    }

    @Test
    void coordinatesHaveTheirNames() {
        Model model = model(ScaleCoordinates.SIGNED, List.of(), List.of());
        assertEquals(
                List.of("asinh_sd_g[Intercept]", "asinh_sd_g[x]", "asinh_sd_g[z]", "asinh_sd_h[Intercept]"),
                model.coordinates().subList(2, 6));
    }

    @Test
    void onlyNoncenteredScalesWithAFiniteDensityAtZeroHaveSigns() {
        List<String> centered = List.of("h=centered");
        assertEquals(
                List.of(Transform.Kind.SIGNED, Transform.Kind.SIGNED, Transform.Kind.SIGNED, Transform.Kind.ABOVE),
                kinds(model(ScaleCoordinates.SIGNED, List.of(), centered)));
        List<String> priors = List.of(
                "sd_g[Intercept] ~ inv_gamma(1, 1)",
                "sd_g[x] ~ uniform(1, 9)",
                "precision:sd_g[z] ~ gamma(1, 1)",
                "sd_h ~ half_student_t(3, 2)");
        assertEquals(
                List.of(Transform.Kind.ABOVE, Transform.Kind.BETWEEN, Transform.Kind.ABOVE, Transform.Kind.SIGNED),
                kinds(model(ScaleCoordinates.SIGNED, priors, List.of())));
        Model logarithmic = model(ScaleCoordinates.LOGARITHMIC, List.of(), List.of());
        assertEquals(List.of(Transform.EXP, Transform.EXP, Transform.EXP, Transform.EXP), deviations(logarithmic));
    }

    private static List<Transform.Kind> kinds(Model model) {
        return deviations(model).stream().map(Transform::kind).toList();
    }

    /** The response's sd over the covariate's, or a prior's scale that is less. */
    @Test
    void scalesAreThoseOfDataAndPriors() {
        Model model = model(
                ScaleCoordinates.SIGNED, List.of("sd_h ~ half_normal(0.01)", "sd_g ~ half_cauchy(1e6)"), List.of());
        double y = ColumnStatistics.of(model.design().response()).sd();
        List<Transform> deviations = deviations(model);
        assertEquals(y, deviations.get(0).scale(), 1e-12);
        double z =
                ColumnStatistics.of(model.layout().effects().get(2).covariate()).sd();
        assertEquals(y / z, deviations.get(2).scale(), 1e-12);
        assertEquals(0.01, deviations.get(3).scale());
    }

    @Test
    void startingPointsArePositive() {
        Model model = model(ScaleCoordinates.SIGNED, List.of(), List.of());
        for (double jitter : new double[] {-2, 2}) {
            double[] point = new double[model.dimension()];
            Arrays.fill(point, jitter);
            model.scaling().start(point);
            for (int e = 0; e < 4; e++) {
                assertTrue(point[model.layout().sd(e)] > 0);
            }
        }
    }
}
