package leapfrog.benchmarks;

import java.util.ServiceLoader;
import leapfrog.engine.Backend;

/** Finds backends by name. */
final class Backends {
    private Backends() {}

    static Backend named(String name) {
        for (Backend backend : ServiceLoader.load(Backend.class)) {
            if (backend.name().equals(name)) {
                return backend;
            }
        }
        throw new IllegalArgumentException("there is no backend '" + name + "'");
    }
}
