package leapfrog.tornado;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Checks that the self-test passes a device that computes in doubles, and what it says of one that does not. */
class SelfTestTest {
    @Test
    void theDeviceIsNotRefused() {
        assertEquals(Optional.empty(), SelfTest.fault(RequiredDevice.find()));
    }

    /** What a device would give whose results are those of Java, but for one. */
    private static Optional<String> faultWith(int argument, int result, double value) {
        double[][] results = new double[SelfTest.ARGUMENTS.length][];
        for (int k = 0; k < results.length; k++) {
            double x = SelfTest.ARGUMENTS[k];
            double order = Double.isNaN(x) ? ArithmeticKernel.UNORDERED : ArithmeticKernel.ORDERED;
            results[k] = new double[] {Math.sqrt(x), Math.log(x), Math.exp(-x), order};
        }
        results[argument][result] = value;
        return SelfTest.arithmeticFault(results);
    }

    @Test
    void resultsOfJavaPass() {
        assertEquals(Optional.empty(), faultWith(0, ArithmeticKernel.ROOT, Math.nextUp(Math.sqrt(2))));
    }

    @Test
    void functionsOfSinglePrecisionAreRefused() {
        assertTrue(faultWith(0, ArithmeticKernel.ROOT, (float) Math.sqrt(2))
                .orElseThrow()
                .startsWith("sqrt(2.0) is 1.41421"));
        assertTrue(faultWith(1, ArithmeticKernel.LOGARITHM, (float) Math.log(3))
                .orElseThrow()
                .startsWith("log(3.0)"));
        assertTrue(faultWith(1, ArithmeticKernel.EXPONENTIAL, (float) Math.exp(-3))
                .orElseThrow()
                .startsWith("exp(-3.0)"));
    }

    @Test
    void numbersInPlaceOfNanAreRefused() {
        int nan = SelfTest.ARGUMENTS.length - 1;
        assertEquals(
                Optional.of("comparisons take NaN for a number"),
                faultWith(nan, ArithmeticKernel.COMPARISON, ArithmeticKernel.ORDERED));
        assertTrue(faultWith(nan, ArithmeticKernel.ROOT, 0).isPresent());
    }
}
