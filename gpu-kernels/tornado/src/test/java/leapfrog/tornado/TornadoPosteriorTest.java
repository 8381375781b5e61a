package leapfrog.tornado;

import leapfrog.engine.Backend;
import leapfrog.sample.PosteriorContract;

/** Holds the TornadoVM backend to the exact posteriors. */
class TornadoPosteriorTest extends PosteriorContract {
    @Override
    protected Backend backend() {
        return RequiredDevice.backend();
    }

    @Override
    protected boolean integratesOut(String model) {
        return false;
    }
}
