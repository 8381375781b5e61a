package leapfrog.opencl;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import org.jocl.CL;
import org.jocl.Pointer;
import org.jocl.cl_command_queue;
import org.jocl.cl_event;
import org.jocl.cl_mem;
import org.jspecify.annotations.Nullable;

/** Shares one piece of memory between host and a device that computes in the host's memory; mapping it moves nothing. */
final class SharedBuffer implements HostBuffer {
    /** What drivers want of memory that they use in place. */
    private static final long PAGE = 4096;

    private final cl_command_queue queue;
    private final Handles handles = new Handles();
    private final MemorySegment host;
    private final Handle<cl_mem> memory;
    private @Nullable ByteBuffer mapped;

    SharedBuffer(Programs.Compiled compiled, cl_command_queue queue, long bytes) {
        this.queue = queue;
        long size = Math.ceilDiv(bytes, PAGE) * PAGE;
        host = handles.own(Arena.ofShared()).allocate(size, PAGE);
        try {
            memory = handles.own(OpenCl.buffer(
                    compiled.context(),
                    CL.CL_MEM_READ_WRITE | CL.CL_MEM_USE_HOST_PTR,
                    size,
                    Pointer.to(host.asByteBuffer())));
            map(CL.CL_TRUE, CL.CL_MAP_WRITE, size);
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

    @Override
    public void acquire() {
        if (mapped == null) {
            map(CL.CL_FALSE, CL.CL_MAP_WRITE, host.byteSize());
        }
    }

    @Override
    public void toDevice(long bytes) {
        release();
    }

    @Override
    public void toHost(long bytes) {
        map(CL.CL_FALSE, CL.CL_MAP_READ, bytes);
    }

    private void map(boolean blocking, long flags, long bytes) {
        int[] code = new int[1];
        mapped = CL.clEnqueueMapBuffer(queue, memory.get(), blocking, flags, 0, bytes, 0, null, null, code);
        OpenCl.check("clEnqueueMapBuffer", code[0]);
    }

    /** Gives the memory back to the device. */
    private void release() {
        if (mapped != null) {
            OpenCl.check(
                    "clEnqueueUnmapMemObject",
                    CL.clEnqueueUnmapMemObject(queue, memory.get(), mapped, 0, null, (cl_event) null));
            mapped = null;
        }
    }

    @Override
    public void close() {
        try (handles) {
            release();
        }
    }
}
