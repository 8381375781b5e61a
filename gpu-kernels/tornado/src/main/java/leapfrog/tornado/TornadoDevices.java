package leapfrog.tornado;

import java.util.List;
import java.util.Map;
import leapfrog.backend.SignalHandlers;

/**
 * Finds the devices that TornadoVM has drivers for, or says why there are none. Loads TornadoVM when first asked; this class itself is
 * verified without.
 */
sealed interface TornadoDevices {
    /** At least one device. */
    record Found(List<TornadoTarget> devices) implements TornadoDevices {}

    /** No device, and what would help. */
    record Missing(String reason, String remedy) implements TornadoDevices {}

    /** Without these a kernel that does not compile runs as Java, unseen, and functions are good to single precision. */
    Map<String, String> SAFE = Map.of(
            "tornado.recover.bailout", "False",
            "tornado.enable.nativeFunctions", "False",
            "tornado.opencl.compiler.flags", "-w");

    static TornadoDevices probe() {
        SAFE.forEach((property, value) -> {
            if (System.getProperty(property) == null) {
                System.setProperty(property, value);
            }
        });
        try {
            List<TornadoTarget> devices = SignalHandlers.keeping(TornadoTarget::all);
            return devices.isEmpty()
                    ? new Missing(
                            "TornadoVM has drivers for no device of this machine",
                            "install the driver of your GPU, or for the CPU a package such as pocl-opencl-icd")
                    : new Found(devices);
        } catch (LinkageError e) {
            return new Missing(
                    "the JVM was started without TornadoVM",
                    "set TORNADOVM_HOME to its SDK, run its 'tornado --devices' once, which writes its flags, and start"
                            + " ./leapfrog");
        } catch (RuntimeException e) {
            return new Missing(
                    "TornadoVM failed while its devices were listed: " + e.getMessage(),
                    "see whether its 'tornado --devices' lists them");
        }
    }
}
