package leapfrog.tornado;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import leapfrog.engine.DeviceException;
import leapfrog.engine.DeviceOffer;
import uk.ac.manchester.tornado.api.TornadoBackend;
import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.common.TornadoDevice;
import uk.ac.manchester.tornado.api.exceptions.TornadoInternalError;
import uk.ac.manchester.tornado.api.runtime.TornadoRuntimeProvider;

/**
 * Describes one device as TornadoVM does.
 *
 * @param index backend:device, as TornadoVM counts
 * @param driver TornadoVM's backend and the driver below it
 */
record TornadoTarget(TornadoDevice device, String index, String name, String driver) {

    /** Those of all of TornadoVM's backends. */
    static List<TornadoTarget> all() {
        List<TornadoTarget> all = new ArrayList<>();
        try {
            TornadoRuntime runtime = TornadoRuntimeProvider.getTornadoRuntime();
            for (int b = 0; b < runtime.getNumBackends(); b++) {
                TornadoBackend backend = runtime.getBackend(b);
                for (int d = 0; d < backend.getNumDevices(); d++) {
                    all.add(of(b + ":" + d, backend.getName(), backend.getDevice(d)));
                }
            }
        } catch (TornadoInternalError e) {
            throw new DeviceException(String.valueOf(e.getMessage()), e);
        }
        return List.copyOf(all);
    }

    private static TornadoTarget of(String index, String backend, TornadoDevice device) {
        String driver = "TornadoVM, " + backend + ", " + device.getPlatformName();
        return new TornadoTarget(
                device, index, device.getPhysicalDevice().getDeviceName().strip(), driver);
    }

    DeviceOffer.Available offer(String backend) {
        return new DeviceOffer.Available(
                backend,
                index,
                name,
                driver,
                kind(),
                fp64(),
                device.getMaxGlobalMemory(),
                device.getPhysicalDevice().getDeviceMaxComputeUnits());
    }

    DeviceOffer.Kind kind() {
        return switch (device.getDeviceType()) {
            case CPU -> DeviceOffer.Kind.CPU;
            case GPU -> DeviceOffer.Kind.GPU;
            case UNKNOWN, DEFAULT, FPGA, ACCELERATOR, CUSTOM, ALL -> DeviceOffer.Kind.ACCELERATOR;
        };
    }

    /** Whether it computes in double precision: TornadoVM says so in words, and of its OpenCL devices alone; others are found out. */
    boolean fp64() {
        return !String.valueOf(device.getPhysicalDevice().getDeviceInfo()).contains("Double fp config : false");
    }

    MemoryPlan.Limits limits() {
        return new MemoryPlan.Limits(name, device.getMaxGlobalMemory(), device.getMaxAllocMemory());
    }

    /** Whether {@code wanted} is this device's index or a part of its name; "" is every device. */
    boolean matches(String wanted) {
        return wanted.isEmpty()
                || index.equals(wanted)
                || name.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    }

    /** In words, for a fit's record. */
    String words() {
        return name + " (" + driver + ")";
    }
}
