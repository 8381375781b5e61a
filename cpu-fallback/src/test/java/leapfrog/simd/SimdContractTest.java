package leapfrog.simd;

import leapfrog.backend.BackendContractTest;

/** Holds the backend to the contract of all backends. */
final class SimdContractTest extends BackendContractTest {
    SimdContractTest() {
        super(new SimdBackend());
    }
}
