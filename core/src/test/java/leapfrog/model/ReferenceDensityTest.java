package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares log densities and gradients of the radon models with Stan's, on rows and on cells. */
class ReferenceDensityTest {
    @ParameterizedTest
    @CsvSource({
        "pooled, false, 919", "pooled, true, 2",
        "unpooled, false, 919", "unpooled, true, 145",
        "partial_2022.centered, false, 919", "partial_2022.centered, true, 145",
        "partial_2022.noncentered, false, 919", "partial_2022.noncentered, true, 145"
    })
    void agreesWithStan(String name, boolean reduce, int rows) {
        Model model = Radon.model(name, reduce);
        ReferencePoints reference = ReferencePoints.read(name, model.coordinates());
        ScalarLogDensity density = new ScalarLogDensity(model.structure(), model.data());
        assertEquals(rows, model.data().rows().count());
        assertEquals(20, reference.points().length);
        int dimension = density.dimension();
        assertEquals(reference.parameters().size(), dimension);
        for (int i = 0; i < 20; i++) {
            double[] position = new double[dimension + 5];
            double[] gradient = new double[dimension + 9];
            System.arraycopy(reference.points()[i], 0, position, 3, dimension);
            double expected = reference.logDensity()[i];
            double actual = density.evaluate(position, 3, gradient, 7);
            assertEquals(expected, actual, 1e-11 * Math.max(1, Math.abs(expected)), "point " + i);
            double error = 0;
            double norm = 0;
            for (int k = 0; k < dimension; k++) {
                error = Math.hypot(error, gradient[7 + k] - reference.gradient()[i][k]);
                norm = Math.hypot(norm, reference.gradient()[i][k]);
            }
            assertTrue(error <= 1e-10 * Math.max(1, norm), "point " + i + ": gradient off by " + error + " of " + norm);
            assertEquals(0, gradient[6], "before the gradient");
            assertEquals(0, gradient[7 + dimension], "behind the gradient");
        }
    }
}
