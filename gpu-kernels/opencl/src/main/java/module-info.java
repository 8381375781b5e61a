/** Evaluates gradients, and samples, on OpenCL devices. */
module leapfrog.opencl {
    requires leapfrog.core;
    requires static org.jspecify;
    requires jocl;

    provides leapfrog.engine.Backend with
            leapfrog.opencl.OpenClBackend,
            leapfrog.opencl.ResidentBackend;
}
