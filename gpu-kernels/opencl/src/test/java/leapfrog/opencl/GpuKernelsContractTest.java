package leapfrog.opencl;

import leapfrog.backend.BackendContractTest;
import leapfrog.backend.Verification;
import leapfrog.engine.DeviceOffer;

/** Holds the kernels and transfers meant for GPUs to the contract, on whatever device there is. */
final class GpuKernelsContractTest extends BackendContractTest {
    GpuKernelsContractTest() {
        super(RequiredDevice.backendOf(DeviceOffer.Kind.GPU));
    }

    @Override
    protected Verification.Models models() {
        return Verification.Models.SHARING;
    }
}
