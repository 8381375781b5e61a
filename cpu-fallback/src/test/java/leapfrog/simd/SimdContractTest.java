package leapfrog.simd;

import leapfrog.backend.BackendContractTest;

/** Holds the backend to the contract of all backends. */
final class SimdContractTest extends BackendContractTest {
    SimdContractTest() {
        super(new SimdBackend());
    }

    /** Those of cells, and one without rows. */
    @Override
    protected int modelsPointByPoint() {
        return 4;
    }
}
