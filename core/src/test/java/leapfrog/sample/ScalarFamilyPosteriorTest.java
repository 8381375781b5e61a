package leapfrog.sample;

import leapfrog.backend.ScalarBackend;
import leapfrog.engine.Backend;

/** Holds the scalar backend to the exact posteriors of every family. */
class ScalarFamilyPosteriorTest extends FamilyPosteriorContract {
    @Override
    protected Backend backend() {
        return new ScalarBackend();
    }
}
