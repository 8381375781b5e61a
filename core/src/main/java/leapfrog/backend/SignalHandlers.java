package leapfrog.backend;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the JVM's signal handlers where a device's driver would put its own in their place. To the JVM a fault is a null pointer, a safepoint or a
 * division by zero of compiled code. Drivers that hold LLVM take over these signals for good when they start: from then on {@code 7 / 0} is 7, where
 * the driver, as PoCL's, steps over divisions that trap; and two threads that fault at one moment end the process, without a word, since LLVM's
 * handler stands for one signal and hands back to the JVM's only then. The JVM's own remedy, its library {@code libjsig}, has to be loaded before
 * the JVM is.
 */
public final class SignalHandlers {
    /** Signals 1 to 31: those that are not of real time, on all systems that have {@code sigaction}. */
    private static final int LAST = 31;

    /** Bytes, more than any system's {@code struct sigaction} has. */
    private static final int ROOM = 256;

    private static final @Nullable MethodHandle SIGACTION = sigaction();

    private SignalHandlers() {}

    /** {@code int sigaction(int signal, const struct sigaction *new, struct sigaction *old)}, where the system has it. */
    private static @Nullable MethodHandle sigaction() {
        Linker linker = Linker.nativeLinker();
        return linker.defaultLookup()
                .find("sigaction")
                .map(address -> linker.downcallHandle(
                        address,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS)))
                .orElse(null);
    }

    /** What {@code driver} returns; the handlers that stood before it was called stand again, also when it throws. One thread at a time. */
    public static synchronized <T> T keeping(Supplier<T> driver) {
        if (SIGACTION == null) {
            return driver.get();
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment[] handlers = new MemorySegment[LAST + 1];
            for (int signal = 1; signal <= LAST; signal++) {
                handlers[signal] = arena.allocate(ROOM, Long.BYTES);
                call(SIGACTION, signal, MemorySegment.NULL, handlers[signal]);
            }
            try {
                return driver.get();
            } finally {
                for (int signal = 1; signal <= LAST; signal++) {
                    call(SIGACTION, signal, handlers[signal], MemorySegment.NULL);
                }
            }
        }
    }

    /** The system refuses signals whose handler nobody can change, which is as well. */
    private static void call(MethodHandle sigaction, int signal, MemorySegment handler, MemorySegment old) {
        try {
            int ignored = (int) sigaction.invokeExact(signal, handler, old);
        } catch (Throwable e) {
            throw new LinkageError("sigaction cannot be called", e);
        }
    }
}
