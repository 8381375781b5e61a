package leapfrog.opencl;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_mem;

/** Pairs memory of a discrete device with page-locked host memory, between which the device copies by itself. */
final class PinnedBuffer implements HostBuffer {
    private final cl_command_queue queue;
    private final Handles handles = new Handles();
    private final Handle<cl_mem> memory;
    private final ByteBuffer pinned;
    private final MemorySegment host;

    PinnedBuffer(Programs.Compiled compiled, cl_command_queue queue, long bytes) {
        this.queue = queue;
        try {
            memory = handles.own(OpenCl.buffer(compiled.context(), CL.CL_MEM_READ_WRITE, bytes, null));
            Handle<cl_mem> locked = handles.own(
                    OpenCl.buffer(compiled.context(), CL.CL_MEM_READ_WRITE | CL.CL_MEM_ALLOC_HOST_PTR, bytes, null));
            int[] code = new int[1];
            long flags = CL.CL_MAP_READ | CL.CL_MAP_WRITE;
            ByteBuffer mapped =
                    CL.clEnqueueMapBuffer(queue, locked.get(), CL.CL_TRUE, flags, 0, bytes, 0, null, null, code);
            OpenCl.check("clEnqueueMapBuffer of " + MemoryPlan.words(bytes), code[0]);
            handles.own(new Handle<>(mapped, "clEnqueueUnmapMemObject", buffer -> {
                int unmapped = CL.clEnqueueUnmapMemObject(queue, locked.get(), buffer, 0, null, null);
                return unmapped == CL.CL_SUCCESS ? CL.clFinish(queue) : unmapped;
            }));
            pinned = mapped;
            host = MemorySegment.ofBuffer(mapped);
        } catch (RuntimeException e) {
            handles.close();
            throw e;
        }
    }

    @Override
    public MemorySegment host() {
        return host;
    }

    @Override
    public cl_mem device() {
        return memory.get();
    }

    /** The queue was finished after the last transfer: nothing to wait for. */
    @Override
    public void acquire() {}

    @Override
    public void toDevice(long bytes) {
        if (bytes > 0) {
            OpenCl.check(
                    "clEnqueueWriteBuffer",
                    CL.clEnqueueWriteBuffer(
                            queue, memory.get(), CL.CL_FALSE, 0, bytes, Pointer.to(pinned), 0, null, null));
        }
    }

    @Override
    public void toHost(long bytes) {
        OpenCl.check(
                "clEnqueueReadBuffer",
                CL.clEnqueueReadBuffer(queue, memory.get(), CL.CL_FALSE, 0, bytes, Pointer.to(pinned), 0, null, null));
    }

    @Override
    public void close() {
        handles.close();
    }
}
