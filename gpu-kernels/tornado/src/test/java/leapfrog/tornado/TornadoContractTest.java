package leapfrog.tornado;

import leapfrog.backend.BackendContractTest;

/** Holds the TornadoVM backend to the contract. */
final class TornadoContractTest extends BackendContractTest {
    TornadoContractTest() {
        super(RequiredDevice.backend());
    }

    @Override
    protected int integratedModels() {
        return 0;
    }
}
