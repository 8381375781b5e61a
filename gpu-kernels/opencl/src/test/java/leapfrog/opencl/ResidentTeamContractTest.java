package leapfrog.opencl;

import leapfrog.backend.BackendContractTest;

/** Holds device-resident chains to the contract with work-groups of several work-items, as a GPU has them. */
final class ResidentTeamContractTest extends BackendContractTest {
    ResidentTeamContractTest() {
        super(RequiredDevice.resident(16));
    }
}
