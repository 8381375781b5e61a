package leapfrog.tornado;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import leapfrog.engine.EngineOptions;
import leapfrog.engine.Evaluations;
import leapfrog.engine.GradientEvaluator;
import leapfrog.engine.Problem;
import leapfrog.engine.Session;
import leapfrog.model.Model;
import leapfrog.model.Radon;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs several evaluators of a session at a time, each on its own thread: their plans must not see one another. */
class ConcurrentPlansTest {
    private static final int THREADS = 3;
    private static final int REPEATS = 50;

    private final Model model = Radon.model("partial_2022.noncentered", true);

    /** Whether threads open their evaluators themselves, or get what another one opened, as in a fit. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyThreadGetsTheSameBits(boolean opensItself) throws Exception {
        double[][] points = new double[70][];
        Random random = new Random(2);
        for (int i = 0; i < points.length; i++) {
            points[i] = random.doubles(model.dimension(), -1, 1).toArray();
        }
        Problem problem = new Problem(model.structure(), List.of(model.data()));
        try (Session session = RequiredDevice.backend().open(problem, new EngineOptions(points.length, THREADS, ""));
                ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Callable<List<Evaluations>>> works = new ArrayList<>();
            for (int t = 0; t < THREADS; t++) {
                GradientEvaluator given = opensItself ? null : session.gradients();
                works.add(() -> {
                    List<Evaluations> all = new ArrayList<>();
                    try (GradientEvaluator evaluator = given == null ? session.gradients() : given) {
                        for (int repeat = 0; repeat < REPEATS; repeat++) {
                            all.add(Evaluations.at(evaluator, 0, points));
                        }
                    }
                    return all;
                });
            }
            Evaluations expected = null;
            int compared = 0;
            for (Future<List<Evaluations>> future : threads.invokeAll(works)) {
                for (Evaluations actual : future.get()) {
                    expected = expected == null ? actual : expected;
                    assertArrayEquals(expected.logDensities(), actual.logDensities());
                    assertArrayEquals(expected.gradients(), actual.gradients());
                    compared++;
                }
            }
            assertEquals(THREADS * REPEATS, compared);
        }
    }
}
