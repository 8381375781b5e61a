package leapfrog.opencl;

import java.util.Locale;
import leapfrog.engine.DeviceOffer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/**
 * Describes one device as its driver does.
 *
 * @param index platform:device
 * @param driver vendor, platform and driver version in words
 * @param memoryBytes global memory
 * @param allocationBytes largest single buffer
 * @param localBytes memory that a work-group shares
 * @param options what its compiler is told beside what a program needs
 */
record OpenClDevice(
        cl_platform_id platform,
        cl_device_id id,
        String index,
        String name,
        String driver,
        DeviceOffer.Kind kind,
        boolean fp64,
        long memoryBytes,
        long allocationBytes,
        long localBytes,
        int computeUnits,
        String options) {

    /** The device as a backend's. */
    DeviceOffer.Available offer(String backend) {
        return new DeviceOffer.Available(backend, index, name, driver, kind, fp64, memoryBytes, computeUnits);
    }

    /** Whether {@code wanted} is this device's index or a part of its name; "" is every device. */
    boolean matches(String wanted) {
        return wanted.isEmpty()
                || index.equals(wanted)
                || name.toLowerCase(Locale.ROOT).contains(wanted.toLowerCase(Locale.ROOT));
    }

    /** This device, taken for one of another kind. */
    OpenClDevice as(DeviceOffer.Kind other) {
        return with(other, localBytes, options);
    }

    /** This device with so much memory for a work-group. */
    OpenClDevice withLocal(long bytes) {
        return with(kind, bytes, options);
    }

    /** This device with a compiler that is told something else. */
    OpenClDevice told(String other) {
        return with(kind, localBytes, other);
    }

    private OpenClDevice with(DeviceOffer.Kind kind, long localBytes, String options) {
        return new OpenClDevice(
                platform,
                id,
                index,
                name,
                driver,
                kind,
                fp64,
                memoryBytes,
                allocationBytes,
                localBytes,
                computeUnits,
                options);
    }

    /** In words, for a fit's record. */
    String words() {
        return name + " (" + driver + ")";
    }
}
