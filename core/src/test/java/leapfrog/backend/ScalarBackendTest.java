package leapfrog.backend;

/** Holds the scalar backend to the contract; against the reference it compares it with itself, against Stan it does not. */
final class ScalarBackendTest extends BackendContractTest {
    ScalarBackendTest() {
        super(new ScalarBackend());
    }
}
