package leapfrog.opencl;

import leapfrog.backend.StanAgreementTest;

/** Holds the kernels as users get them, which the driver optimises, to the values of Stan. */
final class OptimisedKernelsTest extends StanAgreementTest {
    OptimisedKernelsTest() {
        super(RequiredDevice.backend());
    }
}
