package leapfrog.opencl;

import java.util.ArrayDeque;
import java.util.Deque;
import leapfrog.engine.DeviceException;
import org.jspecify.annotations.Nullable;

/** Owns several resources and closes them in the reverse order of their making, each of them even if one fails. */
final class Handles implements AutoCloseable {
    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    <R extends AutoCloseable> R own(R resource) {
        resources.push(resource);
        return resource;
    }

    @Override
    public void close() {
        @Nullable Exception first = null;
        while (!resources.isEmpty()) {
            try {
                resources.pop().close();
            } catch (Exception e) {
                if (first == null) {
                    first = e;
                } else {
                    first.addSuppressed(e);
                }
            }
        }
        if (first instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (first != null) {
            throw new DeviceException("a device resource could not be released", first);
        }
    }
}
