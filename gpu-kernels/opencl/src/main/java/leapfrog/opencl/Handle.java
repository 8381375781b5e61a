package leapfrog.opencl;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToIntFunction;

/**
 * Owns one OpenCL object and releases it once. Handles are closed in the reverse order of their making.
 *
 * @param <T> JOCL's type of the object
 */
final class Handle<T> implements AutoCloseable {
    private static final AtomicInteger LIVE = new AtomicInteger();

    private final T object;
    private final String releaseCall;
    private final ToIntFunction<T> release;
    private boolean open = true;

    Handle(T object, String releaseCall, ToIntFunction<T> release) {
        this.object = object;
        this.releaseCall = releaseCall;
        this.release = release;
        LIVE.incrementAndGet();
    }

    /** Number of objects of this process that are not released yet. */
    static int live() {
        return LIVE.get();
    }

    T get() {
        if (!open) {
            throw new IllegalStateException("used after " + releaseCall);
        }
        return object;
    }

    @Override
    public void close() {
        if (open) {
            open = false;
            LIVE.decrementAndGet();
            OpenCl.check(releaseCall, release.applyAsInt(object));
        }
    }
}
