package leapfrog.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import leapfrog.engine.Metric;
import leapfrog.engine.Stage.MomentRule;
import leapfrog.model.LogDensity;
import org.junit.jupiter.api.Test;

/**
 * Warms up many chains on densities with known answers until adaptation has settled. What counts is where the chains are when it ends: at
 * one time they are independent draws of the target, whose mean over C chains has the error sd/√C, and whose log standard deviation has the
 * error √((κ − 1)/4C), κ the kurtosis.
 *
 * <p>Bound: five of these errors; blindly, a comparison fails with probability 5.7e-7 (a little more for the tails of an estimated sd).
 */
class SettlingWarmupTargetsTest {
    private static final int CHAINS = 64;

    private static void arrived(SettlingFit fit, int d, double mean, double sd, double kurtosis) {
        double[] x = fit.coordinate(d);
        double centre = Arrays.stream(x).average().orElseThrow();
        double squares = Arrays.stream(x).map(v -> (v - centre) * (v - centre)).sum();
        assertEquals(mean, centre, 5 * sd / Math.sqrt(x.length), () -> "mean of coordinate " + d);
        assertEquals(
                0,
                0.5 * Math.log(squares / (x.length - 1) / (sd * sd)),
                5 * Math.sqrt((kurtosis - 1) / (4 * x.length)),
                () -> "sd of coordinate " + d);
    }

    @Test
    void hundredScalesFromOneHundredthToOneHundred() {
        double[] sd = new double[100];
        Arrays.setAll(sd, d -> Math.pow(10, -2 + 4 * d / 99.0));
        SettlingFit fit = SettlingFit.of(new Targets.Gaussian(new double[100], sd), CHAINS, 2, MomentRule.VARIANCE, 2);
        assertTrue(fit.settled());
        double[] scale = ((Metric.Diagonal) fit.states().getFirst().metric()).scale();
        for (int d = 0; d < 100; d++) {
            arrived(fit, d, 0, sd[d], 3);
            // 64 chains × 25 transitions; even if only one in ten of them counts, the log sd has the error √(1/320) =
            // 0.056.
            assertEquals(0, Math.log(scale[d] / sd[d]), 5 * 0.056);
        }
    }

    @Test
    void aFarAndWideStartIsNotMistakenForTheTarget() {
        // From around 0 to 5 standard deviations away in a direction a thousand times as wide as the others.
        double[] mean = new double[10];
        double[] sd = new double[10];
        Arrays.fill(sd, 1);
        mean[9] = 5000;
        sd[9] = 1000;
        SettlingFit fit = SettlingFit.of(new Targets.Gaussian(mean, sd), CHAINS, 2, MomentRule.VARIANCE, 2);
        assertTrue(fit.settled());
        assertTrue(fit.transitions() > 99, "the shortest warm-up is too short for this");
        for (int d = 0; d < 10; d++) {
            arrived(fit, d, mean[d], sd[d], 3);
        }
    }

    /** v ~ Normal(0, 1), x_k ~ Normal(0, exp(v/2)): a funnel whose neck can be sampled. */
    private record MildFunnel(int dimension) implements LogDensity {
        @Override
        public double evaluate(double[] position, int at, double[] gradient, int gradientAt) {
            double v = position[at];
            double squares = 0;
            for (int k = 1; k < dimension; k++) {
                squares += position[at + k] * position[at + k];
                gradient[gradientAt + k] = -position[at + k] * Math.exp(-v);
            }
            double scaled = squares * Math.exp(-v);
            gradient[gradientAt] = -v - 0.5 * (dimension - 1) + 0.5 * scaled;
            return -0.5 * (v * v + (dimension - 1) * v + scaled);
        }
    }

    @Test
    void aFunnelIsFilled() {
        SettlingFit fit = SettlingFit.of(new MildFunnel(6), 256, 2, MomentRule.VARIANCE, 2);
        assertTrue(fit.settled());
        arrived(fit, 0, 0, 1, 3);
        for (int k = 1; k < 6; k++) {
            // E x² = e^½, E x⁴ = 3 e²: the kurtosis is 3e.
            arrived(fit, k, 0, Math.exp(0.25), 3 * Math.E);
        }
    }

    @Test
    void correlationNeedsADenseMetric() {
        SettlingFit fit = SettlingFit.of(new Targets.Correlated(0.99), CHAINS, 2, MomentRule.COVARIANCE, 2);
        assertTrue(fit.settled());
        Metric.Dense metric = (Metric.Dense) fit.states().getFirst().metric();
        double correlation = metric.factor()[2] / Math.hypot(metric.factor()[2], metric.factor()[3]);
        // The error of Fisher's z over 160 counting draws is 0.08.
        assertEquals(2.6467, Math.log((1 + correlation) / (1 - correlation)) / 2, 5 * 0.08);
    }

    @Test
    void twoModesDoNotSettle() {
        // Narrow modes of unequal height 40 standard deviations apart: no chain crosses.
        LogDensity modes = new LogDensity() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public double evaluate(double[] position, int at, double[] gradient, int gradientAt) {
                double x = position[at] / 0.05;
                double mode = x < 0 ? -20 : 20;
                gradient[gradientAt] = -(x - mode) / 0.05;
                return -0.5 * (x - mode) * (x - mode) + (x < 0 ? 0 : 5);
            }
        };
        SettlingFit fit = SettlingFit.of(modes, CHAINS, 2, MomentRule.VARIANCE, 1);
        assertEquals(1000, fit.transitions());
        assertTrue(!fit.settled());
    }

    @Test
    void threadsChangeNoBit() {
        MildFunnel density = new MildFunnel(4);
        SettlingFit one = SettlingFit.of(density, CHAINS, 2, MomentRule.VARIANCE, 1);
        SettlingFit three = SettlingFit.of(density, CHAINS, 2, MomentRule.VARIANCE, 3);
        assertEquals(one.transitions(), three.transitions());
        for (int chain = 0; chain < CHAINS; chain++) {
            assertArrayEquals(
                    one.states().get(chain).position(),
                    three.states().get(chain).position());
            assertEquals(
                    one.states().get(chain).stepSize(),
                    three.states().get(chain).stepSize());
        }
    }
}
