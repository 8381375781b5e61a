package leapfrog.opencl;

import static org.jocl.CL.CL_SUCCESS;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import leapfrog.backend.SignalHandlers;
import leapfrog.engine.DeviceOffer;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_device_id;
import org.jocl.cl_platform_id;

/** Finds the OpenCL devices of this machine, or says why there are none. Loads the native library when first asked. */
sealed interface OpenClDevices {
    /** At least one device. */
    record Found(List<OpenClDevice> devices) implements OpenClDevices {}

    /** No device, and what would help. */
    record Missing(String reason, String remedy) implements OpenClDevices {}

    int PLATFORM_NOT_FOUND = -1001;
    String INSTALL =
            "install the driver of your GPU, or for the CPU a package such as pocl-opencl-icd with ocl-icd-libopencl1";

    static OpenClDevices probe() {
        try {
            return SignalHandlers.keeping(OpenClDevices::find);
        } catch (LinkageError e) {
            return new Missing(
                    "the OpenCL library cannot be loaded: "
                            + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
                    "install an OpenCL loader (a package such as ocl-icd-libopencl1) and " + INSTALL);
        } catch (RuntimeException e) {
            return new Missing("OpenCL failed while its devices were listed: " + e.getMessage(), INSTALL);
        }
    }

    /** What a backend can offer of them. */
    static List<DeviceOffer> offers(String backend) {
        return switch (probe()) {
            case Found found ->
                found.devices().stream()
                        .map(device -> (DeviceOffer) device.offer(backend))
                        .toList();
            case Missing missing -> List.of(new DeviceOffer.Unavailable(backend, missing.reason(), missing.remedy()));
        };
    }

    private static OpenClDevices find() {
        CL.setExceptionsEnabled(false);
        int[] count = new int[1];
        int code = CL.clGetPlatformIDs(0, null, count);
        if (code == PLATFORM_NOT_FOUND || (code == CL_SUCCESS && count[0] == 0)) {
            return new Missing("OpenCL is installed, but no platform (driver) is", INSTALL);
        }
        OpenCl.check("clGetPlatformIDs", code);
        cl_platform_id[] platforms = new cl_platform_id[count[0]];
        OpenCl.check("clGetPlatformIDs", CL.clGetPlatformIDs(platforms.length, platforms, null));
        List<OpenClDevice> devices = new ArrayList<>();
        for (int p = 0; p < platforms.length; p++) {
            addDevices(p, platforms[p], devices);
        }
        if (devices.isEmpty()) {
            String names = Arrays.stream(platforms)
                    .map(platform -> platformText(platform, CL.CL_PLATFORM_NAME))
                    .collect(Collectors.joining(", "));
            return new Missing("no OpenCL platform has a device; platforms are: " + names, INSTALL);
        }
        return new Found(List.copyOf(devices));
    }

    private static void addDevices(int index, cl_platform_id platform, List<OpenClDevice> devices) {
        int[] count = new int[1];
        int code = CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, 0, null, count);
        if (code == CL.CL_DEVICE_NOT_FOUND) {
            return;
        }
        OpenCl.check("clGetDeviceIDs", code);
        cl_device_id[] ids = new cl_device_id[count[0]];
        OpenCl.check("clGetDeviceIDs", CL.clGetDeviceIDs(platform, CL.CL_DEVICE_TYPE_ALL, ids.length, ids, null));
        for (int d = 0; d < ids.length; d++) {
            devices.add(describe(index + ":" + d, platform, ids[d]));
        }
    }

    private static OpenClDevice describe(String index, cl_platform_id platform, cl_device_id id) {
        String driver = text(id, CL.CL_DEVICE_VENDOR) + ", " + platformText(platform, CL.CL_PLATFORM_NAME) + ", "
                + text(id, CL.CL_DEVICE_VERSION) + ", driver " + text(id, CL.CL_DRIVER_VERSION);
        DeviceOffer.Kind kind = kind(number(id, CL.CL_DEVICE_TYPE));
        return new OpenClDevice(
                platform,
                id,
                index,
                text(id, CL.CL_DEVICE_NAME),
                driver,
                kind,
                number(id, CL.CL_DEVICE_DOUBLE_FP_CONFIG) != 0,
                number(id, CL.CL_DEVICE_GLOBAL_MEM_SIZE),
                number(id, CL.CL_DEVICE_MAX_MEM_ALLOC_SIZE),
                number(id, CL.CL_DEVICE_LOCAL_MEM_SIZE),
                (int) number(id, CL.CL_DEVICE_MAX_COMPUTE_UNITS),
                "");
    }

    private static DeviceOffer.Kind kind(long type) {
        if ((type & CL.CL_DEVICE_TYPE_GPU) != 0) {
            return DeviceOffer.Kind.GPU;
        }
        return (type & CL.CL_DEVICE_TYPE_CPU) != 0 ? DeviceOffer.Kind.CPU : DeviceOffer.Kind.ACCELERATOR;
    }

    /** A number of 4 or 8 bytes; 0 where the driver does not know the question. */
    private static long number(cl_device_id id, int what) {
        long[] value = new long[1];
        int code = CL.clGetDeviceInfo(id, what, Long.BYTES, Pointer.to(value), null);
        return code == CL_SUCCESS ? value[0] : 0;
    }

    private static String text(cl_device_id id, int what) {
        long[] size = new long[1];
        OpenCl.check("clGetDeviceInfo", CL.clGetDeviceInfo(id, what, 0, null, size));
        byte[] bytes = new byte[(int) size[0]];
        OpenCl.check("clGetDeviceInfo", CL.clGetDeviceInfo(id, what, bytes.length, Pointer.to(bytes), null));
        return words(bytes);
    }

    private static String platformText(cl_platform_id id, int what) {
        long[] size = new long[1];
        OpenCl.check("clGetPlatformInfo", CL.clGetPlatformInfo(id, what, 0, null, size));
        byte[] bytes = new byte[(int) size[0]];
        OpenCl.check("clGetPlatformInfo", CL.clGetPlatformInfo(id, what, bytes.length, Pointer.to(bytes), null));
        return words(bytes);
    }

    private static String words(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8).replace("\0", "").strip();
    }
}
