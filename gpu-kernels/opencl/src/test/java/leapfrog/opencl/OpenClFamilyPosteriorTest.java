package leapfrog.opencl;

import leapfrog.engine.Backend;
import leapfrog.sample.FamilyPosteriorContract;

/** Holds the OpenCL backend to the exact posteriors of every family. */
class OpenClFamilyPosteriorTest extends FamilyPosteriorContract {
    @Override
    protected Backend backend() {
        return RequiredDevice.backend();
    }
}
