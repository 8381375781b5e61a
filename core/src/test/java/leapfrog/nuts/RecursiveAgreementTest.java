package leapfrog.nuts;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import leapfrog.engine.Metric;
import leapfrog.engine.TransitionStatistics;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import org.junit.jupiter.api.Test;

/** Checks that the state machine gives the bits of the recursive form, on targets that are easy and on targets that break. */
class RecursiveAgreementTest {
    private int transitions;
    private int divergences;
    private int depthHits;
    private int turns;

    private record Case(String name, Target target, double stepSize) {}

    private static List<Case> cases(int n) {
        double root = Math.pow(n, 0.25);
        List<Case> cases = new ArrayList<>();
        cases.add(new Case("normal", Target::standardNormal, 0.8 / root));
        cases.add(new Case("normal, small steps", Target::standardNormal, 0.01));
        cases.add(new Case("normal, unstable steps", Target::standardNormal, 2.3));
        cases.add(new Case("correlated", RecursiveAgreementTest::correlated, 0.5 / root));
        cases.add(new Case("funnel", RecursiveAgreementTest::funnel, 0.4));
        cases.add(new Case("cliff to −∞", (q, g) -> edge(q, g, Double.NEGATIVE_INFINITY, false), 0.5 / root));
        cases.add(new Case("NaN beyond an edge", (q, g) -> edge(q, g, Double.NaN, false), 0.5 / root));
        cases.add(new Case("+∞ beyond an edge", (q, g) -> edge(q, g, Double.POSITIVE_INFINITY, false), 0.5 / root));
        cases.add(new Case("NaN gradient beyond an edge", (q, g) -> edge(q, g, -1, true), 0.5 / root));
        cases.add(new Case("flat", (q, g) -> flat(g), 0.5));
        return cases;
    }

    @Test
    void agreesInOneDimension() {
        agrees(1, 10, 60);
    }

    @Test
    void agreesInTwoDimensions() {
        agrees(2, 9, 100);
    }

    @Test
    void agreesInTenDimensions() {
        agrees(10, 8, 60);
    }

    @Test
    void agreesInManyDimensions() {
        agrees(175, 6, 6);
    }

    @Test
    void agreesInShallowTrees() {
        agrees(3, 3, 100);
        agrees(3, 2, 100);
        agrees(3, 1, 100);
    }

    private void agrees(int n, int maxDepth, int count) {
        for (Case c : cases(n)) {
            for (Metric metric : List.of(diagonal(n), dense(n))) {
                for (int chain = 0; chain < 2; chain++) {
                    agrees(c, n, metric, maxDepth, new ChainRandom(ChainRandom.mix(17, c.name), chain), count);
                }
            }
        }
        assertEquals(transitions, divergences + depthHits + turns);
        assertTrue(divergences > transitions / 200, "divergent: " + divergences + " of " + transitions);
        assertTrue(depthHits > transitions / 200, "at the depth limit: " + depthHits + " of " + transitions);
        assertTrue(turns > transitions / 200, "turned: " + turns + " of " + transitions);
    }

    private void agrees(Case c, int n, Metric metric, int maxDepth, ChainRandom random, int count) {
        double[] position = new double[n];
        random.fillNormals(Purpose.INIT, 0, position, n);
        position[0] = -Math.abs(position[0]);
        double[] gradient = new double[n];
        double logDensity = c.target.evaluate(position, gradient);
        NutsTransition machine = new NutsTransition(n, maxDepth, new Workspace(new ScalarArithmetic()));
        RecursiveNuts oracle = new RecursiveNuts(c.target, n, c.stepSize, metric, maxDepth, random);
        TransitionStatistics expected = new TransitionStatistics();
        TransitionStatistics actual = new TransitionStatistics();
        for (int i = 0; i < count; i++) {
            String at = c.name + ", dimension " + n + ", " + metric.getClass().getSimpleName() + ", transition " + i;
            if (i == 0) {
                machine.begin(
                        Target.vector(position), logDensity, Target.vector(gradient), c.stepSize, metric, random, i);
            } else {
                double[] own = machine.selectedPosition();
                machine.begin(own, logDensity, machine.selectedGradient(), c.stepSize, metric, random, i);
            }
            c.target.finish(machine, n);
            machine.statistics(actual);
            oracle.transition(i, position, logDensity, gradient, expected);
            assertArrayEquals(position, Target.numbers(machine.selectedPosition(), n), at);
            assertArrayEquals(gradient, Target.numbers(machine.selectedGradient(), n), at);
            assertEquals(expected.logDensity, machine.selectedLogDensity(), at);
            assertEquals(expected.logDensity, actual.logDensity, at);
            assertEquals(expected.energy, actual.energy, at);
            assertEquals(expected.acceptance, actual.acceptance, at);
            assertEquals(expected.stepSize, actual.stepSize, at);
            assertEquals(expected.depth, actual.depth, at);
            assertEquals(expected.leapfrogs, actual.leapfrogs, at);
            assertEquals(expected.divergent, actual.divergent, at);
            logDensity = expected.logDensity;
            transitions++;
            if (expected.divergent) {
                divergences++;
            } else if (expected.leapfrogs == (1 << maxDepth) - 1) {
                depthHits++;
            } else {
                turns++;
            }
        }
    }

    /** Autoregressive: each coordinate normal about 0.9 times the one before it. */
    private static double correlated(double[] q, double[] gradient) {
        double sum = 0;
        double previous = 0;
        for (int i = 0; i < q.length; i++) {
            double residual = q[i] - 0.9 * previous;
            sum += residual * residual;
            gradient[i] = -residual;
            if (i > 0) {
                gradient[i - 1] += 0.9 * residual;
            }
            previous = q[i];
        }
        return -0.5 * sum;
    }

    /** Neal's funnel: q₀ ~ N(0, 3), the others N(0, exp(q₀/2)). */
    private static double funnel(double[] q, double[] gradient) {
        double precision = Math.exp(-q[0]);
        double sum = 0;
        for (int i = 1; i < q.length; i++) {
            sum += q[i] * q[i];
            gradient[i] = -q[i] * precision;
        }
        int others = q.length - 1;
        gradient[0] = -q[0] / 9 + 0.5 * (precision * sum - others);
        return -q[0] * q[0] / 18 - 0.5 * (precision * sum + others * q[0]);
    }

    /** Standard normal where q₀ ≤ 1. */
    private static double edge(double[] q, double[] gradient, double beyond, boolean gradientBreaks) {
        double inside = Target.standardNormal(q, gradient);
        if (q[0] <= 1) {
            return inside;
        }
        gradient[q.length - 1] = gradientBreaks ? Double.NaN : gradient[q.length - 1];
        return beyond;
    }

    private static double flat(double[] gradient) {
        Arrays.fill(gradient, 0);
        return 0;
    }

    private static Metric diagonal(int n) {
        double[] scale = new double[n];
        for (int i = 0; i < n; i++) {
            scale[i] = 0.7 + 0.1 * (i % 7);
        }
        return new Metric.Diagonal(scale);
    }

    private static Metric dense(int n) {
        double[] factor = new double[n * n];
        for (int row = 0; row < n; row++) {
            for (int column = Math.max(0, row - 5); column < row; column++) {
                factor[row * n + column] = 0.1 * ((row + 2 * column) % 5 - 2);
            }
            factor[row * n + row] = 0.8 + 0.1 * (row % 3);
        }
        return new Metric.Dense(n, factor);
    }
}
