package leapfrog.opencl;

import leapfrog.engine.Backend;
import leapfrog.sample.PosteriorContract;

/** Holds device-resident chains to the exact posteriors. */
class ResidentPosteriorTest extends PosteriorContract {
    @Override
    protected Backend backend() {
        return RequiredDevice.resident(1);
    }
}
