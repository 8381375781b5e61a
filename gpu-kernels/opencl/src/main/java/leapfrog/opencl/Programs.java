package leapfrog.opencl;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiPredicate;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_mem;
import org.jocl.cl_program;

/**
 * Keeps one context a device and one compiled program a device and source for the life of the process, so that a structure is
 * compiled once however many sessions open it; the {@link ProgramCache} keeps it for later processes. A context that no longer computes, as a
 * device leaves it that failed, is given up with its programs.
 */
final class Programs {
    /** A compiled program and the context it belongs to; owned by the cache. */
    record Compiled(cl_context context, cl_program program) {}

    private record Key(String device, String options, ProgramSource source) {}

    private static final Map<String, Handle<cl_context>> CONTEXTS = new HashMap<>();
    private static final Map<Key, Handle<cl_program>> PROGRAMS = new HashMap<>();

    private static final ProgramCache CACHE = ProgramCache.of(System.getenv());

    private Programs() {}

    /**
     * None for processors: PoCL keeps its own, and to hand out a binary would compile every kernel once more, for work-groups of any size. Nor
     * for compilers that are told something, which the cache does not know.
     */
    private static ProgramCache cache(OpenClDevice device) {
        boolean usual = device.options().isEmpty() && device.kind() != DeviceOffer.Kind.CPU;
        return usual ? CACHE : ProgramCache.NONE;
    }

    static Compiled of(OpenClDevice device, ProgramSource source) {
        return of(device, source, Programs::works);
    }

    /** @param works whether a context that is known still computes */
    static synchronized Compiled of(
            OpenClDevice device, ProgramSource source, BiPredicate<cl_context, OpenClDevice> works) {
        Handle<cl_context> context = CONTEXTS.get(device.index());
        if (context != null && !works.test(context.get(), device)) {
            forget(device.index(), context);
            context = null;
        }
        if (context == null) {
            context = OpenCl.context(device);
            CONTEXTS.put(device.index(), context);
        }
        Key key = new Key(device.index(), device.options(), source);
        Handle<cl_program> program = PROGRAMS.get(key);
        if (program == null) {
            program = OpenCl.program(context.get(), device, source, cache(device));
            PROGRAMS.put(key, program);
        }
        return new Compiled(context.get(), program.get());
    }

    /** Whether a number can still be written to the device's memory and read back. */
    private static boolean works(cl_context context, OpenClDevice device) {
        int[] number = {device.index().hashCode()};
        int[] back = new int[1];
        try (Handle<cl_command_queue> queue = OpenCl.queue(context, device);
                Handle<cl_mem> buffer = OpenCl.buffer(context, CL.CL_MEM_READ_WRITE, Integer.BYTES, null)) {
            OpenCl.check(
                    "clEnqueueWriteBuffer",
                    CL.clEnqueueWriteBuffer(
                            queue.get(), buffer.get(), true, 0, Integer.BYTES, Pointer.to(number), 0, null, null));
            OpenCl.check(
                    "clEnqueueReadBuffer",
                    CL.clEnqueueReadBuffer(
                            queue.get(), buffer.get(), true, 0, Integer.BYTES, Pointer.to(back), 0, null, null));
            return back[0] == number[0];
        } catch (DeviceException e) {
            return false;
        }
    }

    /** What the driver says to the release of what is broken, nobody needs to know. */
    private static void forget(String device, Handle<cl_context> context) {
        PROGRAMS.entrySet().removeIf(entry -> {
            boolean its = entry.getKey().device().equals(device);
            if (its) {
                release(entry.getValue());
            }
            return its;
        });
        CONTEXTS.remove(device);
        release(context);
    }

    private static void release(Handle<?> handle) {
        try {
            handle.close();
        } catch (DeviceException e) {
            // It is gone either way.
        }
    }
}
