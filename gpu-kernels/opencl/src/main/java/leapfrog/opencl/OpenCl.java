package leapfrog.opencl;

import static org.jocl.CL.CL_PROGRAM_BUILD_LOG;
import static org.jocl.CL.CL_SUCCESS;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import leapfrog.backend.SignalHandlers;
import leapfrog.engine.DeviceException;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.Sizeof;
import org.jocl.cl_command_queue;
import org.jocl.cl_context;
import org.jocl.cl_context_properties;
import org.jocl.cl_device_id;
import org.jocl.cl_event;
import org.jocl.cl_kernel;
import org.jocl.cl_mem;
import org.jocl.cl_program;
import org.jspecify.annotations.Nullable;

/**
 * Calls OpenCL, with owned handles for objects and a {@link DeviceException} that names the call and the error for every failure.
 */
final class OpenCl {
    private static final Set<Integer> MEMORY_ERRORS =
            Set.of(CL.CL_MEM_OBJECT_ALLOCATION_FAILURE, CL.CL_OUT_OF_HOST_MEMORY, CL.CL_INVALID_BUFFER_SIZE);

    private OpenCl() {}

    static void check(String call, int code) {
        if (code != CL_SUCCESS) {
            String message = "OpenCL: " + call + " failed: " + CL.stringFor_errorCode(code);
            throw MEMORY_ERRORS.contains(code) ? DeviceException.outOfMemory(message) : new DeviceException(message);
        }
    }

    static Handle<cl_context> context(OpenClDevice device) {
        cl_context_properties properties = new cl_context_properties();
        properties.addProperty(CL.CL_CONTEXT_PLATFORM, device.platform());
        int[] code = new int[1];
        cl_context context = SignalHandlers.keeping(
                () -> CL.clCreateContext(properties, 1, new cl_device_id[] {device.id()}, null, null, code));
        check("clCreateContext on " + device.name(), code[0]);
        return new Handle<>(context, "clReleaseContext", CL::clReleaseContext);
    }

    /** An in-order queue. */
    @SuppressWarnings("deprecation") // the call that takes properties needs OpenCL 2.0
    static Handle<cl_command_queue> queue(cl_context context, OpenClDevice device) {
        int[] code = new int[1];
        cl_command_queue queue = CL.clCreateCommandQueue(context, device.id(), 0, code);
        check("clCreateCommandQueue", code[0]);
        return new Handle<>(queue, "clReleaseCommandQueue", CL::clReleaseCommandQueue);
    }

    /**
     * Compiles a program, or takes what was compiled before.
     *
     * @throws DeviceException with the compiler's log if it does not compile
     */
    static Handle<cl_program> program(
            cl_context context, OpenClDevice device, ProgramSource source, ProgramCache cache) {
        Optional<Handle<cl_program>> kept =
                cache.find(device, source).flatMap(binary -> fromBinary(context, device, source, binary));
        if (kept.isPresent()) {
            return kept.get();
        }
        int[] code = new int[1];
        cl_program program = CL.clCreateProgramWithSource(context, 1, new String[] {source.text()}, null, code);
        check("clCreateProgramWithSource", code[0]);
        Handle<cl_program> handle = new Handle<>(program, "clReleaseProgram", CL::clReleaseProgram);
        int built = build(program, device, source);
        if (built != CL_SUCCESS) {
            String log = buildLog(program, device);
            handle.close();
            throw new DeviceException("OpenCL: clBuildProgram failed on " + device.name() + ": "
                    + CL.stringFor_errorCode(built) + "; options: " + source.options() + "; build log:\n" + log);
        }
        if (cache.keeps()) {
            binary(program).ifPresent(binary -> cache.keep(device, source, binary));
        }
        return handle;
    }

    private static int build(cl_program program, OpenClDevice device, ProgramSource source) {
        String options = (source.options() + " " + device.options()).trim();
        return SignalHandlers.keeping(
                () -> CL.clBuildProgram(program, 1, new cl_device_id[] {device.id()}, options, null, null));
    }

    /** A program that was compiled before, unless the driver does not take it. */
    private static Optional<Handle<cl_program>> fromBinary(
            cl_context context, OpenClDevice device, ProgramSource source, byte[] binary) {
        int[] status = new int[1];
        int[] code = new int[1];
        cl_program program = CL.clCreateProgramWithBinary(
                context,
                1,
                new cl_device_id[] {device.id()},
                new long[] {binary.length},
                new byte[][] {binary},
                status,
                code);
        if (code[0] != CL_SUCCESS || status[0] != CL_SUCCESS) {
            return Optional.empty();
        }
        Handle<cl_program> handle = new Handle<>(program, "clReleaseProgram", CL::clReleaseProgram);
        if (build(program, device, source) != CL_SUCCESS) {
            handle.close();
            return Optional.empty();
        }
        return Optional.of(handle);
    }

    /** What the driver made of a program for its one device, if it says. */
    private static Optional<byte[]> binary(cl_program program) {
        long[] size = new long[1];
        int code = CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARY_SIZES, Sizeof.size_t, Pointer.to(size), null);
        if (code != CL_SUCCESS || size[0] <= 0 || size[0] > Integer.MAX_VALUE) {
            return Optional.empty();
        }
        byte[] binary = new byte[(int) size[0]];
        Pointer binaries = Pointer.to(Pointer.to(binary));
        code = CL.clGetProgramInfo(program, CL.CL_PROGRAM_BINARIES, Sizeof.POINTER, binaries, null);
        return code == CL_SUCCESS ? Optional.of(binary) : Optional.empty();
    }

    private static String buildLog(cl_program program, OpenClDevice device) {
        long[] size = new long[1];
        CL.clGetProgramBuildInfo(program, device.id(), CL_PROGRAM_BUILD_LOG, 0, null, size);
        byte[] text = new byte[(int) size[0]];
        CL.clGetProgramBuildInfo(program, device.id(), CL_PROGRAM_BUILD_LOG, text.length, Pointer.to(text), null);
        return new String(text, StandardCharsets.UTF_8).replace("\0", "").strip();
    }

    static Handle<cl_kernel> kernel(cl_program program, String name) {
        int[] code = new int[1];
        cl_kernel kernel = CL.clCreateKernel(program, name, code);
        check("clCreateKernel " + name, code[0]);
        return new Handle<>(kernel, "clReleaseKernel", CL::clReleaseKernel);
    }

    /** Enqueues a kernel for so many work-groups of so many work-items. */
    static void launch(cl_command_queue queue, cl_kernel kernel, int groups, int items) {
        launch(queue, kernel, groups, items, null);
    }

    /** @param done tells when the kernel is done, once waited for; null if nobody asks */
    static void launch(cl_command_queue queue, cl_kernel kernel, int groups, int items, @Nullable cl_event done) {
        long[] all = {(long) groups * items};
        check(
                "clEnqueueNDRangeKernel",
                CL.clEnqueueNDRangeKernel(queue, kernel, 1, null, all, new long[] {items}, 0, null, done));
    }

    /** Owns an event that a call filled in. */
    static Handle<cl_event> event(cl_event event) {
        return new Handle<>(event, "clReleaseEvent", CL::clReleaseEvent);
    }

    /** Lets what is enqueued later wait for an event of another queue. */
    static void waitFor(cl_command_queue queue, cl_event event) {
        check("clEnqueueBarrierWithWaitList", CL.clEnqueueBarrierWithWaitList(queue, 1, new cl_event[] {event}, null));
    }

    /** An event that happens when all that is enqueued so far is done. */
    static cl_event marker(cl_command_queue queue) {
        cl_event event = new cl_event();
        check("clEnqueueMarkerWithWaitList", CL.clEnqueueMarkerWithWaitList(queue, 0, null, event));
        return event;
    }

    /** @param host memory for the flags that use or copy it, else null */
    static Handle<cl_mem> buffer(cl_context context, long flags, long bytes, @Nullable Pointer host) {
        int[] code = new int[1];
        cl_mem memory = CL.clCreateBuffer(context, flags, bytes, host, code);
        check("clCreateBuffer of " + MemoryPlan.words(bytes), code[0]);
        return new Handle<>(memory, "clReleaseMemObject", CL::clReleaseMemObject);
    }
}
