package leapfrog.opencl;

import leapfrog.backend.BackendContractTest;

/** Holds the OpenCL backend to the contract. */
final class OpenClContractTest extends BackendContractTest {
    OpenClContractTest() {
        super(RequiredDevice.backend());
    }
}
