package leapfrog.opencl;

import java.util.List;
import java.util.stream.Collectors;

/** Chooses the device that a user asks for, or says why none can be used. */
sealed interface DeviceChoice {
    record Taken(OpenClDevice device) implements DeviceChoice {}

    record None(String reason, String remedy) implements DeviceChoice {}

    /**
     * For a model that there are kernels for.
     *
     * @param wanted an index, a part of a name, or "" for the first device that computes in double precision
     */
    static DeviceChoice of(String wanted) {
        return switch (OpenClDevices.probe()) {
            case OpenClDevices.Missing missing -> new None(missing.reason(), missing.remedy());
            case OpenClDevices.Found found -> of(found.devices(), wanted);
        };
    }

    private static DeviceChoice of(List<OpenClDevice> devices, String wanted) {
        List<OpenClDevice> named =
                devices.stream().filter(device -> device.matches(wanted)).toList();
        String all = devices.stream()
                .map(device -> device.index() + " " + device.name())
                .collect(Collectors.joining(", "));
        if (named.isEmpty()) {
            return new None("no device '" + wanted + "'", "OpenCL devices are: " + all);
        }
        return named.stream()
                .filter(OpenClDevice::fp64)
                .findFirst()
                .<DeviceChoice>map(Taken::new)
                .orElseGet(() -> new None(
                        "no double precision (cl_khr_fp64) on "
                                + named.getFirst().name(),
                        "choose another device with --device; OpenCL devices are: " + all));
    }
}
