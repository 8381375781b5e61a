package leapfrog.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** Checks what the oracle does where the density is not finite, and that it allocates nothing. */
class ScalarLogDensityTest {
    @Test
    void nonFinitePositionsGiveNonFiniteDensities() {
        for (String name : new String[] {"partial_2022.centered", "partial_2022.noncentered", "unpooled", "pooled"}) {
            Model model = Radon.model(name, true);
            ScalarLogDensity density = new ScalarLogDensity(model.structure(), model.data());
            for (int k = 0; k < density.dimension(); k++) {
                for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
                    double[] position = new double[density.dimension()];
                    position[k] = bad;
                    double value = density.evaluate(position, 0, new double[density.dimension()], 0);
                    assertTrue(
                            Double.isNaN(value) || value == Double.NEGATIVE_INFINITY,
                            name + " " + model.coordinates().get(k) + " = " + bad + ": " + value);
                }
            }
        }
    }

    @Test
    void farScalesNeverReachPlusInfinity() {
        Model model = Radon.model("partial_2022.centered", false);
        ScalarLogDensity density = new ScalarLogDensity(model.structure(), model.data());
        for (double theta : new double[] {-1000, -400, 400, 1000}) {
            for (int k = 2; k < 5; k++) {
                double[] position = new double[density.dimension()];
                position[k] = theta;
                double value = density.evaluate(position, 0, new double[density.dimension()], 0);
                assertNotEquals(
                        Double.POSITIVE_INFINITY, value, model.coordinates().get(k) + " = " + theta);
            }
        }
    }

    @Test
    void evaluationAllocatesNothing() {
        allocatesNothing(Crossed.mixed(true));
        allocatesNothing(Sleepstudy.model(Parametrization.noncentered()));
    }

    private static void allocatesNothing(Model model) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        ScalarLogDensity density = new ScalarLogDensity(model.structure(), model.data());
        double[] position = new double[density.dimension()];
        double[] gradient = new double[density.dimension()];
        for (int warm = 0; warm < 200; warm++) {
            density.evaluate(position, 0, gradient, 0);
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1000; i++) {
            density.evaluate(position, 0, gradient, 0);
        }
        long bytes = threads.getCurrentThreadAllocatedBytes() - before;
        // One object a call would be at least 16,000 bytes; the measurement itself may allocate a little.
        assertTrue(bytes < 8_000, bytes + " bytes in 1000 calls");
    }

    @Test
    void theStructureMustBeThatOfTheData() {
        Model rows = Radon.model("pooled", false);
        Model cells = Radon.model("pooled", true);
        assertEquals(3, new ScalarLogDensity(cells.structure(), cells.data()).dimension());
        assertThrows(IllegalArgumentException.class, () -> new ScalarLogDensity(rows.structure(), cells.data()));
    }
}
