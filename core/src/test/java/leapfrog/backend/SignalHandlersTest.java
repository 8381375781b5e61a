package leapfrog.backend;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/** Tests that what is set while the handlers are kept is undone, with a signal that has no effect. */
@EnabledOnOs({OS.LINUX, OS.MAC})
class SignalHandlersTest {
    private static final Signal RESIZED = new Signal("WINCH");

    @AfterEach
    void asItWas() {
        Signal.handle(RESIZED, SignalHandler.SIG_DFL);
    }

    @Test
    void aHandlerThatIsSetMeanwhileIsUndone() {
        byte[] before = handler();
        byte[] meanwhile = SignalHandlers.keeping(() -> {
            Signal.handle(RESIZED, SignalHandler.SIG_IGN);
            return handler();
        });
        assertFalse(Arrays.equals(before, meanwhile));
        assertArrayEquals(before, handler());
    }

    @Test
    void alsoWhereTheDriverFails() {
        byte[] before = handler();
        IllegalStateException failure = assertThrows(
                IllegalStateException.class,
                () -> SignalHandlers.keeping(() -> {
                    Signal.handle(RESIZED, SignalHandler.SIG_IGN);
                    throw new IllegalStateException("no device");
                }));
        assertEquals("no device", failure.getMessage());
        assertArrayEquals(before, handler());
    }

    @Test
    void whatTheJvmHasSetStays() {
        Signal.handle(RESIZED, signal -> {});
        byte[] set = handler();
        assertEquals(1, SignalHandlers.keeping(() -> 1));
        assertArrayEquals(set, handler());
    }

    /** The first bytes of what the system keeps for the signal, which say what handles it. */
    private static byte[] handler() {
        Linker linker = Linker.nativeLinker();
        MethodHandle sigaction = linker.downcallHandle(
                linker.defaultLookup().find("sigaction").orElseThrow(),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment action = arena.allocate(256, 8);
            assertEquals(0, (int) sigaction.invokeExact(RESIZED.getNumber(), MemorySegment.NULL, action));
            return action.asSlice(0, 8).toArray(ValueLayout.JAVA_BYTE);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
