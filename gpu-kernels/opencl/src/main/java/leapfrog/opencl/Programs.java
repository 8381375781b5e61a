package leapfrog.opencl;

import java.util.HashMap;
import java.util.Map;
import leapfrog.engine.DeviceOffer;
import org.jocl.cl_context;
import org.jocl.cl_program;

/**
 * Keeps one context a device and one compiled program a device and source for the life of the process, so that a structure is
 * compiled once however many sessions open it; the {@link ProgramCache} keeps it for later processes.
 */
final class Programs {
    /** A compiled program and the context it belongs to; owned by the cache. */
    record Compiled(cl_context context, cl_program program) {}

    private record Key(String device, String options, ProgramSource source) {}

    private static final Map<String, Handle<cl_context>> CONTEXTS = new HashMap<>();
    private static final Map<Key, Compiled> COMPILED = new HashMap<>();

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

    static synchronized Compiled of(OpenClDevice device, ProgramSource source) {
        Key key = new Key(device.index(), device.options(), source);
        Compiled known = COMPILED.get(key);
        if (known != null) {
            return known;
        }
        Handle<cl_context> context = CONTEXTS.get(device.index());
        if (context == null) {
            context = OpenCl.context(device);
            CONTEXTS.put(device.index(), context);
        }
        Handle<cl_program> program = OpenCl.program(context.get(), device, source, cache(device));
        Compiled compiled = new Compiled(context.get(), program.get());
        COMPILED.put(key, compiled);
        return compiled;
    }
}
