package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Compares a model of crossed groups, contrasts, an offset and many kinds of priors with R, and gradients with differences. */
class CrossedDensityTest {
    @Test
    void agreesWithRUnderManyPriors() {
        agrees("crossed_mixed.json", Crossed.mixed(true));
    }

    @Test
    void agreesWithRUnderDefaultPriors() {
        agrees("crossed_defaults.json", Crossed.defaults());
    }

    private static void agrees(String name, Model model) {
        Map<String, Object> file = Json.resource(name);
        double[][] points = Json.rows(file.get("points"));
        double[] expected = Json.numbers(file.get("log_density"));
        ScalarLogDensity density = new ScalarLogDensity(model.structure(), model.data());
        assertEquals(24, density.dimension());
        assertEquals(6, points.length);
        for (int i = 0; i < points.length; i++) {
            double actual = density.evaluate(points[i], 0, new double[24], 0);
            assertEquals(expected[i], actual, 1e-11 * Math.abs(expected[i]), "point " + i);
        }
    }

    @Test
    void gradientsEqualDifferences() {
        for (Model model : new Model[] {Crossed.mixed(false), Crossed.defaults()}) {
            ScalarLogDensity density = new ScalarLogDensity(model.structure(), model.data());
            for (double[] point : Json.rows(Json.resource("crossed_mixed.json").get("points"))) {
                double[] gradient = new double[24];
                double value = density.evaluate(point, 0, gradient, 0);
                for (int k = 0; k < 24; k++) {
                    double slope = slope(density, point, k);
                    // Sixth-order differences at h = 2e-3: truncation ~ h^6, rounding ~ 2e-16 |value| / h.
                    double tolerance = 1e-8 * Math.max(1, Math.abs(gradient[k])) + 1e-12 * Math.abs(value);
                    assertEquals(
                            slope, gradient[k], tolerance, model.coordinates().get(k));
                }
            }
        }
    }

    private static double slope(LogDensity density, double[] point, int k) {
        double h = 2e-3;
        double[] weights = {0.75, -0.15, 1.0 / 60};
        double sum = 0;
        for (int step = 1; step <= 3; step++) {
            double[] right = point.clone();
            double[] left = point.clone();
            right[k] += step * h;
            left[k] -= step * h;
            double[] unused = new double[point.length];
            sum += weights[step - 1]
                    * (density.evaluate(right, 0, unused, 0) - density.evaluate(left, 0, unused, 0))
                    / h;
        }
        return sum;
    }
}
