package leapfrog.opencl;

import leapfrog.backend.BackendContractTest;

/** Holds the OpenCL backend to the contract. {@link OptimisedKernelsTest} compares what the driver makes of its kernels when it optimises them. */
final class OpenClContractTest extends BackendContractTest {
    OpenClContractTest() {
        super(RequiredDevice.unoptimised());
    }
}
