package leapfrog.opencl;

import leapfrog.backend.BackendContractTest;

/** Holds device-resident chains to the contract, one work-item a chain; {@link ResidentTransitionTest} does so with the kernels that a processor gets. */
final class ResidentContractTest extends BackendContractTest {
    ResidentContractTest() {
        super(RequiredDevice.resident(1, 48 << 10));
    }
}
