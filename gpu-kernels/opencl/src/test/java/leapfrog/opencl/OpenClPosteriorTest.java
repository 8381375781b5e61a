package leapfrog.opencl;

import leapfrog.engine.Backend;
import leapfrog.sample.PosteriorContract;

/** Holds the OpenCL backend to the exact posteriors. */
class OpenClPosteriorTest extends PosteriorContract {
    @Override
    protected Backend backend() {
        return RequiredDevice.backend();
    }
}
