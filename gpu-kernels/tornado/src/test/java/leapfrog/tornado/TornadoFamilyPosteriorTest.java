package leapfrog.tornado;

import leapfrog.engine.Backend;
import leapfrog.sample.FamilyPosteriorContract;

/** Holds the TornadoVM backend to the exact posteriors of every family. */
class TornadoFamilyPosteriorTest extends FamilyPosteriorContract {
    @Override
    protected Backend backend() {
        return RequiredDevice.backend();
    }
}
