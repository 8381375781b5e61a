package leapfrog.simd;

import leapfrog.engine.Backend.Support;
import org.jspecify.annotations.Nullable;

/** Says whether the Vector API and useful vectors are there, without loading a class of it before that is known. */
final class VectorModule {
    /** Set by the launcher where it starts Java without the module first, to be quick, and again with it if this process asks for that. */
    private static final String HAND_OVER = "leapfrog.handover";

    private VectorModule() {}

    /** Whether the module is left to another process. */
    static boolean elsewhere() {
        return absent() && Boolean.getBoolean(HAND_OVER);
    }

    private static boolean absent() {
        return ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty();
    }

    /** Why vectors cannot be used, or null. */
    static Support.@Nullable No missing() {
        if (absent()) {
            return new Support.No(
                    "the module jdk.incubator.vector is not in this Java process",
                    "start Java with --add-modules jdk.incubator.vector, on a runtime image that has it");
        }
        if (Lanes.widest() < 4) {
            return new Support.No(
                    "this processor has no vectors of two or more doubles that Java can use",
                    "use the backend scalar, or a JVM that supports this processor's vectors");
        }
        return null;
    }
}
