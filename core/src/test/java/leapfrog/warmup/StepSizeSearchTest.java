package leapfrog.warmup;

import static leapfrog.engine.Alignment.FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import leapfrog.engine.Alignment;
import leapfrog.engine.Metric;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the search to Stan's rule, written out as a loop, and to its limits. */
final class StepSizeSearchTest {
    private static final double SD = 0.01;
    private static final double[] START = Alignment.array(2);

    static {
        START[FIRST] = 0.013;
        START[FIRST + 1] = -0.004;
    }

    /** x ~ Normal(0, 0.01) twice, behind what is not used; the gradient goes to where it is wanted. */
    private static double gaussian(double[] position, double[] gradient) {
        double sum = 0;
        for (int d = FIRST; d < FIRST + 2; d++) {
            gradient[d] = -position[d] / SD / SD;
            sum += 0.5 * position[d] * gradient[d];
        }
        return sum;
    }

    private static double search(double first, Metric metric, long transition) {
        StepSizeSearch search = new StepSizeSearch(2);
        double[] gradient = Alignment.array(2);
        double logDensity = gaussian(START, gradient);
        search.begin(START, logDensity, gradient, first, metric, new ChainRandom(3, 1), transition);
        while (!search.done()) {
            search.accept(gaussian(search.position(), search.gradient()));
        }
        return search.stepSize();
    }

    /** Stan's base_hmc::init_stepsize with a unit metric, as a loop. */
    private static double stan(double stepSize, long transition) {
        double epsilon = stepSize;
        boolean growing = change(epsilon, transition, 0) > Math.log(0.8);
        for (int k = 1; change(epsilon, transition, k) > Math.log(0.8) == growing; k++) {
            epsilon *= growing ? 2 : 0.5;
        }
        return epsilon;
    }

    /** H₀ − H of one leapfrog with the momentum of try k. */
    private static double change(double epsilon, long transition, int k) {
        double[] q = START.clone();
        double[] p = new double[2];
        double[] gradient = Alignment.array(2);
        double before = gaussian(q, gradient);
        for (int d = 0; d < 2; d++) {
            p[d] = new ChainRandom(3, 1).normal(Purpose.STEP_SIZE, transition, 2L * k + d);
            before -= 0.5 * p[d] * p[d];
            p[d] += 0.5 * epsilon * gradient[FIRST + d];
            q[FIRST + d] += epsilon * p[d];
        }
        double after = gaussian(q, gradient);
        for (int d = 0; d < 2; d++) {
            p[d] += 0.5 * epsilon * gradient[FIRST + d];
            after -= 0.5 * p[d] * p[d];
        }
        return after - before;
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 1e-6, 0.01, 3000, 0.02})
    void followsStansRule(double first) {
        for (long transition = 0; transition < 20; transition++) {
            assertEquals(stan(first, transition), search(first, Metric.unit(2), transition));
        }
    }

    @Test
    void denseAndDiagonalMetricAgree() {
        Metric diagonal = new Metric.Diagonal(new double[] {0.01, 0.02});
        Metric dense = new Metric.Dense(2, new double[] {0.01, 0, 0, 0.02});
        for (long transition = 0; transition < 20; transition++) {
            double found = search(1, diagonal, transition);
            assertEquals(found, search(1, dense, transition));
            assertTrue(found >= 0.25 && found <= 8, "step size " + found);
        }
    }

    @Test
    void flatDensityEndsAtTheLargestStep() {
        StepSizeSearch search = new StepSizeSearch(1);
        search.begin(Alignment.array(1), 0, Alignment.array(1), 1, Metric.unit(1), new ChainRandom(1, 0), 0);
        while (!search.done()) {
            search.accept(0);
        }
        assertEquals(0x1p23, search.stepSize());
    }

    @Test
    void densityThatIsNowhereFiniteEndsAtTheSmallestStep() {
        StepSizeSearch search = new StepSizeSearch(1);
        search.begin(Alignment.array(1), 0, Alignment.array(1), 1, Metric.unit(1), new ChainRandom(1, 0), 0);
        int gradients = 0;
        while (!search.done()) {
            search.accept(Double.NaN);
            gradients++;
        }
        assertTrue(gradients < 1010);
        assertTrue(search.stepSize() >= 1e-300 && search.stepSize() < 2e-300);
    }
}
