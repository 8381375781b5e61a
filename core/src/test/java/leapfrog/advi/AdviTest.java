package leapfrog.advi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import leapfrog.backend.LogDensityEvaluator;
import leapfrog.engine.Cancellation;
import leapfrog.model.InputException;
import leapfrog.model.LogDensity;
import leapfrog.model.Scaling;
import org.junit.jupiter.api.Test;

class AdviTest {
    /** A normal with independent coordinates N(mean_d, sd_d), normalised. */
    private record Normal(double[] mean, double[] sd) implements LogDensity {
        @Override
        public int dimension() {
            return mean.length;
        }

        @Override
        public double evaluate(double[] position, int at, double[] gradient, int gradientAt) {
            double sum = 0;
            for (int d = 0; d < mean.length; d++) {
                double x = (position[at + d] - mean[d]) / sd[d];
                sum -= 0.5 * x * x + Math.log(sd[d]) + 0.5 * Math.log(2 * Math.PI);
                gradient[gradientAt + d] = -x / sd[d];
            }
            return sum;
        }
    }

    /** Finite nowhere. */
    private record Nowhere(int dimension) implements LogDensity {
        @Override
        public double evaluate(double[] position, int at, double[] gradient, int gradientAt) {
            return Double.NEGATIVE_INFINITY;
        }
    }

    /**
     * Of a normal the approximation is exact and the ELBO log 1 = 0. A converged search is within a few per cent: its last steps are
     * η / √k of a slope whose noise the pairs make small.
     */
    @Test
    void findsANormal() {
        Normal normal = new Normal(new double[] {3, -1, 0.5}, new double[] {1, 0.2, 2.5});
        List<Integer> windows = new ArrayList<>();
        MeanField field = new Advi(
                        new LogDensityEvaluator(List.of(normal)),
                        0,
                        Scaling.none(3),
                        7,
                        (iterations, elbo) -> windows.add(iterations))
                .fit(Cancellation.NEVER);
        for (int d = 0; d < 3; d++) {
            assertEquals(normal.mean()[d], field.mean()[d], 0.1 * normal.sd()[d]);
            assertEquals(Math.log(normal.sd()[d]), field.logSd()[d], 0.1);
        }
        assertEquals(0, field.elbo(), 0.05);
        assertEquals(field.iterations() / 100, windows.size());
        assertTrue(windows.size() >= 2);
    }

    @Test
    void stopsWhenAsked() {
        Normal normal = new Normal(new double[1], new double[] {1});
        MeanField field = new Advi(
                        new LogDensityEvaluator(List.of(normal)), 0, Scaling.none(1), 7, (iterations, elbo) -> {})
                .fit(() -> true);
        assertEquals(0, field.iterations());
    }

    @Test
    void saysWhereThereIsNoDensity() {
        Advi advi = new Advi(
                new LogDensityEvaluator(List.of(new Nowhere(2))), 0, Scaling.none(2), 7, (iterations, elbo) -> {});
        InputException e = assertThrows(InputException.class, () -> advi.fit(Cancellation.NEVER));
        assertTrue(String.valueOf(e.getMessage()).contains("--init jitter"));
    }
}
