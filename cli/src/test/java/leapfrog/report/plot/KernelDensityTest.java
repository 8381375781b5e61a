package leapfrog.report.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import leapfrog.math.NormalQuantile;
import org.junit.jupiter.api.Test;

/** Holds kernel densities to the sums they are, and to integrating to 1 on their support. */
class KernelDensityTest {
    private static final int POINTS = 2001;

    private static double[] grid(double low, double high) {
        return IntStream.range(0, POINTS)
                .mapToDouble(i -> low + (high - low) * i / (POINTS - 1))
                .toArray();
    }

    private static double integral(double[] density, double low, double high) {
        double ends = (density[0] + density[POINTS - 1]) / 2;
        return (Arrays.stream(density).sum() - ends) * (high - low) / (POINTS - 1);
    }

    /** Quantiles of the standard normal distribution, [count]. */
    private static double[] normal(int count) {
        return IntStream.range(0, count)
                .mapToDouble(i -> NormalQuantile.of((i + 0.5) / count))
                .toArray();
    }

    @Test
    void theBandwidthIsSilvermans() {
        // 0.9 min(sd, IQR / 1.34) n^(-1/5) by hand: sd = √2.5, IQR = 2, n = 5.
        assertEquals(
                0.9 * Math.min(Math.sqrt(2.5), 2 / 1.34) * Math.pow(5, -0.2),
                KernelDensity.bandwidth(new double[] {5, 3, 1, 2, 4}),
                1e-15);
    }

    @Test
    void itIsTheSumOfItsKernels() {
        double[] values = {-1, 0.25, 2, 2.5};
        double h = KernelDensity.bandwidth(values);
        double[] at = {-2, -1, 0, 1, 2, 3};
        double[] expected = Arrays.stream(at)
                .map(x -> Arrays.stream(values)
                                .map(v -> Math.exp(-0.5 * (x - v) * (x - v) / (h * h)))
                                .sum()
                        / (4 * h * Math.sqrt(2 * Math.PI)))
                .toArray();
        // A value is moved by at most half of one of 512 cells, 3.5 / 1024; a kernel's slope is at most e^(-1/2) / (h²
        // √(2π)).
        double bound = 3.5 / 1024 * Math.exp(-0.5) / (h * h * Math.sqrt(2 * Math.PI));
        assertArrayEquals(expected, KernelDensity.UNBOUNDED.of(values, at), bound);
    }

    @Test
    void itIntegratesToOneOnItsSupport() {
        double[] values = normal(1000);
        // Kernels are cut at 5 bandwidths: 6e-7 of each.
        assertEquals(1, integral(KernelDensity.UNBOUNDED.of(values, grid(-6, 6)), -6, 6), 1e-5);
        double[] positive = Arrays.stream(values).map(Math::abs).toArray();
        KernelDensity scale = new KernelDensity(0, Double.POSITIVE_INFINITY);
        assertEquals(1, integral(scale.of(positive, grid(0, 6)), 0, 6), 1e-5);
        KernelDensity correlation = new KernelDensity(-1, 1);
        double[] bounded = Arrays.stream(values).map(Math::tanh).toArray();
        assertEquals(1, integral(correlation.of(bounded, grid(-1, 1)), -1, 1), 1e-5);
    }

    @Test
    void oneValueHasNoDensity() {
        assertArrayEquals(new double[2], KernelDensity.UNBOUNDED.of(new double[] {3, 3, 3}, new double[] {3, 4}));
        assertArrayEquals(new double[2], KernelDensity.UNBOUNDED.of(new double[] {3}, new double[] {3, 4}));
    }
}
