package leapfrog.opencl;

import leapfrog.backend.BackendContractTest;
import leapfrog.backend.Verification;

/**
 * Holds device-resident chains to the contract with work-groups of several work-items that share little memory, as a GPU has them: the
 * larger models' points are in the device's memory.
 */
final class ResidentTeamContractTest extends BackendContractTest {
    ResidentTeamContractTest() {
        super(RequiredDevice.resident(16, 48 << 10));
    }

    @Override
    protected Verification.Models models() {
        return Verification.Models.SHARING;
    }
}
