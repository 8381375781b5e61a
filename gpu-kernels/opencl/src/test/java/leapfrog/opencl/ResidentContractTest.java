package leapfrog.opencl;

import leapfrog.backend.BackendContractTest;

/** Holds device-resident chains to the contract, as a processor computes them. */
final class ResidentContractTest extends BackendContractTest {
    ResidentContractTest() {
        super(RequiredDevice.resident(1));
    }
}
