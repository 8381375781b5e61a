package leapfrog.nuts;

import static leapfrog.engine.Alignment.FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import leapfrog.engine.Metric;
import leapfrog.engine.TransitionStatistics;
import leapfrog.random.ChainRandom;
import org.junit.jupiter.api.Test;

/**
 * Checks the tree's logic on the integers: a step goes to the next number, turns are scripted, weights are given. So the numbers visited and
 * the probability of every pick are known exactly.
 */
class IntegerWalkTest {
    private static final Metric UNIT = Metric.unit(1);

    /** A join of spans, as the numbers from its least to its greatest. */
    private record Joined(int least, int greatest) {}

    /** Integers in place of positions, momenta that carry the number, a script in place of the U-turn criterion. */
    private static final class Walk implements Arithmetic {
        private final List<Joined> joins = new ArrayList<>();
        private final Predicate<Joined> turns;

        Walk(Predicate<Joined> turns) {
            this.turns = turns;
        }

        @Override
        public String name() {
            return "integers";
        }

        @Override
        public boolean available() {
            return true;
        }

        @Override
        public void kickDrift(
                double[] position,
                double[] momentum,
                double[] gradient,
                double[] scale,
                double stepSize,
                double[] nextPosition,
                double[] nextMomentum,
                int n) {
            assertTrue(joins.isEmpty() || momentum[FIRST] == position[FIRST], "momentum and position are of one point");
            nextPosition[FIRST] = position[FIRST] + stepSize;
            nextMomentum[FIRST] = nextPosition[FIRST];
        }

        @Override
        public double kick(double[] momentum, double[] gradient, double[] scale, double stepSize, int n) {
            return 0;
        }

        @Override
        public double dot(double[] a, double[] b, int n) {
            a[FIRST] = 0; // the momentum drawn at the start becomes the number 0
            return 0;
        }

        @Override
        public boolean joinLeaves(double[] a, double[] b, int n) {
            return joined(a[FIRST], b[FIRST]);
        }

        @Override
        public boolean joinPairs(
                double[] firstA, double[] lastA, double[] firstB, double[] lastB, double[] rho, double[] spare, int n) {
            assertEquals(1, Math.abs(lastA[FIRST] - firstA[FIRST]), "a pair are neighbours");
            assertEquals(1, Math.abs(lastB[FIRST] - firstB[FIRST]), "a pair are neighbours");
            assertEquals(1, Math.abs(firstB[FIRST] - lastA[FIRST]), "spans are neighbours");
            rho[FIRST] = firstA[FIRST] + lastA[FIRST] + firstB[FIRST] + lastB[FIRST];
            return joined(firstA[FIRST], lastB[FIRST]);
        }

        @Override
        public boolean joinSpans(
                double[] rhoA,
                double[] firstA,
                double[] lastA,
                double[] rhoB,
                double[] firstB,
                double[] lastB,
                double[] rho,
                int n) {
            assertEquals(1, Math.abs(firstB[FIRST] - lastA[FIRST]), "spans are neighbours");
            assertEquals(
                    (firstA[FIRST] + lastA[FIRST]) / 2 * (Math.abs(firstA[FIRST] - lastA[FIRST]) + 1), rhoA[FIRST]);
            assertEquals(
                    (firstB[FIRST] + lastB[FIRST]) / 2 * (Math.abs(firstB[FIRST] - lastB[FIRST]) + 1), rhoB[FIRST]);
            rho[FIRST] = rhoA[FIRST] + rhoB[FIRST];
            return joined(firstA[FIRST], lastB[FIRST]);
        }

        private boolean joined(double first, double last) {
            Joined join = new Joined((int) Math.min(first, last), (int) Math.max(first, last));
            joins.add(join);
            return !turns.test(join);
        }

        @Override
        public void interleave(double[][] points, int count, int n, double[] target, int at, int lanes) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void deinterleave(double[] source, int at, int lanes, double[][] points, int count, int n) {
            throw new UnsupportedOperationException();
        }
    }

    /** What a walk from 0 did. */
    private record Outcome(List<Integer> visited, int selected, TransitionStatistics statistics) {}

    private static Outcome walk(
            Walk walk, int directions, int maxDepth, double[] logWeight, IntPredicate cliff, int key) {
        NutsTransition transition = new NutsTransition(1, maxDepth, new Workspace(walk));
        List<Integer> visited = new ArrayList<>();
        transition.begin(
                Arithmetic.vector(1),
                weight(logWeight, 0),
                Arithmetic.vector(1),
                1,
                UNIT,
                new ChainRandom(8, 0),
                key,
                directions);
        while (!transition.done()) {
            int at = (int) transition.position()[FIRST];
            visited.add(at);
            transition.accept(cliff.test(at) ? Double.NaN : weight(logWeight, at));
        }
        TransitionStatistics statistics = new TransitionStatistics();
        transition.statistics(statistics);
        return new Outcome(visited, (int) transition.selectedPosition()[FIRST], statistics);
    }

    private static double weight(double[] logWeight, int at) {
        return logWeight[Math.floorMod(at, logWeight.length)];
    }

    @Test
    void followsTheDirectionBits() {
        Walk walk = new Walk(join -> false);
        Outcome outcome = walk(walk, 0b101, 3, new double[1], at -> false, 0);
        assertEquals(List.of(1, -1, -2, 2, 3, 4, 5), outcome.visited);
        assertEquals(3, outcome.statistics.depth);
        assertEquals(7, outcome.statistics.leapfrogs);
        assertEquals(1, outcome.statistics.acceptance);
        assertEquals(
                List.of(
                        new Joined(0, 1),
                        new Joined(-2, -1),
                        new Joined(-2, 1),
                        new Joined(2, 3),
                        new Joined(4, 5),
                        new Joined(2, 5),
                        new Joined(-2, 5)),
                walk.joins);
    }

    @Test
    void stopsInsideASubtreeThatTurns() {
        Walk walk = new Walk(join -> join.equals(new Joined(2, 3)));
        for (int key = 0; key < 50; key++) {
            Outcome outcome = walk(walk, 0b111, 5, new double[1], at -> false, key);
            assertEquals(List.of(1, 2, 3), outcome.visited);
            assertEquals(1, outcome.statistics.depth);
            assertEquals(1, outcome.selected, "the only subtree that was joined has the weight of the start");
        }
    }

    @Test
    void keepsASubtreeWhoseJoinTurns() {
        boolean[] picked = new boolean[4];
        for (int key = 0; key < 100; key++) {
            Walk walk = new Walk(join -> join.equals(new Joined(0, 3)));
            Outcome outcome = walk(walk, 0b111, 5, new double[1], at -> false, key);
            assertEquals(List.of(1, 2, 3), outcome.visited);
            assertEquals(2, outcome.statistics.depth);
            picked[outcome.selected] = true;
        }
        assertTrue(picked[2] && picked[3]);
    }

    @Test
    void endsAtADivergence() {
        Walk walk = new Walk(join -> false);
        Outcome outcome = walk(walk, 0b0111, 5, new double[1], at -> at == 5, 0);
        assertEquals(List.of(1, 2, 3, 4, 5), outcome.visited);
        assertTrue(outcome.statistics.divergent);
        assertEquals(2, outcome.statistics.depth);
        assertEquals(4 / 5.0, outcome.statistics.acceptance);
        assertTrue(outcome.selected <= 3);
    }

    /** The last subtree is taken in any case: it outweighs the rest. */
    @Test
    void picksWithTheExactProbabilitiesWhenTheNewOutweighsTheOld() {
        picksWithTheExactProbabilities(0, -1.5, 0.7, -0.4, 0.2, -2.2, -0.9, -0.8);
    }

    @Test
    void picksWithTheExactProbabilitiesWhenTheOldOutweighsTheNew() {
        picksWithTheExactProbabilities(0, -1.5, -0.7, -1.4, -1.2, -2.2, -0.9, -0.8);
    }

    /**
     * Frequencies of the picks over 40,000 keys against their exact probabilities, by chi-square below its 1 − 10⁻⁶ quantile for 7 degrees
     * of freedom, the most there can be (R 4.2.2: qchisq(1 - 1e-6, 7)).
     *
     * <p>Directions right, left, right; weights w. The subtrees are {1}, {−1, −2}, {2, 3, 4, 5}; each takes over with probability min(1,
     * its weight / weight so far), and picks z inside with w(z) / its weight.
     */
    private static void picksWithTheExactProbabilities(double... logWeight) {
        int[][] subtrees = {{0}, {1}, {-1, -2}, {2, 3, 4, 5}};
        double[] probability = new double[8];
        double before = 0;
        for (int[] subtree : subtrees) {
            double total = 0;
            for (int z : subtree) {
                total += Math.exp(weight(logWeight, z));
            }
            double taken = before == 0 ? 1 : Math.min(1, total / before);
            for (int k = 0; k < 8; k++) {
                probability[k] *= 1 - taken;
            }
            for (int z : subtree) {
                probability[z + 2] += taken * Math.exp(weight(logWeight, z)) / total;
            }
            before += total;
        }
        int n = 40_000;
        int[] count = new int[8];
        for (int key = 0; key < n; key++) {
            count[walk(new Walk(join -> false), 0b101, 3, logWeight, at -> false, key).selected + 2]++;
        }
        double chiSquare = 0;
        double whole = 0;
        for (int k = 0; k < 8; k++) {
            double expected = n * probability[k];
            if (expected > 0) {
                chiSquare += (count[k] - expected) * (count[k] - expected) / expected;
            } else {
                assertEquals(0, count[k]);
            }
            whole += probability[k];
        }
        assertEquals(1, whole, 1e-12);
        assertTrue(chiSquare < 40.52, "chi-square " + chiSquare);
    }
}
