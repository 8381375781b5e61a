package leapfrog.opencl;

import leapfrog.engine.Backend;
import leapfrog.sample.FamilyPosteriorContract;

/** Holds device-resident chains to the exact posteriors of every family. */
class ResidentFamilyPosteriorTest extends FamilyPosteriorContract {
    @Override
    protected Backend backend() {
        return RequiredDevice.resident(1);
    }
}
