package leapfrog.simd;

import static leapfrog.engine.Alignment.FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import leapfrog.engine.Alignment;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.PointEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Model;
import leapfrog.model.ModelOptions;
import leapfrog.model.Parametrization;
import leapfrog.model.Radon;
import leapfrog.model.ReferencePoints;
import leapfrog.model.ScalarLogDensity;
import leapfrog.model.Table;
import leapfrog.model.Transform;
import leapfrog.model.design.DesignBuilder;
import leapfrog.model.formula.Formula;
import leapfrog.model.prior.Priors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares one chain's gradients, levels in the lanes, with Stan's and with those of the scalar density. */
class ChainEvaluatorTest {
    private static final double OUTSIDE = 17;

    private static Session open(Model model) {
        return new SimdBackend()
                .open(new Problem(model.structure(), List.of(model.data())), new EngineOptions(4, 1, ""));
    }

    /** The gradient, then the log density; checks that nothing around the gradient changes. */
    private static double[] evaluate(PointEvaluator points, double[] point) {
        double[] position = Alignment.array(point.length);
        double[] gradient = Alignment.array(point.length);
        Arrays.fill(gradient, OUTSIDE);
        System.arraycopy(point, 0, position, FIRST, point.length);
        double logDensity = points.evaluate(position, gradient);
        for (int i = 0; i < gradient.length; i++) {
            if (i < FIRST || i >= FIRST + point.length) {
                assertEquals(OUTSIDE, gradient[i], "place " + i);
            }
        }
        double[] result = Arrays.copyOfRange(gradient, FIRST, FIRST + point.length + 1);
        result[point.length] = logDensity;
        return result;
    }

    private static void assertClose(double[] gradient, double logDensity, double[] actual, String where) {
        int dimension = gradient.length;
        assertEquals(logDensity, actual[dimension], 1e-11 * Math.max(1, Math.abs(logDensity)), where);
        double error = 0;
        double norm = 0;
        for (int d = 0; d < dimension; d++) {
            error = Math.hypot(error, actual[d] - gradient[d]);
            norm = Math.hypot(norm, gradient[d]);
        }
        assertTrue(error <= 1e-10 * Math.max(1, norm), where + ": gradient off by " + error + " of " + norm);
    }

    private static void assertAgrees(Model model, double reach) {
        ScalarLogDensity reference = new ScalarLogDensity(model.structure(), model.data());
        SplittableRandom random = new SplittableRandom(23);
        double[] gradient = new double[model.data().dimension()];
        try (Session session = open(model);
                GradientEvaluator evaluator = session.gradients()) {
            PointEvaluator points = present(evaluator.points(0));
            for (int p = 0; p < 100; p++) {
                double[] point = random.doubles(gradient.length, -reach, reach).toArray();
                double logDensity = reference.evaluate(point, 0, gradient, 0);
                assertClose(gradient, logDensity, evaluate(points, point), "point " + p);
            }
        }
    }

    private static PointEvaluator present(@Nullable PointEvaluator points) {
        assertNotNull(points);
        return points;
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial_2022.centered", "partial_2022.noncentered"})
    void agreesWithStan(String name) {
        Model model = Radon.model(name, true);
        ReferencePoints reference = ReferencePoints.read(name, model.coordinates());
        try (Session session = open(model);
                GradientEvaluator evaluator = session.gradients()) {
            PointEvaluator points = present(evaluator.points(0));
            for (int p = 0; p < 20; p++) {
                double[] actual = evaluate(points, reference.points()[p]);
                assertClose(reference.gradient()[p], reference.logDensity()[p], actual, "point " + p);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial_2022.mixed", "partial_2022.auto"})
    void agreesWhereSomeLevelsAreCentered(String name) {
        assertAgrees(Radon.model(name, true), 2);
    }

    /** Levels that fill their last line to any number, and some without a row of a kind. */
    @ParameterizedTest
    @CsvSource({"48, noncentered", "49, auto", "55, centered", "57, noncentered", "62, auto", "71, centered"})
    void agreesForAnyNumberOfLevels(int levels, String parametrization) {
        assertAgrees(model(levels, parametrization, List.of()), 2);
    }

    /** Every prior that such a task may have, on scalars of each transform. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "normal(0.5, 2)",
                "half_normal(2)",
                "half_cauchy(1.5)",
                "student_t(4, 0.3, 2)",
                "student_t(1e14, 0.3, 2)",
                "exponential(0.7)",
            })
    void agreesUnderAnyPrior(String prior) {
        for (String parametrization : List.of("noncentered", "centered")) {
            for (ModelOptions.ScaleCoordinates scales : ModelOptions.ScaleCoordinates.values()) {
                List<String> priors = List.of("sd ~ " + prior, "sigma ~ " + prior, "b ~ student_t(3, 0.2, 4)");
                assertAgrees(model(53, parametrization, priors, scales), 3);
            }
        }
    }

    /** Effects v z of a scale v with a sign are smooth at v = 0, where the scalar density, which works with log |v|, has no derivative. */
    @Test
    void aScaleOfZeroIsAPointLikeOthers() {
        Model model = model(53, "noncentered", List.of("sd ~ half_normal(2)"), ModelOptions.ScaleCoordinates.SIGNED);
        ScalarLogDensity reference = new ScalarLogDensity(model.structure(), model.data());
        double[] point = new Random(5).doubles(model.data().dimension(), -1, 1).toArray();
        double[] beside = point.clone();
        int signed = 0;
        for (int s = 0; s < model.data().scalars().size(); s++) {
            if (model.data().scalars().get(s).kind() == Transform.Kind.SIGNED) {
                point[s] = 0;
                beside[s] = 1e-14;
                signed++;
            }
        }
        assertEquals(2, signed);
        double[] gradient = new double[point.length];
        double logDensity = reference.evaluate(beside, 0, gradient, 0);
        try (Session session = open(model);
                GradientEvaluator evaluator = session.gradients()) {
            double[] actual = evaluate(present(evaluator.points(0)), point);
            assertClose(gradient, logDensity, actual, "at 0");
        }
    }

    @Test
    void aDensityThatIsNotFiniteIsNone() {
        Model model = Radon.model("partial_2022.noncentered", true);
        try (Session session = open(model);
                GradientEvaluator evaluator = session.gradients()) {
            PointEvaluator points = present(evaluator.points(0));
            for (int d = 0; d < model.data().dimension(); d++) {
                for (double odd : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e200}) {
                    double[] point = new double[model.data().dimension()];
                    point[d] = odd;
                    double logDensity = evaluate(points, point)[point.length];
                    assertTrue(!(logDensity > -1e300), d + " at " + odd + ": " + logDensity);
                }
            }
        }
    }

    @Test
    void fewLevelsAreEvaluatedInBatches() {
        try (Session session = open(model(47, "noncentered", List.of()));
                GradientEvaluator evaluator = session.gradients()) {
            assertNull(evaluator.points(0));
        }
    }

    private static Model model(int levels, String parametrization, List<String> priors) {
        return model(levels, parametrization, priors, ModelOptions.ScaleCoordinates.LOGARITHMIC);
    }

    /** {@code y ~ x + (1 + x || g)}: one to four rows a level, x an indicator that some levels have only one value of. */
    private static Model model(
            int levels, String parametrization, List<String> priors, ModelOptions.ScaleCoordinates scales) {
        Random random = new Random(levels);
        int rows = 4 * levels;
        double[] y = new double[rows];
        double[] x = new double[rows];
        double[] g = new double[rows];
        for (int i = 0; i < rows; i++) {
            g[i] = i / 4;
            x[i] = i / 4 % 5 == 0 ? 0 : i / 4 % 7 == 1 ? 1 : random.nextInt(2);
            y[i] = random.nextGaussian() + x[i] + Math.sin(g[i]);
        }
        Table table = Table.of(Map.of(
                "y", new Table.Column.Numbers(y), "x", new Table.Column.Numbers(x), "g", new Table.Column.Numbers(g)));
        ModelOptions options = ModelOptions.defaults()
                .with(Priors.of(priors))
                .with(Parametrization.parse(List.of(parametrization)))
                .with(scales);
        return Model.of(DesignBuilder.build(Formula.parse("y ~ x + (1 + x || g)"), table), options);
    }
}
