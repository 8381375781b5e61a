package leapfrog.tornado;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.exceptions.TornadoInternalError;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/** Finds the devices that TornadoVM has drivers for, or says why there are none. Loads TornadoVM when first asked. */
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
            return find();
        } catch (LinkageError e) {
            return new Missing(
                    "the JVM was started without TornadoVM",
                    "set TORNADOVM_HOME to its SDK and start ./leapfrog, or give java"
                            + " @$TORNADOVM_HOME/tornado-argfile");
        } catch (RuntimeException | TornadoInternalError e) {
            return new Missing(
                    "TornadoVM failed while its devices were listed: " + e.getMessage(),
                    "see whether $TORNADOVM_HOME/bin/tornado --devices lists them");
        }
    }

    private static TornadoDevices find() {
        TornadoRuntime runtime = TornadoRuntimeProvider.getTornadoRuntime();
        List<TornadoTarget> devices = new ArrayList<>();
        for (int b = 0; b < runtime.getNumBackends(); b++) {
            TornadoBackend backend = runtime.getBackend(b);
            for (int d = 0; d < backend.getNumDevices(); d++) {
                devices.add(TornadoTarget.of(b + ":" + d, backend.getName(), backend.getDevice(d)));
            }
        }
        return devices.isEmpty()
                ? new Missing(
                        "TornadoVM has drivers for no device of this machine",
                        "install the driver of your GPU, or for the CPU a package such as pocl-opencl-icd")
                : new Found(List.copyOf(devices));
    }
}
