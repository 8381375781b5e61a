package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A driver that holds LLVM takes over the signals by which the JVM knows null pointers and divisions by zero, if it is let. */
class SignalsTest {
    private static volatile int zero;

    @BeforeEach
    void driverIsLoaded() {
        Programs.of(RequiredDevice.find(), new ProgramSource("kernel void nothing() {}", ""));
    }

    @Test
    void divisionByZeroIsAnError() {
        assertThrows(ArithmeticException.class, () -> nothing(7 / zero));
        assertThrows(ArithmeticException.class, () -> nothing(7 % zero));
    }

    private static void nothing(int number) {}
}
