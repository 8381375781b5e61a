package leapfrog.tornado;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

/** Finds the device that a test runs on; without one the test is skipped, or fails where a device is required. */
final class RequiredDevice {
    static final String PROPERTY = "leapfrog.tornado.required";

    private RequiredDevice() {}

    static TornadoTarget find() {
        TornadoDevices probed = TornadoDevices.probe();
        if (probed instanceof TornadoDevices.Found found) {
            for (TornadoTarget device : found.devices()) {
                if (device.fp64()) {
                    return device;
                }
            }
        }
        String reason = probed instanceof TornadoDevices.Missing missing
                ? missing.reason() + "; " + missing.remedy()
                : "no device of TornadoVM computes in double precision";
        return Boolean.getBoolean(PROPERTY) ? fail(PROPERTY + " is set, but " + reason) : abort(reason);
    }

    /** The backend, on a machine with a device. */
    static TornadoBackend backend() {
        find();
        return new TornadoBackend();
    }
}
