/** Evaluates gradients on the devices that TornadoVM compiles Java for. */
module leapfrog.tornado {
    requires leapfrog.core;
    requires static org.jspecify;
    // Absent where the JVM was not started with TornadoVM's flags: the backend then says what is missing.
    requires static tornado.api;

    provides leapfrog.engine.Backend with
            leapfrog.tornado.TornadoBackend;
}
