package leapfrog.simd;

import leapfrog.backend.BackendContractTest;

/** Holds the backend to the contract of all backends where rows are cut into stripes of 37, of few rows and of many. */
final class StripedContractTest extends BackendContractTest {
    StripedContractTest() {
        super(new SimdBackend(new Striping(1, 37, 0)));
    }

    @Override
    protected int modelsPointByPoint() {
        return 4;
    }
}
