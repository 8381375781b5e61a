/** Evaluates gradients on the CPU, chains in SIMD lanes; without the Vector API it offers nothing and says why. */
module leapfrog.simd {
    requires leapfrog.core;
    requires static jdk.incubator.vector;
    requires static org.jspecify;

    provides leapfrog.engine.Backend with
            leapfrog.simd.SimdBackend;
    provides leapfrog.nuts.Arithmetic with
            leapfrog.simd.SimdArithmetic;
}
