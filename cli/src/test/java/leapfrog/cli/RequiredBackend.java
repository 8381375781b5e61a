package leapfrog.cli;

import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.ServiceLoader;
import leapfrog.engine.Backend;
import leapfrog.engine.DeviceOffer;

/** Skips a test whose backend has no device in double precision here; the test fails where an OpenCL device is required. */
final class RequiredBackend {
    private static final String PROPERTY = "leapfrog.opencl.required";

    private RequiredBackend() {}

    /** @param name as in {@code --backend} */
    static void require(String name) {
        Backend backend = ServiceLoader.load(Backend.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(name))
                .findFirst()
                .orElse(null);
        assertNotNull(backend, "no backend is called " + name);
        String reason = "no device of " + name + " computes in double precision";
        for (DeviceOffer offer : backend.probe()) {
            switch (offer) {
                case DeviceOffer.Available device -> {
                    if (device.fp64()) {
                        return;
                    }
                }
                case DeviceOffer.Unavailable missing -> reason = missing.reason() + "; " + missing.remedy();
            }
        }
        if (Boolean.getBoolean(PROPERTY)) {
            fail(PROPERTY + " is set, but " + reason);
        }
        abort(reason);
    }
}
