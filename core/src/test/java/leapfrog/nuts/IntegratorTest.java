package leapfrog.nuts;

import static leapfrog.engine.Alignment.FIRST;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import leapfrog.engine.Metric;
import leapfrog.random.ChainRandom;
import leapfrog.random.Purpose;
import org.junit.jupiter.api.Test;

/** Checks that leapfrog steps run backwards, lose energy as ε² and move free particles as they should. */
class IntegratorTest {
    private static final int N = 9;
    private static final List<Metric> METRICS = List.of(
            Metric.unit(N),
            new Metric.Diagonal(new double[] {0.5, 1.5, 1, 2, 0.7, 1.1, 0.9, 1.3, 0.4}),
            new Metric.Dense(N, factor()));

    @Test
    void returnsWhenTimeRunsBackwards() {
        for (Metric metric : METRICS) {
            Walk walk = new Walk(metric);
            double[] position = walk.point.position.clone();
            double[] momentum = walk.momentum.clone();
            walk.steps(200, 0.1);
            walk.steps(200, -0.1);
            for (int i = 0; i < N; i++) {
                // 400 steps, each of a few roundings of numbers up to about 5
                assertEquals(position[FIRST + i], walk.point.position[FIRST + i], 1e-11);
                assertEquals(momentum[FIRST + i], walk.momentum[FIRST + i], 1e-11);
            }
        }
    }

    /** Slope of log error against log ε for a fixed length of time, halving ε from 0.08: 2 but for terms of order ε⁴. */
    @Test
    void losesEnergyAsTheSquareOfTheStep() {
        for (Metric metric : METRICS) {
            double previous = Double.NaN;
            for (int halvings = 0; halvings < 4; halvings++) {
                Walk walk = new Walk(metric);
                double before = walk.energy();
                walk.steps(8 << halvings, 0.08 / (1 << halvings));
                double error = Math.abs(walk.energy() - before);
                if (halvings > 0) {
                    double slope = Math.log(previous / error) / Math.log(2);
                    assertEquals(2, slope, 0.1);
                }
                previous = error;
            }
        }
    }

    /** Free fall, −∇log density = 1 in every coordinate, unit metric: q(t) = q + p·t − ½t², exact for leapfrog. */
    @Test
    void fallsFreely() {
        Target fall = (q, g) -> {
            double sum = 0;
            for (int i = 0; i < q.length; i++) {
                g[i] = -1;
                sum -= q[i];
            }
            return sum;
        };
        Walk walk = new Walk(Metric.unit(N), fall);
        double[] q = walk.point.position.clone();
        double[] p = walk.momentum.clone();
        walk.steps(30, 0.1);
        for (int i = 0; i < N; i++) {
            assertEquals(q[FIRST + i] + 3 * p[FIRST + i] - 4.5, walk.point.position[FIRST + i], 1e-13);
            assertEquals(p[FIRST + i] - 3, walk.momentum[FIRST + i], 1e-13);
        }
    }

    /** A diagonal factor written as a dense one moves a particle in the same way. */
    @Test
    void treatsADiagonalFactorTheSameInBothForms() {
        double[] scale = {0.5, 1.5, 1, 2, 0.7, 1.1, 0.9, 1.3, 0.4};
        double[] factor = new double[N * N];
        for (int i = 0; i < N; i++) {
            factor[i * N + i] = scale[i];
        }
        Walk diagonal = new Walk(new Metric.Diagonal(scale));
        Walk dense = new Walk(new Metric.Dense(N, factor));
        diagonal.steps(50, 0.1);
        dense.steps(50, 0.1);
        for (int i = 0; i < N; i++) {
            assertEquals(diagonal.point.position[FIRST + i], dense.point.position[FIRST + i], 1e-13);
        }
    }

    @Test
    void refusesAMetricOfAnotherDimension() {
        assertThrows(IllegalArgumentException.class, () -> new Walk(Metric.unit(N + 1)));
    }

    /** A particle on its way. */
    private static final class Walk {
        private final Target target;
        private final Integrator integrator = new Integrator(N, new Workspace(new ScalarArithmetic()));
        private Point point = new Point(N, 1);
        private double[] momentum = Arithmetic.vector(N);

        Walk(Metric metric) {
            this(metric, IntegratorTest::quartic);
        }

        Walk(Metric metric, Target target) {
            this.target = target;
            for (int i = 0; i < N; i++) {
                point.position[FIRST + i] = new ChainRandom(3, 0).normal(Purpose.INIT, 0, i);
                momentum[FIRST + i] = new ChainRandom(3, 0).normal(Purpose.MOMENTUM, 0, i);
            }
            point.logDensity = target.evaluate(point.position, point.gradient, N);
            integrator.begin(metric, point);
        }

        void steps(int count, double stepSize) {
            for (int i = 0; i < count; i++) {
                Point next = new Point(N, 1);
                double[] nextMomentum = Arithmetic.vector(N);
                integrator.advance(point, momentum, stepSize, next, nextMomentum);
                next.logDensity = target.evaluate(next.position, next.gradient, N);
                integrator.finish(next, nextMomentum, stepSize);
                point = next;
                momentum = nextMomentum;
            }
        }

        double energy() {
            return 0.5 * new ScalarArithmetic().dot(momentum, momentum, N) - point.logDensity;
        }
    }

    /** −½Σq² − ¼·0.1·Σq⁴ − ½·0.3·(Σq)². */
    private static double quartic(double[] q, double[] gradient) {
        double total = 0;
        for (double value : q) {
            total += value;
        }
        double sum = -0.15 * total * total;
        for (int i = 0; i < q.length; i++) {
            double square = q[i] * q[i];
            gradient[i] = -q[i] - 0.1 * q[i] * square - 0.3 * total;
            sum -= 0.5 * square + 0.025 * square * square;
        }
        return sum;
    }

    private static double[] factor() {
        double[] factor = new double[N * N];
        for (int row = 0; row < N; row++) {
            for (int column = 0; column <= row; column++) {
                factor[row * N + column] = row == column ? 0.8 + 0.05 * row : 0.1 * ((row + 2 * column) % 5 - 2);
            }
        }
        return factor;
    }
}
