package leapfrog.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import leapfrog.engine.Backend;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Model;
import leapfrog.model.Radon;
import leapfrog.model.ReferencePoints;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Holds a backend to the log densities and gradients that Stan computes of the radon models, rows and cells. */
public abstract class StanAgreementTest {
    private final Backend backend;

    protected StanAgreementTest(Backend backend) {
        this.backend = backend;
    }

    final Backend backend() {
        return backend;
    }

    /** The device to test, as {@link EngineOptions#device()}. */
    protected String device() {
        return "";
    }

    final EngineOptions options(int chains, int threads) {
        return new EngineOptions(chains, threads, device());
    }

    @ParameterizedTest
    @CsvSource({
        "pooled, false", "pooled, true",
        "unpooled, false", "unpooled, true",
        "partial_2022.centered, false", "partial_2022.centered, true",
        "partial_2022.noncentered, false", "partial_2022.noncentered, true"
    })
    final void agreesWithStan(String name, boolean reduce) {
        Model model = Radon.model(name, reduce);
        ReferencePoints reference = ReferencePoints.read(name, model.coordinates());
        int points = reference.points().length;
        assertEquals(20, points);
        PointSet actual = new PointSet(new int[points], reference.points());
        int[] order = new int[points];
        for (int i = 0; i < points; i++) {
            order[i] = i;
        }
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        try (Session session = backend.open(problem, options(points, 1));
                GradientEvaluator evaluator = session.gradients()) {
            actual.evaluate(evaluator, evaluator.batch(), order, 0, points);
        }
        for (int i = 0; i < points; i++) {
            double expected = reference.logDensity()[i];
            double bound = Verification.LOG_DENSITY_TOLERANCE * Math.max(1, Math.abs(expected));
            assertEquals(expected, actual.logDensities[i], bound, "point " + i);
            double error = 0;
            double norm = 0;
            for (int d = 0; d < model.coordinates().size(); d++) {
                error = Math.hypot(error, actual.gradients[i][d] - reference.gradient()[i][d]);
                norm = Math.hypot(norm, reference.gradient()[i][d]);
            }
            assertEquals(0, error, Verification.GRADIENT_TOLERANCE * Math.max(1, norm), "gradient at point " + i);
        }
    }
}
