package leapfrog.opencl;

import java.lang.foreign.MemorySegment;
import org.jocl.cl_mem;

/**
 * A device buffer with host memory beside it, through which data pass. The host may touch {@link #host()} at first, and after
 * {@link #toHost} or {@link #toDevice} and {@link #acquire}, once the queue it was made with is
 * finished.
 */
sealed interface HostBuffer extends AutoCloseable permits SharedBuffer, PinnedBuffer {
    MemorySegment host();

    cl_mem device();

    /** Enqueues what lets the host write again. */
    void acquire();

    /** Enqueues what makes the first {@code bytes} visible to kernels enqueued later. */
    void toDevice(long bytes);

    /** Enqueues what makes the first {@code bytes} visible to the host. */
    void toHost(long bytes);

    @Override
    void close();
}
