package leapfrog.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Holds stacking weights to what makes them optimal, and to cases in which they are known. */
class StackingTest {
    /** The score is concave, so no weights are better by more than n (max_k mean_i p_ik / Σ w p_i − 1). */
    @Test
    void noOtherWeightsAreBetter() {
        for (int models : new int[] {2, 3, 7, 12}) {
            double[][] x = LogDensities.series(200, 1, models, 0.3);
            List<Elpd> elpds = Arrays.stream(x).map(Elpd::new).toList();
            double[] weights = Stacking.weights(elpds);
            assertEquals(1, Arrays.stream(weights).sum(), 1e-12);
            assertTrue(Arrays.stream(weights).allMatch(weight -> weight >= 0));
            double greatest = IntStream.range(0, models)
                    .mapToDouble(k -> IntStream.range(0, 200)
                            .mapToDouble(i -> Math.exp(x[k][i])
                                    / IntStream.range(0, models)
                                            .mapToDouble(m -> weights[m] * Math.exp(x[m][i]))
                                            .sum())
                            .average()
                            .orElseThrow())
                    .max()
                    .orElseThrow();
            assertEquals(1, greatest, 1e-8);
        }
    }

    @Test
    void knownCases() {
        Elpd one = new Elpd(new double[] {-1, -2, -1500});
        assertEquals(1, Stacking.weights(List.of(one))[0]);
        Elpd worse = new Elpd(new double[] {-1.1, -2.5, -1501});
        assertEquals(1, Stacking.weights(List.of(worse, one))[1], 1e-9);
        double[] equal = Stacking.weights(List.of(one, one));
        assertEquals(0.5, equal[0], 1e-9);
        // p = (e, 1) in two rows and (1, e) in one: by symmetry of the ratio r, w solves 2 (r − 1) / (1 + w (r − 1)) =
        // (r − 1) / (r − w (r − 1)).
        double r = Math.E;
        Elpd a = new Elpd(new double[] {1, 1, 0});
        Elpd b = new Elpd(new double[] {0, 0, 1});
        assertEquals((2 * r - 1) / (3 * (r - 1)), Stacking.weights(List.of(a, b))[0], 1e-6);
    }

    @Test
    void aRowThatAModelExcludesIsLeftToTheOthers() {
        Elpd some = new Elpd(new double[] {0, 0, Double.NEGATIVE_INFINITY});
        Elpd all = new Elpd(new double[] {-1, -1, -1});
        double[] weights = Stacking.weights(List.of(some, all));
        assertEquals(1, weights[0] + weights[1], 1e-12);
        assertTrue(weights[1] > 0.1, () -> Arrays.toString(weights));
    }
}
