package leapfrog.opencl;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import leapfrog.engine.DeviceOffer;

/** Finds the device that a test runs on; without one the test is skipped, or fails where a device is required. */
final class RequiredDevice {
    static final String PROPERTY = "leapfrog.opencl.required";

    private RequiredDevice() {}

    static OpenClDevice find() {
        OpenClDevices probed = OpenClDevices.probe();
        if (probed instanceof OpenClDevices.Found found) {
            for (OpenClDevice device : found.devices()) {
                if (device.fp64()) {
                    return device;
                }
            }
        }
        String reason = probed instanceof OpenClDevices.Missing missing
                ? missing.reason() + "; " + missing.remedy()
                : "no OpenCL device computes in double precision";
        return Boolean.getBoolean(PROPERTY) ? fail(PROPERTY + " is set, but " + reason) : abort(reason);
    }

    /** The backend, on a machine with a device. */
    static OpenClBackend backend() {
        find();
        return new OpenClBackend();
    }

    /** The same, for which nothing is optimised: a third of the time where every kernel runs for a moment. */
    static OpenClBackend unoptimised() {
        find();
        return new OpenClBackend(device -> compiled(device, true));
    }

    /** The device-resident backend with so many work-items a chain. */
    static ResidentBackend resident(int team) {
        find();
        return new ResidentBackend(team, device -> compiled(device, team > 1));
    }

    /** The same, on a device with so much memory for a work-group, for which nothing is optimised. */
    static ResidentBackend resident(int team, long localBytes) {
        find();
        return new ResidentBackend(team, device -> compiled(device, true).withLocal(localBytes));
    }

    /** A backend that treats every device as one of this kind, so that one device runs the kernels of all kinds. */
    static OpenClBackend backendOf(DeviceOffer.Kind kind) {
        find();
        return new OpenClBackend(
                device -> compiled(device, device.kind() != kind).as(kind));
    }

    /** Kernels of devices of another kind are proven, not used: to optimise them for this one takes minutes, and says nothing of theirs. */
    private static OpenClDevice compiled(OpenClDevice device, boolean plain) {
        return plain ? device.told("-cl-opt-disable") : device;
    }
}
